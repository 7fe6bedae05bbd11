// A run folder of a tiny classifier, made without training: 4×4 pictures whose class is the brightest column, and one fully connected layer
// that adds the columns up.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '../../host/artifact/random.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import type { FullyConnectedOperation, QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { writeRunFolder } from './write-run-folder.ts';

const SIDE = 4;

/** Layer `columns`: 4 logits, each the sum of a column. */
export function columnsNetwork(): QuantizedNetwork {
  const weights = new Int8Array(SIDE * SIDE * SIDE).map((_, i) =>
    i % SIDE === Math.floor(i / (SIDE * SIDE)) ? 100 : 0,
  );
  const operation: FullyConnectedOperation = {
    operator: 'FULLY_CONNECTED',
    name: 'columns',
    inputs: ['input'],
    output: 'logits',
    activation: 'NONE',
    weights,
    weightScales: Float32Array.of(0.01),
    bias: new Int32Array(SIDE),
  };
  return {
    name: 'brightest-column',
    input: 'input',
    output: 'logits',
    tensors: new Map([
      ['input', { name: 'input', shape: [SIDE, SIDE, 1], scale: Math.fround(1 / 255), zeroPoint: -128 }],
      ['logits', { name: 'logits', shape: [1, 1, SIDE], scale: Math.fround(0.016), zeroPoint: -128 }],
    ]),
    operations: [operation],
  };
}

export interface SmallRun {
  readonly csv: string;
  readonly out: string;
}

/** Writes `data.csv`, a tenth of whose samples are of the test split, and the run folder `run` into `folder`. */
export async function makeSmallRun(folder: string, samples = 200): Promise<SmallRun> {
  const random = createRandom(1);
  const lines = Array.from({ length: samples }, (_, i) => {
    const pixels = Array.from(
      { length: SIDE * SIDE },
      (_, at) => random.integer(100) + (at % SIDE === i % SIDE ? 150 : 0),
    );
    return [`column ${i % SIDE}`, ...pixels].join(',');
  });
  const csv = join(folder, 'data.csv');
  const out = join(folder, 'run');
  await writeFile(csv, `${lines.join('\n')}\n`);
  const dataset = await loadDataset(csv);
  await writeRunFolder(out, dataset, columnsNetwork());
  return { csv, out };
}
