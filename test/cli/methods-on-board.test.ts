// Students that did not learn as others do, from the teacher to the virtual board: what the board says is bit-exact, and what they learned from
// is kept, calibrates int8 and stands in the report.
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRetort } from './run-retort.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-methods-on-board-'));
  const { exitCode, stderr } = await run('teacher --data glyphs --epochs 4');
  expect(exitCode, stderr).toBe(0);
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (line: string) => runRetort([...line.split(' '), '--json'], { cwd: folder });
const samples = () => join(folder, 'retort-out', 'student-samples.safetensors');

describe('on the virtual board', { timeout: 600_000 }, () => {
  it.each([
    ['hints', 'hints', undefined],
    ['a zero-shot student', 'zero-shot?impressions=400&steps=60', 400],
    ['a few-sample student', 'few-sample?keep=0.5', 60],
  ] as const)('%s is bit-exact, and says what it learned from', async (_, method, learnedFrom) => {
    const distilled = await run(`distill --method ${method} --epochs 4`);
    expect(distilled.exitCode, distilled.stderr).toBe(0);
    expect(existsSync(samples())).toBe(learnedFrom !== undefined);
    const path = join('retort-out', 'student-samples.safetensors');
    expect(distilled.json().learnedFrom).toEqual(learnedFrom && { path, count: learnedFrom });
    for (const command of ['quantize', 'pack']) {
      const { exitCode, stderr } = await run(command);
      expect(exitCode, stderr).toBe(0);
    }
    const validated = await run('validate --on virtual:up5k --limit 60 --report report.html');
    expect(validated.exitCode, validated.stderr).toBe(0);
    const { boardAccuracy, ...rest } = validated.json();
    expect(rest).toMatchObject({ total: 60, bitExact: 60, different: 0, noBetterThanGuessing: false });
    expect(boardAccuracy).toBeGreaterThan(0.3);
    const report = await readFile(join(folder, 'report.html'), 'utf8');
    expect(report.includes('What the student learned from')).toBe(learnedFrom !== undefined);
    if (learnedFrom) expect(report).toContain(`its student learned from ${learnedFrom} samples`);
  });

  it('a student is quantized with what it learned from alone', async () => {
    const kept = join(folder, 'kept');
    await cp(join(folder, 'retort-out'), kept, { recursive: true }); // The few-sample student.
    const distilled = await run('distill --method zero-shot?impressions=300&steps=30 --epochs 1');
    expect(distilled.exitCode, distilled.stderr).toBe(0);
    await cp(samples(), join(kept, 'student-samples.safetensors'));
    const others = await run('quantize --out kept');
    expect(others.exitCode).toBe(3);
    expect(others.json().error?.message).toContain(
      'this student was trained on other samples; run retort distill again',
    );
    await rm(join(kept, 'student-samples.safetensors'));
    expect((await run('quantize --out kept')).json().error).toMatchObject({ code: 'CLI_MISSING_FILE' });
  });

  it('the samples that a zero-shot student learned from are a separate data set, which no command overwrites', async () => {
    const { exitCode, json } = await run('data retort-out/student-samples.safetensors');
    expect(exitCode).toBe(0);
    expect(json()).toMatchObject({ shape: [28, 28, 1] });
    const overwritten = await run('distill --data retort-out/student-samples.safetensors');
    expect(overwritten.json().error).toMatchObject({ code: 'CLI_OUTPUT_IS_INPUT' });
    expect(existsSync(samples())).toBe(true);
  });

  it('a method’s own student that does not fit the board is said where it was made', async () => {
    const { exitCode, json, stderr } = await run(
      'distill --student mlp:8 --method born-again?generations=1&ensemble=true --epochs 1 --board up5k',
    );
    expect(exitCode, stderr).toBe(0);
    expect(json().warnings).not.toContainEqual(expect.objectContaining({ kind: 'does-not-fit' }));
    const large = await run(
      'distill --student mlp:120 --method born-again?generations=1&ensemble=true --epochs 1 --board up5k',
    );
    expect(large.exitCode, large.stderr).toBe(0);
    expect(large.json().warnings).toContainEqual({
      kind: 'does-not-fit',
      student: 'distilled',
      message: expect.stringMatching(
        /needs at least [\d,]+ bytes of memory .* up5k has 131,072: .*, or configure the method for a smaller one$/,
      ),
    });
  });
});
