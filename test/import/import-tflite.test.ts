import { describe, expect, it } from 'vitest';
import {
  TfliteFileError,
  TfliteGraphError,
  TfliteOperatorError,
  TfliteTensorError,
} from '../../host/import/import-errors.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import { createReference } from '../../host/reference/reference.ts';
import { grouped } from '../../proto/numbers.ts';
import { goldenFolder, readTfliteFile } from '../support/generated-networks.ts';
import {
  type OperatorDescription,
  type TensorDescription,
  type TfliteDescription,
  writeTflite,
} from '../support/tflite-file.ts';

const importFile = (description: TfliteDescription) => importTflite(writeTflite(description), 'model.tflite');

/** 3×3 → 2×2 over two channels of an image of [1, 4, 4, 2]; strides 1, VALID. */
const weights: TensorDescription = { shape: [3, 3, 3, 2], data: new Array(54).fill(1), name: 'weights' };
const bias: TensorDescription = { shape: [3], type: 'int32', data: new Array(12).fill(0), name: 'bias' };
const image: TensorDescription = { shape: [1, 4, 4, 2], signature: [-1, 4, 4, 2], name: 'image' };
const map: TensorDescription = { shape: [1, 2, 2, 3], signature: [-1, 2, 2, 3], name: 'map' };
const conv: OperatorDescription = {
  code: 3,
  inputs: [0, 1, 2],
  outputs: [3],
  options: [1, [0, 'int8', 1], [1, 'int32', 1], [2, 'int32', 1]],
};

interface Change {
  image?: Partial<TensorDescription>;
  weights?: Partial<TensorDescription>;
  bias?: Partial<TensorDescription>;
  map?: Partial<TensorDescription>;
  conv?: Partial<OperatorDescription>;
  file?: Partial<TfliteDescription>;
}

function describeConvolution(change: Change = {}): TfliteDescription {
  return {
    tensors: [
      { ...image, ...change.image },
      { ...weights, ...change.weights },
      { ...bias, ...change.bias },
      { ...map, ...change.map },
    ],
    operators: [{ ...conv, ...change.conv }],
    ...change.file,
  };
}

const withOptions = (...options: NonNullable<OperatorDescription['options']>) => ({ conv: { options } });

/** One operator of `code` from [1, 4, 4, 2] to `output`, with further inputs. */
function describeOperator(
  code: number,
  output: TensorDescription,
  more: readonly TensorDescription[] = [],
  options?: OperatorDescription['options'],
): TfliteDescription {
  const inputs = [0, ...more.map((_, i) => i + 1)];
  return { tensors: [image, ...more, output], operators: [{ code, inputs, outputs: [inputs.length], options }] };
}

/** A thousand dense layers of 40,000 units with the same weights and scales. */
function describeManyReaders(): TfliteDescription {
  const units = 40_000;
  const shared = { shape: [units, 1], data: new Uint8Array(units), scales: new Array(units).fill(1) };
  const outputs = Array.from({ length: 1000 }, (): TensorDescription => ({ shape: [1, units] }));
  return {
    tensors: [{ shape: [1, 1] }, shared, ...outputs],
    operators: outputs.map((_, i) => ({ code: 9, inputs: [0, 1], outputs: [i + 2] })),
  };
}

const numbers = (...values: number[]): TensorDescription => ({
  shape: [values.length],
  type: 'int32',
  data: new Uint8Array(Int32Array.from(values).buffer),
});

