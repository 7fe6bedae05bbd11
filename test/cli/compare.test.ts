// `retort compare`, `retort methods` and `retort distill --method` as a user runs them.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRetort } from './run-retort.ts';
import { makeSmallRun } from './small-run.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-compare-'));
  await makeSmallRun(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const run = (line: string) => runRetort(line.split(' '), { cwd: folder });

describe('retort compare', () => {
  it('puts methods beside scratch, writes a page, and knows its cells the next time', async () => {
    const line =
      'compare --data data.csv --out out --epochs 2 --teacher-epochs 2 --seeds 3 --methods soft-targets?temperature=2,prune';
    const first = await run(line);
    expect(first.stderr).toContain('prune, seed 3:');
    expect(first.exitCode).toBe(0);
    const lines = first.stdout.split('\n');
    expect(lines[0]).toMatch(/^method +seeds +accuracy +int8 +bytes +points over scratch \(95 % interval\)$/);
    expect(lines[1]).toMatch(/^teacher +\d+\.\d\d %$/);
    expect(lines[2]).toMatch(/^scratch +3 +\d+\.\d\d %/);
    expect(lines[3]).toMatch(/^soft-targets.* (shown, above|shown, below|not shown)$/);
    const page = await readFile(join(folder, 'out/comparison/comparison.html'), 'utf8');
    expect(page).toContain('Accuracy against bytes');
    const cells = join(folder, 'out/comparison/cells');
    const written = () =>
      readdir(cells).then((names) => Promise.all(names.sort().map((name) => stat(join(cells, name)))));
    const before = (await written()).map(({ mtimeMs }) => mtimeMs);
    expect(before).toHaveLength(9);
    const again = await run(`${line} --json`);
    const { rows, markdown } = again.json() as { rows: { method: string; seeds: number }[]; markdown: string };
    expect(rows.map(({ method, seeds }) => `${method} ${seeds}`)).toEqual(['scratch 3', 'soft-targets 3', 'prune 3']);
    expect(await readFile(join(folder, markdown), 'utf8')).toContain('| soft-targets');
    expect((await written()).map(({ mtimeMs }) => mtimeMs)).toEqual(before);
  });

  it('reads what a command line is too short for from retort.config.mjs', async () => {
    const stages = `[{ epochs: 1, terms: [{ type: 'labels' }] }, { epochs: 1, quantize: { weightBits: 4 }, terms: [{ type: 'soft-targets', temperature: 2 }] }]`;
    const methods = `[{ name: 'composed', options: { stages: ${stages} } }]`;
    const config = `export default { compare: { seeds: 1, student: 'mlp:8', teacher: 'mlp:16:dropout', methods: ${methods} } };`;
    await writeFile(join(folder, 'composed.config.mjs'), config);
    const line =
      'compare --config composed.config.mjs --data data.csv --out composed --epochs 1 --teacher-epochs 1 --no-int8 --json';
    const outcome = (await run(line)).json();
    expect(outcome).toMatchObject({ studentNetwork: 'mlp:8', teacherNetwork: 'mlp:16:dropout' });
    const { rows } = outcome as unknown as { rows: { method: string; int8Accuracy?: unknown; bytes: number }[] };
    expect(rows.map(({ method }) => method)).toEqual(['scratch', 'composed']);
    expect(rows[1].int8Accuracy).toBeUndefined();
    expect(rows[1].bytes).toBeLessThan(0.7 * rows[0].bytes);
  });

  it.each([
    ['--methods soft-target', 'method "soft-target": unknown method; choose from scratch, soft-targets'],
    [
      '--methods prune?sparsity=0.5?scope=1',
      "'prune?sparsity=0.5?scope=1' has two question marks; options are separated by &",
    ],
    ['--methods prune?sparsity=0.5&sparsity=0.6', "'prune?sparsity=0.5&sparsity=0.6' gives sparsity twice"],
    [
      '--methods soft-targets?standardize=yes',
      'method "soft-targets": option standardize is "yes": Invalid input: expected boolean, received string',
    ],
    ['--methods prune?sparsity=2', 'method "prune": option sparsity is 2: Too big: expected number to be <=0.99'],
    [
      '--student mlp:',
      "'mlp:' is not a network name: write student, teacher, vgg:A-B-…[/S] (vgg:16-32-64/2), resnet8[:W] (resnet8:16), fire:A-B-… (fire:4-8-12), dscnn:FxN (dscnn:64x4), mlp:A-B-…[:dropout] (mlp:800-800), shallow:F (shallow:64), detector:A-B-… (detector:8-16-32), tree:D (tree:8), article-student or article-teacher",
    ],
    ['--teacher-network vgg:4-4-4-4', "'vgg:4-4-4-4' is too deep for pictures of 4×4×1: stage 4 would shrink"],
  ])('%s is refused as wrong usage', async (flags, message) => {
    const { stderr, exitCode } = await run(`compare --data data.csv --out refused --teacher-epochs 1 ${flags}`);
    expect(stderr).toContain(`retort: ${message}`);
    expect(exitCode).toBe(2);
  });
});

describe('retort distill --method', () => {
  it('trains the student with another method than soft targets', async () => {
    expect((await run('teacher --data data.csv --out taught --epochs 2')).exitCode).toBe(0);
    const line = 'distill --data data.csv --out taught --epochs 2 --method logit-regression?weight=0.3 --json';
    const outcome = (await run(line)).json();
    expect(outcome).toMatchObject({ method: 'logit-regression?weight=0.3', recipe: { epochs: 2 } });
    expect(outcome.recipe).not.toHaveProperty('alpha');
  });

  it.each([
    ['--method ,', "',' names no method"],
    ['--method prune,munge', "'prune,munge' names 2 methods, but only one is allowed"],
    ['--method scratch', "'scratch' is always trained, next to every method"],
    ['--method munge --alpha 0.5', "'munge' takes its options after a question mark, not from --alpha"],
  ])('%s is refused as wrong usage', async (flags, message) => {
    const { stderr, exitCode } = await run(`distill --out taught ${flags}`);
    expect(stderr).toContain(`retort: ${message}`);
    expect(exitCode).toBe(2);
  });
});

describe('retort methods', () => {
  it('explains each method, or one', async () => {
    const { stdout } = await run('methods');
    expect(stdout).toContain('soft-targets: the teacher’s probabilities at a temperature, with the labels');
    expect(stdout).toContain(
      '  temperature (1 … 1000, default 4): temperature for both networks; the paper uses 20 on MNIST',
    );
    expect((await run('methods munge --json')).json()).toMatchObject({ methods: [{ name: 'munge', listens: true }] });
  });
});
