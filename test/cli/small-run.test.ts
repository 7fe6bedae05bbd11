import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRetort } from './run-retort.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';

let folder = '';
let small: SmallRun;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-run-'));
  small = await makeSmallRun(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...parameters: string[]) => runRetort([...parameters, '--out', small.out], { cwd: folder });

describe('on the integer reference', () => {
  it('validate is bit-exact, says so in one line of JSON, and writes the report', async () => {
    const report = join(folder, 'reports', 'report.html');
    const { exitCode, stdout, json } = await run(
      'validate',
      '--on',
      'reference',
      '--data',
      small.csv,
      '--report',
      report,
      '--json',
    );
    expect(exitCode).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(json()).toMatchObject({
      on: 'reference',
      total: 20,
      bitExact: 20,
      boardAccuracy: 1,
      mismatches: [],
      report,
    });
    expect(json().agreement).toMatchObject({ value: 1, high: 1 });
    expect(await readFile(report, 'utf8')).toContain('All logits of all 20 predictions');
  });

  it('validate takes only the first samples where it is told to', async () => {
    const { json } = await run('validate', '--on', 'reference', '--data', small.csv, '--limit', '7', '--json');
    expect(json()).toMatchObject({ total: 7, bitExact: 7 });
  });

  it('infer classifies a picture', async () => {
    const pixels = new Uint8Array(16).map((_, at) => (at % 4 === 2 ? 250 : 10));
    await writeFile(join(folder, 'column-2.png'), encode({ width: 4, height: 4, data: pixels, channels: 1 }));
    const { exitCode, stdout } = await run('infer', 'column-2.png', '--on', 'reference');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^column 2\n/);
  });

  it('infer classifies a raw tensor', async () => {
    await writeFile(
      join(folder, 'raw.bin'),
      Int8Array.from({ length: 16 }, (_, at) => (at % 4 === 1 ? 120 : -120)),
    );
    const { json } = await run('infer', 'raw.bin', '--on', 'reference', '--json');
    expect(json()).toMatchObject({ label: 1, class: 'column 1' });
    expect(json().logits).toHaveLength(4);
  });

  it('infer refuses a tensor of another length', async () => {
    await writeFile(join(folder, 'short.bin'), new Uint8Array(15));
    const { exitCode, stderr } = await run('infer', 'short.bin', '--on', 'reference');
    expect(exitCode).toBe(3);
    expect(stderr).toContain(
      'has 15 bytes, 15 more than 0 inputs: an input of 4×4×1 int8 values has 16 bytes; give one input, a picture (PNG',
    );
  });
});

it('inspect shows layers, memory map and provenance', async () => {
  const { exitCode, stdout } = await run('inspect', join(small.out, 'student.retort'));
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/columns +FULLY_CONNECTED +1×1×4/);
  expect(stdout).toMatch(/0x00000 +64 +uploaded +header/);
  expect(stdout).toContain('packed by');
});

it('pack makes the same image from the same network', async () => {
  const first = await run('pack', '--json');
  const bytes = await readFile(join(small.out, 'student.retort'));
  const second = await run('pack', '--json');
  expect(second.json()).toEqual(first.json());
  expect(await readFile(join(small.out, 'student.retort'))).toEqual(bytes);
});

it('validate fails where teacher outputs are of another data set', async () => {
  const other = join(folder, 'other.csv');
  const lines = (await readFile(small.csv, 'utf8')).trim().split('\n');
  await writeFile(other, lines.slice(1).join('\n'));
  const { exitCode, json } = await run('validate', '--on', 'reference', '--data', other, '--json');
  expect(exitCode).toBe(4);
  expect(json().error?.code).toBe('TEACHER_OUTPUTS_MISMATCH');
});

it('validate refuses data of another shape than the image reads', async () => {
  const { exitCode, json } = await run('validate', '--on', 'reference', '--data', 'glyphs', '--json');
  expect(exitCode).toBe(3);
  expect(json().error).toMatchObject({
    code: 'CLI_INPUT_FOREIGN_DATA',
    message: expect.stringContaining(
      'glyphs has samples of 28×28×1 in 10 classes, but the image takes samples of 4×4×1 in 4 classes',
    ),
  });
});