describe('importTflite', () => {
  it('imports a convolution with its names, shapes and weights, the batch left open', () => {
    const network = importFile(describeConvolution());
    expect(network).toMatchObject({ name: 'model.tflite', input: 'image', output: 'map' });
    expect(network.operations).toHaveLength(1);
    expect(network.operations[0]).toMatchObject({
      name: 'conv_2d-0',
      operator: 'CONV_2D',
      inputs: ['image'],
      output: 'map',
    });
    expect([...network.tensors.values()].map(({ shape }) => shape)).toEqual([
      [4, 4, 2],
      [2, 2, 3],
    ]);
    expect(createReference(network).run(new Int8Array(32).fill(1))).toEqual(new Int8Array(12).fill(9));
  });

  it('takes a missing bias for zeros', () => {
    for (const inputs of [
      [0, 1],
      [0, 1, -1],
    ]) {
      const [operation] = importFile(describeConvolution({ conv: { inputs } })).operations;
      expect(operation).toMatchObject({ bias: new Int32Array(3) });
    }
  });

  it('reads data that lie behind the flatbuffer, and refuses them where they leave the file', () => {
    const { tensors, ...rest } = describeConvolution();
    const write = (at: number) =>
      writeTflite({
        ...rest,
        tensors: tensors.map((t, i) => (i === 1 ? { ...t, data: undefined, outside: [at, 54] } : t)),
      });
    const { length } = write(1000);
    const whole = new Uint8Array(length + 54).fill(2, length);
    whole.set(write(length));
    const network = importTflite(whole, 'large.tflite');
    expect(network.operations[0]).toMatchObject({ weights: new Int8Array(54).fill(2) });
    expect(() => importTflite(write(length), 'large.tflite')).toThrow(
      `a buffer lies at bytes ${grouped(length)} to ${grouped(length + 54)}`,
    );
  });

  it('expands a dilated kernel with zeros', () => {
    const options = [1, [0, 'int8', 0], [1, 'int32', 1], [2, 'int32', 1], [4, 'int32', 2], [5, 'int32', 1]] as const;
    const network = importFile(describeConvolution({ map: { shape: [1, 4, 4, 3] }, ...withOptions(...options) }));
    expect(network.operations[0]).toMatchObject({ kernel: [3, 5], padding: 'SAME' });
    const row = [1, 1, 0, 0, 1, 1, 0, 0, 1, 1];
    expect(network.operations[0]).toMatchObject({ weights: Int8Array.from(new Array(9).fill(row).flat()) });
  });

  it('gives tensors with the same name unique names', () => {
    const network = importFile(describeConvolution({ map: { name: 'image' } }));
    expect(network.output).toBe('image#3');
  });

  it('leaves out reshapes that change nothing, or that a dense layer undoes', () => {
    const dense: OperatorDescription = { code: 9, inputs: [5, 6, -1], outputs: [7], options: [8] };
    const network = importFile({
      tensors: [
        image,
        numbers(1, 8, -1),
        { shape: [1, 8, 4] },
        numbers(1, 1, 8, 4),
        { shape: [1, 1, 8, 4] },
        { shape: [1, 32] },
        { shape: [5, 32], data: new Array(160).fill(1) },
        { shape: [1, 5] },
      ],
      operators: [
        { code: 22, inputs: [0, 1], outputs: [2] },
        { code: 22, inputs: [2, 3], outputs: [4] },
        { code: 22, inputs: [4], outputs: [5], options: [17, [0, 'int32s', [1, 32]]] },
        dense,
      ],
    });
    expect(network.operations.map(({ name, inputs }) => `${name} of ${inputs}`)).toEqual([
      'fully_connected-3 of image',
    ]);
    expect([...network.tensors.keys()]).toEqual(['image', 't7']);
  });

  it('folds what the converter writes for a dense layer over an image whose batch is open', () => {
    const network = importTflite(readTfliteFile(goldenFolder, 'dense-on-image-open-batch'), 'dense');
    expect(network.operations.map(({ operator }) => operator)).toEqual([
      'RESHAPE', // [6, 5, 3] to the rows [1, 30, 3] of the dense layer
      'CONV_2D',
      'RESHAPE',
      'DEPTHWISE_CONV_2D', // its bias, as a tensor
      'ADD',
      'FULLY_CONNECTED',
    ]);
    expect(network.tensors.get(network.output)!.shape).toEqual([1, 1, 4]);
  });

  it('keeps a softmax at the end beside the network, whose output are the logits', () => {
    const file = describeOperator(
      25,
      { ...image, name: 'p', scales: [1 / 256], zeroPoints: [-128] },
      [],
      [9, [0, 'float32', 1]],
    );
    const withConvolution: TfliteDescription = {
      tensors: [...describeConvolution().tensors, { ...map, name: 'p', scales: [1 / 256], zeroPoints: [-128] }],
      operators: [conv, { code: 25, inputs: [3], outputs: [4], options: [9, [0, 'float32', 2]] }],
    };
    const network = importFile(withConvolution);
    expect(network).toMatchObject({ output: 'map', softmax: { beta: 2, scale: 1 / 256, zeroPoint: -128 } });
    expect(() => importFile(file)).toThrow('none of its operators computes anything');
  });
});

