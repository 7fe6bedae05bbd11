// A student whose inputs have fewer bits a value on the line: packed, planned, run and refused through the command line.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runRetort } from './run-retort.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';

let folder = '';
let small: SmallRun;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-packed-'));
  small = await makeSmallRun(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...parameters: string[]) => runRetort([...parameters, '--out', small.out], { cwd: folder });

it('is bit-exact on a virtual board, which is sent half the bytes or a quarter', async () => {
  for (const bits of [4, 2]) {
    const packed = await run('pack', '--input-bits', String(bits), '--json');
    expect(packed.json()).toMatchObject({ inputBits: bits, inputBytes: 2 * bits });
    const validated = await run('validate', '--on', 'virtual:up5k', '--data', small.csv, '--json');
    expect(validated.json()).toMatchObject({ total: 20, bitExact: 20, boardAccuracy: 1 });
    const traced = await run('trace', '--on', 'virtual:up5k', '--json');
    expect(traced.json()).toMatchObject({ equal: true });
  }
  const { stdout } = await run('inspect', join(small.out, 'student.retort'));
  expect(stdout).toMatch(/on the line +2 bits per value, 4 bytes per input/);
  // It was measured with inputs of eight bits.
  expect(stdout).toMatch(/int8 accuracy +not recorded/);
});

it('takes int8 tensors of its levels alone, since others would be changed', async () => {
  await run('pack', '--input-bits', '1');
  const write = (values: Int8Array) => writeFile(join(folder, 'raw.i8'), values);
  await write(Int8Array.from({ length: 16 }, (_, at) => (at % 4 === 1 ? 127 : -128)));
  expect((await run('infer', 'raw.i8', '--on', 'reference', '--json')).json()).toMatchObject({ class: 'column 1' });
  await write(Int8Array.from({ length: 16 }, (_, at) => (at % 4 === 1 ? 120 : -128)));
  const refused = await run('infer', 'raw.i8', '--on', 'reference', '--json');
  expect(refused.json().error).toMatchObject({
    code: 'CLI_INPUT_TENSORS',
    message: 'raw.i8 has 120 for value 1: the image only takes the values −128, 127',
  });
});

it('is planned with fewer bits where the line limits, and refuses another number of them', async () => {
  await run('pack');
  const image = join(small.out, 'student.retort');
  const planned = await runRetort(['plan', image, '--json'], { cwd: folder });
  const each = [4, 2, 1].map((bits) => ({ bits, inputBytes: 2 * bits, inferencesPerSecond: expect.any(Number) }));
  expect(planned.json()).toMatchObject({ link: { packedInputs: each } });
  const { stdout } = await runRetort(['plan', image], { cwd: folder });
  expect(stdout).toMatch(/- fewer bits per input value \(--input-bits .*\): at that rate 4 gives [\d.]+, 2 /);
  const refused = await run('pack', '--input-bits', '3');
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain(
    "option '--input-bits <bits>' argument '3' is invalid. Allowed choices are 1, 2, 4, 8.",
  );
});
