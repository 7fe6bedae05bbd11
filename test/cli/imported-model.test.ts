// The way of somebody's own .tflite through the commands: import, plan, infer, trace, validate; on the reference and on both virtual boards.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { decodeQuantizedNetwork, saveQuantizedNetwork } from '../../host/quantize/quantized-network-file.ts';
import { softmaxInt8 } from '../../host/reference/softmax.ts';
import { dataFolder } from '../support/data-folder.ts';
import { mlperfFound, mlperfMissing, mlperfNames, readMlperfNetwork } from '../support/mlperf-tiny.ts';
import { runRetort } from './run-retort.ts';

const SAMPLES = 2;
const targets = [
  ['up5k', 'reference'],
  ['up5k', 'virtual:up5k'],
  ['ulx3s-85f', 'virtual:ulx3s-85f'],
] as const;

let folder = '';
const run = (...parameters: string[]) => runRetort(parameters, { cwd: folder });

/** Of all samples of a network, what belongs to the first few. */
const firstOf = (values: Int8Array) => values.subarray(0, (values.length / 64) * SAMPLES);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-import-'));
  if (!mlperfFound) return;
  for (const name of mlperfNames) {
    await writeFile(join(folder, `${name}.i8`), firstOf(readMlperfNetwork(name).inputs));
    for (const board of ['up5k', 'ulx3s-85f']) {
      const tflite = join(dataFolder, 'mlperf-tiny', `${name}.tflite`);
      expect((await run('import', tflite, '--out', `${name}.${board}`, '--board', board)).stderr).not.toContain(
        'retort:',
      );
    }
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const missing = mlperfFound ? '' : ` (${mlperfMissing})`;

describe.skipIf(!mlperfFound)(`an imported model${missing}`, () => {
  // ResNet-8 takes a virtual board seconds an image: plan/virtual-boards.test.ts has one, imported-model.long.ts all of them.
  const cases = mlperfNames.flatMap((name) =>
    targets
      .filter(([, on]) => name === 'kws_ref_model' || on === 'reference')
      .map(([board, on]) => ({ name, board, on })),
  );

  it.each(cases)("gives TensorFlow Lite Micro's logits: $name on $on", async ({ name, board, on }) => {
    const parameters = ['--inputs', `${name}.i8`, '--out', `${on}.i8`, '--logits', '--on', on, '--json'];
    const { exitCode, json } = await run('infer', `${name}.${board}`, ...parameters);
    expect(exitCode).toBe(0);
    const expected = firstOf(readMlperfNetwork(name).logits);
    expect(json()).toMatchObject({ on, count: SAMPLES, bytes: expected.length, outputs: `${on}.i8` });
    expect(new Int8Array(await readFile(join(folder, `${on}.i8`)))).toEqual(expected);
    if (on === 'reference') expect(json()).not.toHaveProperty('cycles');
    else {
      const { json: plan } = await run('plan', `${name}.${board}`, '--json');
      expect(json().cycles).toEqual({ min: plan().cycles, max: plan().cycles });
    }
  });

  it("gives what leaves the model's SOFTMAX without --logits", async () => {
    const name = 'kws_ref_model';
    await run('infer', `${name}.up5k`, '--inputs', `${name}.i8`, '--out', 'probabilities.i8', '--on', 'reference');
    const image = readStudentImage(await readFile(join(folder, `${name}.up5k`)), name);
    const { scale } = image.logitsQuantization;
    const logits = firstOf(readMlperfNetwork(name).logits);
    const expected = Array.from({ length: SAMPLES }, (_, i) =>
      softmaxInt8(logits.subarray(12 * i, 12 * i + 12), scale, 1),
    );
    const actual = new Int8Array(await readFile(join(folder, 'probabilities.i8')));
    expect(actual).toEqual(Int8Array.from(expected.flatMap((values) => [...values])));
  });

  it('is traced layer by layer, and a board that computes another network is found out', async () => {
    const name = 'kws_ref_model';
    const traced = await run(
      'trace',
      `${name}.ulx3s-85f`,
      '--on',
      'virtual:ulx3s-85f',
      '--inputs',
      `${name}.i8`,
      '--sample',
      '1',
    );
    expect(traced.stdout).toContain('Every layer matches the reference, in the planned number of cycles.');
    expect(traced.stdout).toMatch(/layer +operator +output +cycles +planned +bytes +differ +first difference/);
    expect(traced.exitCode).toBe(0);

    const image = readStudentImage(await readFile(join(folder, `${name}.up5k`)), name);
    const { quantized } = decodeQuantizedNetwork(image.network, name);
    const third = quantized.operations[4];
    if (!('weights' in third)) throw new Error(`${third.name} has no weights`);
    third.weights[0] ^= 0x40;
    const { labels, input } = image;
    const { preprocessing } = input;
    await writeFile(
      join(folder, 'other'),
      packStudentImage({ quantized, labels, preprocessing, provenance: { toolVersion: '0' } }),
    );
    const { exitCode, json } = await run(
      'trace',
      'other',
      '--on',
      'virtual:up5k',
      '--quantized',
      await networkFile(name),
      '--json',
    );
    expect(exitCode).toBe(1);
    const layers = json().layers as {
      readonly name: string;
      readonly differing: number;
      readonly first?: object;
      readonly cycles: number;
      readonly plannedCycles: number;
    }[];
    expect(layers.findIndex(({ differing }) => differing > 0)).toBe(
      image.layers.findIndex((layer) => layer.name.includes(third.name)),
    );
    expect(layers.every(({ cycles, plannedCycles }) => cycles === plannedCycles)).toBe(true);
  });

  it('classifies pictures of a data set, without a teacher', async () => {
    const parameters = ['--data', 'cifar10', '--data-dir', dataFolder, '--limit', '25', '--on', 'reference'];
    const { exitCode, json } = await run('validate', '--image', 'pretrainedResnet_quant.up5k', ...parameters, '--json');
    expect(json()).toMatchObject({ total: 25, bitExact: 25 });
    expect(json().boardAccuracy).toBeGreaterThan(0.7);
    expect(json()).not.toHaveProperty('agreement');
    expect(exitCode).toBe(0);
    const report = await run(
      'validate',
      '--image',
      'pretrainedResnet_quant.up5k',
      ...parameters,
      '--report',
      'r.html',
      '--json',
    );
    expect(report.exitCode).toBe(2);
    expect(report.json().error).toMatchObject({ code: 'CLI_NO_TEACHER' });
  });

  it('says what it is, and what its pixels are taken to be', async () => {
    await writeFile(join(folder, 'labels.txt'), `${Array.from({ length: 10 }, (_, i) => `name ${i}`).join('\n')}\n`);
    const tflite = join(dataFolder, 'mlperf-tiny', 'pretrainedResnet_quant.tflite');
    const { json } = await run('import', tflite, '--out', 'named.retort', '--labels', 'labels.txt', '--json');
    expect(json()).toMatchObject({
      image: 'named.retort',
      board: 'up5k',
      softmax: true,
      input: [32, 32, 3],
      output: [1, 1, 10],
      pixels: { scale: 1, offset: 0 },
    });
    expect(json().labels).toContain('name 9');
    const stated = await run('import', tflite, '--out', 'stated.retort', '--pixels', '0.0078125,-1');
    expect(stated.stdout).toContain('real = 0.00781250 · pixel + -1.00000');
    expect(stated.stdout).toContain('followed by SOFTMAX on the host');
    expect(stated.stdout).toContain('numbered; --labels names them');
  });

  it('plans for another board than its own, and says what does not fit', async () => {
    const { exitCode, stdout } = await run('plan', 'pretrainedResnet_quant.up5k', '--board', 'ulx3s-85f');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('pretrainedResnet_quant on ulx3s-85f, at 60 MHz');
    expect(stdout).toMatch(/conv_2d-1 +CONV_2D +32×32×16 +2,359,296/);
    expect(stdout).toMatch(/baud +input ms +core ms +output ms/);
    expect(stdout).toMatch(/115,200 .* input /);
  });

  it.each(['pretrainedResnet.tflite', 'kws_ref_model_float32.tflite'])(
    'is not made of a float model, and says what to convert with: %s',
    async (name) => {
      const { exitCode, json } = await run(
        'import',
        join(dataFolder, 'mlperf-tiny', name),
        '--out',
        'float.retort',
        '--json',
      );
      expect(exitCode).toBe(3);
      expect(json().error).toMatchObject({ code: 'TFLITE_TENSOR' });
      expect(json().error?.message).toMatch(/is float32 .*Convert with .*TFLITE_BUILTINS_INT8/);
      expect(await readdir(folder)).not.toContain('float.retort');
    },
  );

  it('leaves no half-written file', async () => {
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

/** The int8 network of an imported image, as a file of its own. */
async function networkFile(name: string): Promise<string> {
  const image = readStudentImage(await readFile(join(folder, `${name}.up5k`)), name);
  const path = join(folder, `${name}.safetensors`);
  await saveQuantizedNetwork(path, decodeQuantizedNetwork(image.network, name).quantized, {});
  return path;
}