describe('importTflite refuses, as no whole file,', () => {
  it.each<[string, () => Uint8Array, string]>([
    [
      'nothing',
      () => new Uint8Array(0),
      'm is not a complete TensorFlow Lite file: it has 0 bytes, fewer than a header',
    ],
    ['another file', () => new Uint8Array(100), 'bytes 4 to 7 are not its identifier "TFL3"'],
    ['another identifier', () => writeTflite({ ...describeConvolution(), identifier: 'TFL2' }), 'identifier "TFL3"'],
    [
      'another version',
      () => writeTflite({ ...describeConvolution(), version: 2 }),
      'its schema has version 2 instead of 3',
    ],
    ['its first half', () => writeTflite(describeConvolution()).subarray(0, 300), 'in a file of 300'],
    [
      'a tensor that is none',
      () => writeTflite(describeConvolution({ conv: { inputs: [0, 9] } })),
      'refer to tensor 9 of 4',
    ],
    [
      'options of another operator',
      () => writeTflite(describeConvolution(withOptions(9))),
      'options of type 9 instead of 1',
    ],
  ])('%s', (_, make, message) => {
    expect(() => importTflite(make(), 'm')).toThrow(TfliteFileError);
    expect(() => importTflite(make(), 'm')).toThrow(message);
  });
});

describe('importTflite refuses, for its tensors, a model', () => {
  it.each<[string, Change, string]>([
    [
      'in float',
      { image: { type: 'float32' } },
      'tensor "image" is float32 (the model, or this part of it, was not quantized)',
    ],
    [
      'with 16-bit activations',
      { image: { type: 'int16' } },
      'is int16 (the model was converted with 16-bit activations), but int8',
    ],
    ['without a sign', { image: { type: 'uint8' } }, 'is uint8 (quantized to unsigned values), but int8 is needed'],
    [
      'with 4-bit weights',
      { weights: { type: 'int4' } },
      'tensor "weights" is int4 (weights of 4 bits), but int8 is needed',
    ],
    ['of dynamic range', { map: { type: 'float32' } }, 'tensor "map" is float32'],
    ['without scales of activations', { image: { scales: [] } }, '"image" has 0 scales, but an activation has one'],
    ['without scales of weights', { weights: { scales: [] } }, '"weights" has no scale'],
    ['with a scale of 0', { map: { scales: [0] } }, '"map" has the scale 0, but a positive number is needed'],
    ['with a negative scale', { weights: { scales: [-0.5] } }, '"weights" has the scale -0.5, but a positive'],
    ['with a scale that is no number', { image: { scales: [Number.NaN] } }, '"image" has the scale NaN'],
    ['with an infinite scale', { image: { scales: [Infinity] } }, '"image" has the scale Infinity'],
    [
      'with a zero point outside int8',
      { image: { zeroPoints: [128] } },
      '"image" has the zero point 128, outside int8',
    ],
    [
      'with asymmetric weights',
      { weights: { zeroPoints: [3] } },
      '"weights" has the zero point 3, but int8 weights are symmetric',
    ],
    [
      'with too few scales',
      { weights: { scales: [1, 1] } },
      '"weights" has 2 scales along axis 0 of [3,3,3,2], not one per output channel',
    ],
    [
      'with scales along another axis',
      { weights: { scales: [1, 1, 1], axis: 1 } },
      '"weights" has 3 scales along axis 1',
    ],
    [
      'with too few weights',
      { weights: { data: [1, 2] } },
      '"weights" has 2 bytes of data for shape [3,3,3,2], which takes 54',
    ],
    [
      'with a bias of another length',
      { bias: { shape: [4], data: new Array(16).fill(0) } },
      '"bias" has shape [4], but there are 3',
    ],
    ['with a bias in int8', { bias: { type: 'int8' } }, '"bias" is int8, but int32 is needed'],
  ])('%s', (_, change, message) => {
    const importing = () => importFile(describeConvolution(change));
    expect(importing).toThrow(TfliteTensorError);
    expect(importing).toThrow(`model.tflite: tensor "`);
    expect(importing).toThrow(message);
    expect(importing).toThrow(/Convert with .*TFLITE_BUILTINS_INT8/);
  });
});

