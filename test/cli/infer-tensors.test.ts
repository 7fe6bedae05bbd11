// Files of raw tensors, of a network whose output has several pixels and channels that the board pads.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packStudentImage } from '../../host/image/pack.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { createReference } from '../../host/reference/reference.ts';
import { softmaxInt8 } from '../../host/reference/softmax.ts';
import { isRunnable, makeRandomInputs, makeRandomNetwork } from '../support/random-networks.ts';
import { runRetort } from './run-retort.ts';

/** The first whose output is several pixels of channels that are no whole words, with a SOFTMAX behind it. */
function makeSeveralPixels(): QuantizedNetwork {
  for (let seed = 0; ; seed++) {
    const network = makeRandomNetwork(seed);
    const [rows, columns, channels] = network.tensors.get(network.output)!.shape;
    if (!isRunnable(network) || rows < 2 || columns < 2 || channels % 8 === 0) continue;
    return { ...network, softmax: { beta: 1, scale: 1 / 256, zeroPoint: -128 } };
  }
}

const network = makeSeveralPixels();
const inputs = makeRandomInputs(network, 7, 5);
const { scale, shape } = network.tensors.get(network.output)!;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-tensors-'));
  const preprocessing = { scale: 1, offset: 0 };
  const image = packStudentImage({ quantized: network, labels: [], preprocessing, provenance: { toolVersion: '0' } });
  await writeFile(join(folder, 'image'), image);
  await writeFile(join(folder, 'inputs.i8'), joined(inputs));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function infer(...parameters: string[]) {
  const run = await runRetort(['infer', 'image', '--inputs', 'inputs.i8', '--out', 'new/outputs.i8', ...parameters], {
    cwd: folder,
  });
  expect(run.stderr).not.toContain('retort:');
  expect(await readdir(join(folder, 'new'))).toEqual(['outputs.i8']);
  return { ...run, outputs: new Int8Array(await readFile(join(folder, 'new', 'outputs.i8'))) };
}

const joined = (outputs: readonly Int8Array[]) => Int8Array.from(outputs.flatMap((values) => [...values]));

it.each(['reference', 'virtual:up5k'])('outputs come without padding, one after another, on %s', async (on) => {
  const { outputs, exitCode, stdout } = await infer('--logits', '--on', on);
  const reference = createReference(network);
  expect(outputs).toEqual(joined(inputs.map((input) => reference.run(input))));
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`7 outputs of ${shape.join('×')} int8 values`);
});

it('SOFTMAX is over the channels of each pixel', async () => {
  const { outputs } = await infer('--on', 'reference');
  const reference = createReference(network);
  const expected = inputs.flatMap((input) => {
    const logits = reference.run(input);
    const pixels = Array.from({ length: shape[0] * shape[1] }, (_, i) =>
      logits.subarray(i * shape[2], (i + 1) * shape[2]),
    );
    return pixels.map((pixel) => softmaxInt8(pixel, scale, 1));
  });
  expect(outputs).toEqual(joined(expected));
});

it('--json counts outputs, bytes and cycles', async () => {
  const { json, outputs } = await infer('--on', 'virtual:up5k', '--json');
  const plan = await runRetort(['plan', 'image', '--json'], { cwd: folder });
  const { cycles } = plan.json();
  expect(json()).toMatchObject({ count: 7, bytes: outputs.length, shape, cycles: { min: cycles, max: cycles } });
});
