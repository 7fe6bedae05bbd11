import { describe, expect, it } from 'vitest';
import { loadDataset } from '../../host/dataset/load.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { createReference } from '../../host/reference/reference.ts';
import { mlperfFound, mlperfMissing, mlperfNames, readMlperfFile, readMlperfNetwork } from '../support/mlperf-tiny.ts';

/** Outputs of all samples, one after another. */
function runAll(network: QuantizedNetwork, inputs: Int8Array, count: number): Int8Array {
  const reference = createReference(network);
  const length = inputs.length / count;
  const outputs = Array.from({ length: count }, (_, sample) =>
    reference.run(inputs.subarray(sample * length, (sample + 1) * length)),
  );
  return Int8Array.from(outputs.flatMap((output) => [...output]));
}

function countDifferences(actual: Int8Array, expected: Int8Array): number {
  return actual.reduce((count, value, i) => count + (value === expected[i] ? 0 : 1), 0);
}

describe.skipIf(!mlperfFound)(`MLPerf Tiny${mlperfFound ? '' : ` (${mlperfMissing})`}`, () => {
  it.each(mlperfNames)('gives the logits of TensorFlow Lite Micro for all inputs of %s', (name) => {
    const { tflite, inputs, logits } = readMlperfNetwork(name);
    const network = importTflite(tflite, name);
    expect(network.softmax).toEqual({ beta: 1, scale: 1 / 256, zeroPoint: -128 });
    const actual = runAll(network, inputs, 64);
    expect(actual).toHaveLength(logits.length);
    expect(countDifferences(actual, logits)).toBe(0);
  });

  it('classifies 87.8 % of the 1,000 CIFAR-10 test images with ResNet-8, as LiteRT does', async () => {
    const network = importTflite(readMlperfNetwork('pretrainedResnet_quant').tflite, 'ResNet-8');
    const { test } = await loadDataset('cifar10');
    const inputs = Int8Array.from(test.images, (pixel) => pixel - 128);
    const logits = runAll(network, inputs, 1000);
    const right = test.labels.reduce((count, label, sample) => {
      const scores = [...logits.subarray(10 * sample, 10 * sample + 10)];
      return count + (scores.indexOf(Math.max(...scores)) === label ? 1 : 0);
    }, 0);
    expect(Math.abs(right / 10 - 87.8)).toBeLessThanOrEqual(0.5);
  });

  it('refuses the float networks and says what to convert with', () => {
    for (const name of ['pretrainedResnet.tflite', 'kws_ref_model_float32.tflite']) {
      const importing = () => importTflite(readMlperfFile(name), name);
      expect(importing).toThrow(
        /tensor "input_1" is float32 .* where int8 is needed. Convert with .*TFLITE_BUILTINS_INT8/,
      );
    }
  });
});