describe('importTflite refuses, for what does not follow from one another, a model', () => {
  it.each<[string, Change, string]>([
    [
      'of two signatures',
      { file: { subgraphs: 2 } },
      'it has 2 subgraphs, and no operator of the first one runs another: they are separate signatures. Convert a model with one signature.',
    ],
    ['of two inputs', { file: { inputs: [0, 3] } }, 'it has 2 inputs. Build the model with one input.'],
    ['without an output', { file: { outputs: [] } }, 'it has 0 outputs. Build the model with one output.'],
    [
      'with an open axis',
      { image: { signature: [-1, -1, 4, 2] } },
      'the input "image" has an open axis 1 in [-1,-1,4,2]',
    ],
    ['of a batch of 8', { image: { shape: [8, 4, 4, 2], signature: [8, 4, 4, 2] } }, 'is a batch of 8 samples'],
    [
      'whose shapes overflow',
      { image: { shape: [1, 65536, 65536, 2], signature: [] } },
      'whose product is more than 2^31 − 1',
    ],
    ['of five axes', { image: { shape: [1, 2, 4, 4, 2], signature: [] } }, 'more axes than rows, columns and channels'],
    ['of no size', { image: { shape: [1, 0, 4, 2], signature: [] } }, 'where every length must be at least 1'],
    [
      'whose map has another shape',
      { map: { shape: [1, 3, 3, 3] } },
      'operator 0 (CONV_2D) makes [1,2,2,3] by its inputs and options, but the file gives [1,3,3,3] for "map"',
    ],
    [
      'whose window is larger than the image',
      { image: { shape: [1, 2, 4, 2], signature: [] } },
      'where every length must be at least 1',
    ],
    [
      'whose weights fit another input',
      { image: { shape: [1, 4, 4, 3], signature: [] } },
      'has weights [3,3,3,2] for an input of 3 channels',
    ],
    [
      'with a stride of 0',
      withOptions(1, [0, 'int8', 1], [1, 'int32', 0], [2, 'int32', 1]),
      'operator 0 (CONV_2D) has a stride of 1×0',
    ],
    ['with padding of a third kind', withOptions(1, [0, 'int8', 2], [1, 'int32', 1], [2, 'int32', 1]), 'has padding 2'],
    [
      'that reads what nobody makes',
      { conv: { inputs: [3, 1, 2] } },
      'reads tensor "map" (3), which no operator before it makes',
    ],
    ['with an operator of two outputs', { conv: { outputs: [3, 3] } }, 'has 2 outputs instead of one'],
  ])('%s', (_, change, message) => {
    const importing = () => importFile(describeConvolution(change));
    expect(importing).toThrow(TfliteGraphError);
    expect(importing).toThrow(message);
  });

  it.each<[string, TfliteDescription, string]>([
    [
      'that pools to another scale',
      describeOperator(
        17,
        { shape: [1, 2, 2, 2], scales: [0.25] },
        [],
        [5, [1, 'int32', 2], [2, 'int32', 2], [3, 'int32', 2], [4, 'int32', 2]],
      ),
      'reads scale 0.5, zero point 0 and makes scale 0.25',
    ],
    [
      'that makes its input',
      { tensors: [image], operators: [{ code: 19, inputs: [0], outputs: [0] }] },
      'operator 0 (RELU) makes tensor "image" (0), which already exists',
    ],
    [
      'whose depth multiplier is another than its weights have',
      describeOperator(
        4,
        { shape: [1, 4, 4, 4] },
        [{ shape: [1, 1, 1, 4], data: [1, 2, 3, 4] }],
        [2, [1, 'int32', 1], [2, 'int32', 1], [3, 'int32', 1]],
      ),
      'has the depth multiplier 1 for weights [1,1,1,4]',
    ],
    [
      'that pads less than nothing',
      describeOperator(34, { shape: [1, 4, 4, 2] }, [{ ...numbers(0, 0, -1, 0, 0, 0, 0, 0), shape: [4, 2] }]),
      'has paddings [0,0,-1,0,0,0,0,0]',
    ],
    [
      'that reshapes to another size',
      describeOperator(22, { shape: [1, 31] }, [numbers(1, 31)]),
      'reshapes 32 elements to [1,31]',
    ],
    [
      'whose sigmoid has a scale of its own',
      describeOperator(14, { shape: [1, 4, 4, 2] }),
      'it must be 0.00390625 and -128',
    ],
  ])('%s', (_, description, message) => {
    const importing = () => importFile(description);
    expect(importing).toThrow(TfliteGraphError);
    expect(importing).toThrow(message);
  });
});

