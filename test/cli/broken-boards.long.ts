// That the comparison can fail: one bit of a packed image, one bit of the network behind the reference, one line of the board's RTL.
// What the student says is of no matter here, only that two sides say the same.

import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStudentImage } from '../../host/image/read.ts';
import { writeStudentImage } from '../../host/image/write.ts';
import { loadQuantizedNetwork, saveQuantizedNetwork } from '../../host/quantize/quantized-network-file.ts';
import { makeRandomStudentRun } from './random-student-run.ts';
import { type Finished, runRetort } from './run-retort.ts';

const SAMPLES = 100;
const artifacts = fileURLToPath(new URL('../../firmware-artifacts', import.meta.url));
const verilator = spawnSync('verilator', ['--version']).status === 0;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-broken-'));
  await makeRandomStudentRun(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const validate = (on: string, ...more: string[]) =>
  runRetort(['validate', '--data', 'glyphs', '--limit', String(SAMPLES), '--on', on, '--out', folder, ...more], {
    cwd: folder,
  });

/** Exit code 1, and both for people and as JSON how many samples differ and in which layer first. */
async function expectFailure(validateWith: (...more: string[]) => Promise<Finished>, layer: string): Promise<void> {
  const failed = await validateWith('--json');
  expect(failed.exitCode).toBe(1);
  const { different, bitExact } = failed.json();
  expect(failed.json()).toMatchObject({ total: SAMPLES, firstDifference: { layer } });
  expect(different).toBeGreaterThan(0);
  expect(Number(different) + Number(bitExact)).toBe(SAMPLES);
  const { exitCode, stdout } = await validateWith();
  expect(exitCode).toBe(1);
  expect(stdout).toContain(`${different} of ${SAMPLES} samples differ from the reference, first in layer ${layer}.`);
}

describe('retort validate', () => {
  it('passes where nothing is wrong', async () => {
    const { exitCode, json } = await validate('virtual:up5k', '--json');
    expect(json()).toMatchObject({ total: SAMPLES, bitExact: SAMPLES, different: 0 });
    expect(exitCode).toBe(0);
  });

  it.each(['conv1', 'conv2', 'conv3', 'logits'])('fails where one weight bit of %s was flipped', async (layer) => {
    const image = readStudentImage(await readFile(join(folder, 'student.retort')), 'student.retort');
    const weights = image.segments.find((segment) => segment.kind === 'weights' && segment.layer === layer)!;
    image.payload[weights.address + weights.length / 2] ^= 0x40;
    const flipped = join(folder, `${layer}.retort`);
    await writeFile(flipped, writeStudentImage(image));
    await expectFailure((...more) => validate('virtual:up5k', '--image', flipped, ...more), layer);
  });

  it('compares with the int8 network, not with the image', async () => {
    const { quantized, provenance } = await loadQuantizedNetwork(join(folder, 'student.int8.safetensors'));
    const operation = quantized.operations.find(({ name }) => name === 'conv2')!;
    if (!('weights' in operation)) throw new Error('conv2 has no weights');
    operation.weights[operation.weights.length / 2] ^= 0x40;
    const flipped = join(folder, 'flipped.int8.safetensors');
    await saveQuantizedNetwork(flipped, quantized, provenance);
    await expectFailure((...more) => validate('virtual:up5k', '--quantized', flipped, ...more), 'conv2');
  });
});

describe.skipIf(!verilator)('a mutant of the RTL (needs Verilator)', () => {
  it.each([
    {
      name: 'rounds down instead of half up',
      file: 'core/retort_lut_rescaler.v',
      from: " + {9'd0, r_scaled[0]}",
      to: '',
      layer: 'conv1',
    },
    {
      name: 'names the smallest logit',
      file: 'core/retort_argmax.v',
      from: 'r_first || w_larger',
      to: 'r_first || !w_larger',
      layer: 'argmax',
    },
  ])('fails that $name', async ({ file, from, to, layer }) => {
    const rtl = join(folder, `rtl-${layer}`);
    const out = join(folder, `board-${layer}`);
    await cp(join(artifacts, 'rtl'), rtl, { recursive: true });
    const source = await readFile(join(rtl, file), 'utf8');
    expect(source.split(from)).toHaveLength(2);
    await writeFile(join(rtl, file), source.replace(from, to));
    const build = join(artifacts, 'virtual-board/build.mjs');
    const built = spawnSync(process.execPath, [build, '--board', 'up5k', '--rtl', rtl, '--out', out], {
      encoding: 'utf8',
    });
    expect(built.status, built.stderr).toBe(0);
    const on = `virtual:up5k?wasm=${join(out, 'up5k.wasm')}`;
    await expectFailure((...more) => validate(on, ...more), layer);
    const words = ['board', 'accept', on, '--programs', '2', '--rates', '3000000', '--json'];
    const { exitCode, json } = await runRetort(words, { cwd: folder });
    expect(json()).toMatchObject({ accepted: false });
    expect(exitCode).toBe(1);
  });
});
