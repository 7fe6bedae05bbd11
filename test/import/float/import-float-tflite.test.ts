import { describe, expect, it } from 'vitest';
import { importFloatTflite } from '../../../host/import/float/import-float-tflite.ts';
import { buildModel, inferenceMode } from '../../../host/network/model.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import { computeLogits } from '../../../host/train/evaluate.ts';
import { largestDifference, readGoldenBytes, readGoldenFloats } from '../../support/golden-teachers.ts';
import { mlperfFound, mlperfMissing, readMlperfFile, readMlperfNetwork } from '../../support/mlperf-tiny.ts';
import { type OperatorDescription, type TensorDescription, writeTflite } from '../../support/tflite-file.ts';
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
      /sigmoids.tflite: operator \d+ \(LOGISTIC\) cannot be imported: Retort has no layer that computes it. Give the model as a SavedModel/,
    );
  });

  it('says of a product that both factors are computed', () => {
    const map = { shape: [1, 2, 2, 3], type: 'float32' } as const;
    const square = writeTflite({ tensors: [map, map], operators: [{ code: 18, inputs: [0, 0], outputs: [1] }] });
    expect(() => importFloatTflite(square, 'square.tflite')).toThrow(
      'square.tflite: operator 0 (MUL) cannot be imported: both of its inputs are computed from the sample. Give the model as a SavedModel',
    );
  });

  it('joins only channels', async () => {
    const map = { shape: [1, 2, 2, 1], type: 'float32' } as const;
    const larger = { shape: [1, 2, 2, 2], type: 'float32' } as const;
    const flat = { shape: [1, 2], type: 'float32' } as const;
    const axes = { shape: [2], type: 'int32', data: new Uint8Array(Int32Array.of(1, 2).buffer) } as const;
    const write = (axis: number, activation = 0) =>
      writeTflite({
        tensors: [map, map, larger, axes, flat],
        operators: [
          { code: 19, inputs: [0], outputs: [1] }, // RELU
          { code: 2, inputs: [1, 0], outputs: [2], options: [10, [0, 'int32', axis], [1, 'int8', activation]] },
          { code: 40, inputs: [2, 3], outputs: [4] }, // MEAN
        ],
      });
    for (const axis of [3, -1]) {
      const { trained } = importFloatTflite(write(axis), 'joined.tflite');
      const logits = await computeLogits(trained, Uint8Array.of(0, 1, 2, 3), asPixels);
      expect([...logits]).toEqual([1.5, 1.5]);
    }
    expect(() => importFloatTflite(write(1), 'joined.tflite')).toThrow(
      '(CONCATENATION) cannot be imported: it joins along axis 1',
    );
    expect(() => importFloatTflite(write(3, 1), 'joined.tflite')).toThrow('an activation is fused into it');
  });

  it('refuses an int8 model for what computes with its input', () => {
    expect(() => importFloatTflite(writeDenseTflite(4, 2), 'int8.tflite')).toThrow(
      'int8.tflite: tensor "input" is an input of int8 that FULLY_CONNECTED computes with: the model is quantized, but a teacher is computed in float32. Convert the float model without quantization, or give it as a SavedModel',
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

/** [1, 4] to [1, 2] by a kernel that is stored in 8 bits, quantized outside as named: DEQUANTIZE in front, QUANTIZE behind. */
function writeQuantizedEdges(outside: 'int8' | 'uint8', softmax: boolean): Uint8Array {
  const edge = { type: outside, scales: [0.5], zeroPoints: [3] } as const;
  const tensors: TensorDescription[] = [
    { name: 'pixels', shape: [1, 4], ...edge },
    { shape: [1, 4], type: 'float32' },
    { shape: [2, 4], type: outside, scales: [0.25], zeroPoints: [1], data: storedKernel },
    { shape: [2, 4], type: 'float32' },
    { shape: [1, 2], type: 'float32' },
    { shape: [1, 2], type: 'float32' },
    { shape: [1, 2], ...edge },
  ];
  const operators: OperatorDescription[] = [
    { code: DEQUANTIZE, inputs: [0], outputs: [1] },
    { code: DEQUANTIZE, inputs: [2], outputs: [3] },
    { code: FULLY_CONNECTED, inputs: [1, 3, -1], outputs: [4] },
    ...(softmax ? [{ code: 25, inputs: [4], outputs: [5], options: [9, [0, 'float32', 1]] } as const] : []),
    { code: QUANTIZE, inputs: [softmax ? 5 : 4], outputs: [6] },
  ];
  return writeTflite({ tensors, operators, inputs: [0], outputs: [6] });
}

const [DEQUANTIZE, FULLY_CONNECTED, QUANTIZE] = [6, 9, 114];
const storedKernel = [1, 2, 3, 4, 5, 6, 7, 8];

describe('a float model with quantized edges', () => {
  it.each([
    ['int8', false],
    ['uint8', false],
    ['uint8', true],
  ] as const)('of %s (SOFTMAX at its end: %s) is fed and puts out the float32 within', (outside, softmax) => {
    const imported = importFloatTflite(writeQuantizedEdges(outside, softmax), 'edges.tflite');
    expect(imported).toMatchObject({ inputShape: [4], softmax });
    const model = buildModel(imported.trained.network, imported.trained);
    const input = [0.1, 0.2, 0.3, 0.4];
    const logits = tf.tidy(() => model.apply(tf.tensor4d(input, [1, 1, 1, 4]), inferenceMode).dataSync());
    model.dispose();
    const expected = [0, 4].map((row) => input.reduce((sum, x, i) => sum + x * 0.25 * (storedKernel[row + i] - 1), 0));
    for (const [at, value] of expected.entries()) expect(logits[at]).toBeCloseTo(value, 6);
  });

  it('is refused where what follows a QUANTIZE is computed in whole numbers', () => {
    const int8 = { shape: [1, 4], type: 'int8', scales: [0.5] } as const;
    const tensors: TensorDescription[] = [{ shape: [1, 4], type: 'float32' }, int8, { shape: [1, 4], type: 'float32' }];
    const operators = [
      { code: QUANTIZE, inputs: [0], outputs: [1] },
      { code: DEQUANTIZE, inputs: [1], outputs: [2] },
    ];
    const inside = writeTflite({ tensors, operators, inputs: [0], outputs: [2] });
    expect(() => importFloatTflite(inside, 'inside.tflite')).toThrow(
      'inside.tflite: operator 0 (QUANTIZE) cannot be imported: what follows is computed in integers, but a teacher is computed in float32. Convert the float model without quantization',
    );
  });

  it('is refused if its input has a type that an edge cannot have', () => {
    const tensors: TensorDescription[] = [
      { name: 'input', shape: [1, 4], type: 'int16', scales: [0.5] },
      { shape: [1, 4], type: 'float32' },
    ];
    const operators = [{ code: DEQUANTIZE, inputs: [0], outputs: [1] }];
    expect(() =>
      importFloatTflite(writeTflite({ tensors, operators, inputs: [0], outputs: [1] }), 'int16.tflite'),
    ).toThrow(
      'int16.tflite: tensor "input" is an input of int16, not float32. Convert the float model without quantization',
    );
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
    expect(() => importFloatTflite(tflite, 'int8')).toThrow(
      /is an input of int8 that CONV_2D computes with: the model is quantized, but a teacher is computed in float32/,
    );
  });
});