it('importTflite refuses a model that asks for far more weights than it has bytes', () => {
  const bytes = writeTflite(describeManyReaders());
  expect(() => importTflite(bytes, 'm')).toThrow(
    'm: it has more than 33,554,432 weights, including the zeros between them',
  );
});

describe('importTflite refuses, for an operator, a model', () => {
  const sameShape = { shape: [1, 4, 4, 2] };
  it.each<[string, TfliteDescription, string]>([
    [
      'outside the list',
      describeOperator(42, sameShape, [sameShape]),
      'model.tflite: operator 0 (DIV) cannot be imported: the core does not support this operator. Fold the factor into the weights',
    ],
    [
      'of a code that has no name',
      describeOperator(999, sameShape),
      'operator 0 (operator code 999) cannot be imported',
    ],
    ['that is custom', describeOperator(32, sameShape), 'operator 0 (CUSTOM) cannot be imported'],
    [
      'whose activation cannot be fused',
      describeConvolution(withOptions(1, [0, 'int8', 1], [1, 'int32', 1], [2, 'int32', 1], [3, 'int8', 4])),
      'its fused activation is TANH. Make the activation a separate layer',
    ],
    [
      'whose multiplier leaves the arithmetic',
      describeConvolution({ map: { scales: [1e-12] } }),
      'but the arithmetic only holds values below 1,073,741,824',
    ],
    [
      'whose dilated kernel is huge',
      describeConvolution(
        withOptions(1, [0, 'int8', 0], [1, 'int32', 1], [2, 'int32', 1], [4, 'int32', 1 << 30], [5, 'int32', 1 << 30]),
      ),
      'its kernel would take',
    ],
    [
      'that averages over the channels',
      describeOperator(40, { shape: [1, 4, 4] }, [numbers(3)], [27]),
      'it averages over the axes [3] of [1,4,4,2], not over rows and columns. Use GlobalAveragePooling2D.',
    ],
    [
      'that pads the batch',
      describeOperator(34, { shape: [2, 4, 4, 2] }, [{ ...numbers(0, 1, 0, 0, 0, 0, 0, 0), shape: [4, 2] }]),
      'it pads the batch',
    ],
    [
      'that pads with another value',
      describeOperator(60, { shape: [1, 5, 4, 2] }, [
        { ...numbers(0, 0, 1, 0, 0, 0, 0, 0), shape: [4, 2] },
        { shape: [1], data: [7] },
      ]),
      'it pads with 7, not with the zero point 0',
    ],
    [
      'that adds a constant image',
      describeOperator(0, sameShape, [{ ...sameShape, data: Array.from({ length: 32 }, (_, i) => i) }]),
      'its constant is [1,4,4,2] for [1,4,4,2], which is not one number per channel. Move it into the bias of a layer.',
    ],
    ['whose weights are computed', describeConvolution({ conv: { inputs: [0, 0, 2] } }), 'its weights are computed'],
    [
      'that reshapes by what the sample says',
      describeOperator(22, sameShape, [], undefined),
      'reshapes 32 elements to []',
    ],
  ])('%s', (_, description, message) => {
    expect(() => importFile(description)).toThrow(message);
  });

  it('in the middle of which is a softmax', () => {
    const probabilities = { ...sameShape, scales: [1 / 256], zeroPoints: [-128] };
    const importing = () =>
      importFile({
        tensors: [image, probabilities, sameShape],
        operators: [
          { code: 25, inputs: [0], outputs: [1], options: [9, [0, 'float32', 1]] },
          { code: 0, inputs: [1, 1], outputs: [2] },
        ],
      });
    expect(importing).toThrow(TfliteOperatorError);
    expect(importing).toThrow(
      'operator 1 (ADD) cannot be imported: it reads the output of SOFTMAX, but only reshapes may follow SOFTMAX',
    );
  });
});
