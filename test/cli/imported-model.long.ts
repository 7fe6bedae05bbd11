// All 64 inputs of each MLPerf Tiny network through the commands, and a thousand pictures of CIFAR-10 through ResNet-8.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../../host/dataset/load.ts';
import { dataFolder } from '../support/data-folder.ts';
import { mlperfFound, mlperfMissing, mlperfNames, readMlperfNetwork } from '../support/mlperf-tiny.ts';
import { runRetort } from './run-retort.ts';

const resnet = 'pretrainedResnet_quant';
const targets = [
  ['up5k', 'reference'],
  ['up5k', 'virtual:up5k'],
  ['ulx3s-85f', 'virtual:ulx3s-85f'],
] as const;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-imported-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...parameters: string[]) {
  const finished = await runRetort(parameters, { cwd: folder });
  expect(finished.exitCode, finished.stderr).toBe(0);
  return finished;
}

describe.skipIf(!mlperfFound)(`MLPerf Tiny on every board${mlperfFound ? '' : ` (${mlperfMissing})`}`, () => {
  const cases = mlperfNames.flatMap((name) => targets.map(([board, on]) => ({ name, board, on })));

  it.each(cases)("$name gives TensorFlow Lite Micro's logits for all inputs on $on", async ({ name, board, on }) => {
    const file = (ending: string) => join(dataFolder, 'mlperf-tiny', `${name}.${ending}`);
    await run('import', file('tflite'), '--out', 'student.retort', '--board', board);
    await run('infer', 'student.retort', '--inputs', file('inputs.i8'), '--out', 'logits.i8', '--logits', '--on', on);
    expect(new Int8Array(await readFile(join(folder, 'logits.i8')))).toEqual(readMlperfNetwork(name).logits);
  });

  it('ResNet-8 is 87.8 % right on the 1,000 test pictures of CIFAR-10, and bit-exact on 60 of them on the UP5K', async () => {
    await run('import', join(dataFolder, 'mlperf-tiny', `${resnet}.tflite`), '--out', 'resnet.retort');
    const common = ['--image', 'resnet.retort', '--data', 'cifar10', '--data-dir', dataFolder, '--json'];
    const reference = (await run('validate', ...common, '--on', 'reference')).json();
    expect(reference).toMatchObject({ total: 1000, bitExact: 1000 });
    expect(Math.abs(100 * Number(reference.boardAccuracy) - 87.8)).toBeLessThanOrEqual(0.5);
    const board = (await run('validate', ...common, '--on', 'virtual:up5k', '--limit', '60')).json();
    expect(board).toMatchObject({ total: 60, bitExact: 60, different: 0 });
  });

  it('raw pixels less 128 are what the pictures become', async () => {
    await run('import', join(dataFolder, 'mlperf-tiny', `${resnet}.tflite`), '--out', 'resnet.retort');
    const { test } = await loadDataset('cifar10', { dataDir: dataFolder });
    await writeFile(
      join(folder, 'pictures.i8'),
      Int8Array.from(test.images, (pixel) => pixel - 128),
    );
    await run('infer', 'resnet.retort', '--inputs', 'pictures.i8', '--out', 'logits.i8', '--on', 'reference');
    const probabilities = new Int8Array(await readFile(join(folder, 'logits.i8')));
    const right = test.labels.filter((label, i) => {
      const each = [...probabilities.subarray(10 * i, 10 * i + 10)];
      return each.indexOf(Math.max(...each)) === label;
    });
    expect(Math.abs(right.length / 10 - 87.8)).toBeLessThanOrEqual(0.5);
  });
});
