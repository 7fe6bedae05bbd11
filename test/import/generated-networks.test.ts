import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { TfliteOperatorError } from '../../host/import/import-errors.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import type { QuantizedOperation } from '../../host/quantize/quantized-network.ts';
import { softmaxInt8 } from '../../host/reference/softmax.ts';
import {
  goldenFolder,
  listGeneratedNetworks,
  readGeneratedNetwork,
  readRefusedOperator,
  readTfliteFile,
} from '../support/generated-networks.ts';
import { runAll } from '../support/run-all.ts';

const folder = process.env.RETORT_NETWORKS ?? goldenFolder;
const { run, refused } = listGeneratedNetworks(folder);

/** What the importer makes of an ADD's constant: a layer that no operator of the file stands for. */
function isConstant(operation: QuantizedOperation): boolean {
  return operation.operator === 'DEPTHWISE_CONV_2D' && operation.weights.every((weight) => weight === 0);
}

function join8(parts: readonly Int8Array[]): Int8Array {
  return Int8Array.from(parts.flatMap((part) => [...part]));
}

/** Softmax of each row of `classes` logits. */
function softmaxRows(logits: Int8Array, classes: number, scale: number, beta: number): Int8Array {
  const rows = Array.from({ length: logits.length / classes }, (_, row) =>
    softmaxInt8(logits.subarray(row * classes, (row + 1) * classes), scale, beta),
  );
  return join8(rows);
}

describe('networks that today’s Keras and converter make', () => {
  it.each(run)('compute every layer and the probabilities as TensorFlow Lite Micro does: %s', (name) => {
    const generated = readGeneratedNetwork(folder, name);
    const network = importTflite(generated.tflite, name);
    const values = runAll(network, generated.inputs, generated.samples);
    const compared = new Set<string>();
    for (const layer of generated.layers) {
      const tensor = values.has(`${layer.name}#${layer.index}`) ? `${layer.name}#${layer.index}` : layer.name;
      const actual = values.get(tensor);
      if (actual) expect(crc32(new Uint8Array(actual.buffer)), tensor).toBe(layer.crc32);
      compared.add(tensor);
    }
    for (const operation of network.operations)
      if (!isConstant(operation)) expect(compared).toContain(operation.output);
    const logits = values.get(network.output)!;
    expect(logits).toEqual(generated.logits);
    const { shape, scale } = network.tensors.get(network.output)!;
    const { softmax } = network;
    expect(softmax ? softmaxRows(logits, shape[2], scale, softmax.beta) : logits).toEqual(generated.output);
  });

  it.each(refused)('are refused where an operator has no place: %s', (name) => {
    const importing = () => importTflite(readTfliteFile(folder, name), name);
    expect(importing).toThrow(TfliteOperatorError);
    expect(importing).toThrow(
      new RegExp(`: operator \\d+ \\(${readRefusedOperator(folder, name)}\\) cannot be imported: `),
    );
  });
});
