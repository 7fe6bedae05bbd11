import { describe, expect, it } from 'vitest';
import { importFloatTflite } from '../../../host/import/float/import-float-tflite.ts';
import { buildModel, inferenceMode } from '../../../host/network/model.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import { computeLogits } from '../../../host/train/evaluate.ts';
import { largestDifference, readGoldenBytes, readGoldenFloats } from '../../support/golden-teachers.ts';
import { mlperfFound, mlperfMissing, readMlperfFile, readMlperfNetwork } from '../../support/mlperf-tiny.ts';
import { writeTflite } from '../../support/tflite-file.ts';
import { writeDenseTflite } from '../../support/write-tflite.ts';

const asDigits = { scale: 1 / 255, offset: 0 };
const asPixels = { scale: 1, offset: 0 };

describe('small models of today’s converter', () => {
  it.each([
    ['every-layer', true, 'batchNorm, batchNorm, conv2d'],
    ['half-floats', false, 'conv2d, globalAveragePool, dense'],
    ['multiplied', false, 'conv2d, conv2d, globalAveragePool, dense'],
  ])('%s puts out what TensorFlow Lite’s reference kernels do', async (name, softmax, begins) => {
    const imported = importFloatTflite(readGoldenBytes(`${name}.tflite`), `${name}.tflite`);
    const { trained } = imported;
    expect(imported).toMatchObject({ inputShape: [8, 8, 1], softmax });
    expect(trained.network.layers.map(({ type }) => type).join(', ')).toMatch(new RegExp(`^${begins}`));
    const logits = await computeLogits(trained, readGoldenBytes('digits.inputs.u8'), asDigits);
    expect(largestDifference(logits, readGoldenFloats(`${name}.outputs.f32`))).toBeLessThan(2e-5);
  });

  it('names an operator that no layer computes, and what to do instead', () => {
    expect(() => importFloatTflite(readGoldenBytes('sigmoids.tflite'), 'sigmoids.tflite')).toThrow(
      /sigmoids.tflite: operator \d+ \(LOGISTIC\) cannot be imported: no layer of ours computes it. Give the model as a SavedModel/,
    );
  });

  it('says of a product that both factors are computed', () => {
    const map = { shape: [1, 2, 2, 3], type: 'float32' } as const;
    const square = writeTflite({ tensors: [map, map], operators: [{ code: 18, inputs: [0, 0], outputs: [1] }] });
    expect(() => importFloatTflite(square, 'square.tflite')).toThrow(
      'square.tflite: operator 0 (MUL) cannot be imported: both of its inputs are computed from the sample. Give the model as a SavedModel',
    );
  });

  it('refuses an int8 model by the type of its input', () => {
    expect(() => importFloatTflite(writeDenseTflite(4, 2), 'int8.tflite')).toThrow(
      'int8.tflite: tensor "input" is an input of int8, not float32. Convert the float model without quantization',
    );
  });

  it('refuses every beginning of a file as cut off', () => {
    const bytes = readGoldenBytes('half-floats.tflite');
    for (let length = 0; length < bytes.length; length += 97) {
      let error: unknown;
      try {
        importFloatTflite(bytes.subarray(0, length), 'short.tflite');
      } catch (thrown) {
        error = thrown;
      }
      expect(String((error as { code?: string })?.code), `${length} bytes`).toMatch(/^TFLITE_/);
    }
  });
});

describe.skipIf(!mlperfFound)(`MLPerf Tiny's float models${mlperfFound ? '' : ` (${mlperfMissing})`}`, () => {
  it('ResNet-8 puts out what TensorFlow Lite’s reference kernels do', async () => {
    const { trained } = importFloatTflite(readMlperfFile('pretrainedResnet.tflite'), 'ResNet-8');
    const logits = await computeLogits(trained, readGoldenBytes('resnet8.inputs.u8'), asPixels);
    expect(largestDifference(logits, readGoldenFloats('resnet8.logits.f32'))).toBeLessThan(1e-4);
  });

  it('keyword spotting, whose kernels are stored as int8, puts out what TensorFlow computes with them as float32', () => {
    const { trained } = importFloatTflite(readMlperfFile('kws_ref_model_float32.tflite'), 'KWS');
    const model = buildModel(trained.network, trained);
    const logits = tf.tidy(() => {
      const inputs = tf.tensor4d(readGoldenFloats('kws.inputs.f32'), [4, 49, 10, 1]);
      return model.apply(inputs, inferenceMode).dataSync();
    });
    model.dispose();
    expect(largestDifference(logits, readGoldenFloats('kws.logits.f32'))).toBeLessThan(1e-4);
  });

  it('refuses the int8 ResNet-8', () => {
    const { tflite } = readMlperfNetwork('pretrainedResnet_quant');
    expect(() => importFloatTflite(tflite, 'int8')).toThrow(/is an input of int8, not float32/);
  });
});
