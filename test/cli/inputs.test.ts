// `retort inputs`: what fits a budget, what it costs, and the commands that it names.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startRetort } from './run-retort.ts';

/** Of each test alone: a command of one that ran out of time would hold the run folder's lock against the next. */
let folder = '';
let running: ReturnType<typeof startRetort> | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-inputs-'));
});
afterEach(async () => {
  running?.child.kill('SIGKILL');
  await running?.finished;
  await rm(folder, { recursive: true, force: true });
});

function run(line: string) {
  running = startRetort([...line.split(' '), '--json'], { cwd: folder });
  running.child.stdin.end();
  return running.finished;
}

interface Form {
  readonly shape: readonly number[];
  readonly bits: number;
  readonly inputBytes: number;
  readonly lineMilliseconds: number;
  readonly accuracy?: { readonly value: number; readonly total: number };
}

describe('retort inputs', { timeout: 300_000 }, () => {
  it('lists what fits on the line in a time', async () => {
    const { json, exitCode, stderr } = await run('inputs --data glyphs --line-ms 0.5');
    expect(exitCode, stderr).toBe(0);
    const { whole, forms, best } = json() as { whole?: Form; forms?: Form[]; best?: Form };
    expect(whole!.lineMilliseconds).toBeGreaterThan(0.5);
    expect(forms!.length).toBeGreaterThan(1);
    for (const form of forms!) expect(form.lineMilliseconds).toBeLessThanOrEqual(0.5);
    expect(best).toBeUndefined();
  });

  it('measures each, keeps what it measured, and names commands that make such a student', async () => {
    const line = 'inputs --data glyphs --input-budget 100 --measure --epochs 2 --student vgg:4-8/2';
    const { json, exitCode, stderr } = await run(line);
    expect(exitCode, stderr).toBe(0);
    const { whole, forms, best, next } = json() as { whole?: Form; forms?: Form[]; best?: Form; next?: string };
    for (const form of [whole!, ...forms!]) expect(form.accuracy!.total).toBeGreaterThan(0);
    expect(best!.accuracy!.value).toBe(Math.max(...forms!.map(({ accuracy }) => accuracy!.value)));

    const kept = await readdir(join(folder, 'retort-out', 'inputs'));
    expect(kept.length).toBe(new Set([whole!, ...forms!].map(({ shape }) => shape.join())).size);
    const again = await run(line);
    expect(again.stdout).toBe((await run(line)).stdout);
    expect(again.stderr).not.toContain('student of');

    const [teacher, ...later] = next!.replaceAll('retort ', '').split('; ');
    for (const step of [
      `${teacher} --epochs 1`,
      ...later.map((one) => (one === 'distill' ? 'distill --epochs 1' : one)),
    ]) {
      const { exitCode: code, stderr: said } = await run(step);
      expect(code, said).toBe(0);
    }
    const validated = await run('validate --on virtual:up5k --limit 40');
    expect(validated.json(), validated.stderr).toMatchObject({ total: 40, bitExact: 40 });
    expect((await run('inspect retort-out/student.retort')).stdout).toContain(`"inputBits":${best!.bits}`);
  });

  it.each([
    ['--data glyphs', 'no budget is given for an input: set --input-budget 200 (bytes) or --line-ms 1'],
    ['--data glyphs --input-budget 1', 'no input of glyphs is that small: the smallest has'],
    ['--data glyphs --input-budget 9 --line-ms 1', "option '--input-budget <bytes>' cannot be used with"],
    ['--data glyphs --input-budget 0', "'0' is not a whole number from 1 to 1,000,000"],
    ['--data glyphs --shape 64x64x1 --line-ms 1', 'glyphs: its pictures are'],
    ['--data glyphs --line-ms 1 --baud 7000000', 'the line of up5k does not run at 7,000,000 baud'],
    ['--data glyphs --line-ms 1 --trim 0.1', 'retort inputs chooses itself what to trim: leave --trim out'],
    ['--data floats.csv --line-ms 1', 'floats.csv'],
  ])('%s is refused', async (line, message) => {
    await writeFile(join(folder, 'floats.csv'), 'a,b,label\n0.5,1.5,x\n-2.5,3.25,y\n');
    const { json, exitCode } = await run(`inputs ${line}`);
    expect(exitCode).not.toBe(0);
    expect(json().error!.message).toContain(message);
    expect(existsSync(join(folder, 'retort-out', '.retort.lock'))).toBe(false);
  });
});
