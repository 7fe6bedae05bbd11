import { describe, expect, it } from 'vitest';
import { importTflite } from '../../host/import/import-tflite.ts';
import { mlperfFound, mlperfMissing, mlperfNames, readMlperfFile, readMlperfNetwork } from '../support/mlperf-tiny.ts';
import { runAll } from '../support/run-all.ts';

function countDifferences(actual: Int8Array, expected: Int8Array): number {
  return actual.reduce((count, value, i) => count + (value === expected[i] ? 0 : 1), 0);
}

describe.skipIf(!mlperfFound)(`MLPerf Tiny${mlperfFound ? '' : ` (${mlperfMissing})`}`, () => {
  it.each(mlperfNames)('gives the logits of TensorFlow Lite Micro for all inputs of %s', (name) => {
    const { tflite, inputs, logits } = readMlperfNetwork(name);
    const network = importTflite(tflite, name);
    expect(network.softmax).toEqual({ beta: 1, scale: 1 / 256, zeroPoint: -128 });
    const actual = runAll(network, inputs, 64).get(network.output)!;
    expect(actual).toHaveLength(logits.length);
    expect(countDifferences(actual, logits)).toBe(0);
  });

  it('refuses the float networks and says what to convert with', () => {
    for (const name of ['pretrainedResnet.tflite', 'kws_ref_model_float32.tflite']) {
      const importing = () => importTflite(readMlperfFile(name), name);
      expect(importing).toThrow(
        /tensor "input_1" is float32 .*, but int8 is needed. Convert with .*TFLITE_BUILTINS_INT8/,
      );
    }
  });
});
