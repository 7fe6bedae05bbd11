import { describe, expect, it } from 'vitest';
import { TfliteOperatorError } from '../../host/import/import-errors.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import { createReference } from '../../host/reference/reference.ts';
import { type OperatorDescription, type TensorDescription, writeTflite } from '../support/tflite-file.ts';

const input: TensorDescription = { shape: [1, 2, 3, 4], name: 'input' };
const numbers = (...values: number[]): TensorDescription => ({
  shape: [values.length],
  type: 'int32',
  data: new Uint8Array(Int32Array.from(values).buffer),
});

interface View {
  readonly code: number;
  readonly output: readonly number[];
  readonly more?: readonly TensorDescription[];
  readonly options?: OperatorDescription['options'];
  /** The constants come before the activation. */
  readonly constantsFirst?: boolean;
}

const STRIDED_SLICE = 45;
const slice = (
  begin: number[],
  end: number[],
  masks: readonly [number, number, number],
  strides = begin.map(() => 1),
) => ({
  code: STRIDED_SLICE,
  more: [numbers(...begin), numbers(...end), numbers(...strides)],
  options: [
    32,
    [0, 'int32', masks[0]],
    [1, 'int32', masks[1]],
    [4, 'int32', masks[2]],
  ] as OperatorDescription['options'],
});

/** RELU before the view, so that what it reads is no input of the model, and RELU behind it. */
function importView({ code, output, more = [], options, constantsFirst = false }: View) {
  const constants = more.map((_, i) => 2 + i);
  const inputs = constantsFirst ? [...constants, 1] : [1, ...constants];
  const made = 2 + more.length;
  const view: OperatorDescription = { code, inputs, outputs: [made], options };
  const tensors = [input, { shape: input.shape }, ...more, { shape: output }, { shape: output }];
  const relu = (from: number, to: number): OperatorDescription => ({ code: 19, inputs: [from], outputs: [to] });
  return importTflite(writeTflite({ tensors, operators: [relu(0, 1), view, relu(made, made + 1)] }), 'm');
}

/** One view reads [1, 2, 3, 4]. */
const views: readonly (readonly [string, View])[] = [
  ['a slice of everything', { ...slice([0, 0, 0, 0], [1, 2, 3, 4], [0, 0, 0]), output: [1, 2, 3, 4] }],
  ['a slice by masks', { ...slice([5, 5, 5, 5], [0, 0, 0, 0], [15, 15, 0]), output: [1, 2, 3, 4] }],
  ['a slice of the leading axes', { ...slice([0, -2], [9, 9], [0, 0, 0]), output: [1, 2, 3, 4] }],
  ['a slice that drops the batch', { ...slice([0, 0, 0, 0], [1, 0, 0, 0], [14, 14, 1]), output: [2, 3, 4] }],
  ['SLICE', { code: 65, more: [numbers(0, 0, 0, 0), numbers(1, -1, 3, -1)], output: [1, 2, 3, 4] }],
  ['PACK of one', { code: 83, options: [59, [0, 'int32', 1], [1, 'int32', 1]], output: [1, 1, 2, 3, 4] }],
  [
    'PACK behind the last axis',
    { code: 83, options: [59, [0, 'int32', 1], [1, 'int32', -1]], output: [1, 2, 3, 4, 1] },
  ],
  ['UNPACK of one', { code: 88, options: [64, [0, 'int32', 1], [1, 'int32', -4]], output: [2, 3, 4] }],
  [
    'SPLIT into one',
    { code: 49, more: [numbers(1)], constantsFirst: true, options: [35, [0, 'int32', 1]], output: [1, 2, 3, 4] },
  ],
  ['SPLIT_V into one', { code: 102, more: [numbers(4), numbers(3)], output: [1, 2, 3, 4] }],
  ['TILE by ones', { code: 69, more: [numbers(1, 1, 1, 1)], output: [1, 2, 3, 4] }],
  ['BROADCAST_TO its own shape', { code: 130, more: [numbers(1, 2, 3, 4)], output: [1, 2, 3, 4] }],
  ['TRANSPOSE of an axis of one', { code: 39, more: [numbers(1, 2, 0, 3)], output: [2, 3, 1, 4] }],
  ['RESHAPE', { code: 22, more: [numbers(-1, 24)], output: [1, 24] }],
  ['EXPAND_DIMS', { code: 70, more: [numbers(2)], output: [1, 2, 1, 3, 4] }],
];
const isSample = (dims: readonly number[]) => dims.slice(0, -3).every((length) => length === 1);

describe('operators that only change the shape', () => {
  const values = Int8Array.from({ length: 24 }, (_, i) => 11 * i - 128);

  it.each(views.filter(([, { output }]) => isSample(output)))('keep every value in its order: %s', (_, view) => {
    const network = importView(view);
    expect(createReference(network).run(values)).toEqual(values.map((value) => Math.max(0, value)));
    const operators = network.operations.map(({ operator }) => operator).filter((operator) => operator !== 'TABLE');
    expect(operators.every((operator) => operator === 'RESHAPE')).toBe(true);
  });

  it.each(views.filter(([, { output }]) => !isSample(output)))(
    'may make more than three axes for a while: %s',
    (_, view) => {
      const { code, output, more = [], options } = view;
      expect(() => importView(view)).toThrow(
        `operator 2 (RELU) cannot be imported: it reads [${output}], more axes than rows, columns and channels of one sample. ` +
          'Build the model for one sample of at most three axes.',
      );
      const back = { code: 22, inputs: [1 + more.length, 2 + more.length], outputs: [3 + more.length] };
      const view2: OperatorDescription = {
        code,
        inputs: [0, ...more.map((_, i) => 1 + i)],
        outputs: [1 + more.length],
        options,
      };
      const relu = { code: 19, inputs: [3 + more.length], outputs: [4 + more.length] };
      const map = { shape: [1, 2, 3, 4] };
      const tensors = [input, ...more, { shape: output }, numbers(1, 2, 3, 4), map, map];
      const network = importTflite(writeTflite({ tensors, operators: [view2, back, relu] }), 'm');
      expect(network.operations.map(({ operator, inputs }) => [operator, inputs])).toEqual([['TABLE', ['input']]]);
    },
  );

  it.each<[string, View, string]>([
    [
      'a slice',
      { ...slice([0, 0, 0, 0], [1, 1, 3, 4], [0, 0, 0]), output: [1, 1, 3, 4] },
      'operator 1 (STRIDED_SLICE) cannot be imported: it takes a part of [1,2,3,4]',
    ],
    [
      'a slice that drops rows',
      { ...slice([0, 0, 0, 0], [1, 1, 3, 4], [0, 0, 2]), output: [1, 3, 4] },
      'it takes a part of [1,2,3,4], which the core does not support',
    ],
    [
      'a slice with a stride',
      { ...slice([0, 0, 0, 0], [1, 2, 3, 4], [0, 0, 0], [1, 1, 2, 1]), output: [1, 2, 2, 4] },
      'it takes a part of [1,2,3,4]',
    ],
    [
      'a slice that drops an axis which it does not name',
      { ...slice([0], [1], [0, 0, 4]), output: [1, 2, 4] },
      'it takes a part of [1,2,3,4]',
    ],
    [
      'SLICE',
      { code: 65, more: [numbers(0, 0, 0, 1), numbers(1, 2, 3, 3)], output: [1, 2, 3, 3] },
      'operator 1 (SLICE) cannot be imported: it takes [1,2,3,3] from [0,0,0,1] on of [1,2,3,4], which the core does not support. Build the model without slicing or splitting activations.',
    ],
    [
      'TILE',
      { code: 69, more: [numbers(1, 2, 1, 1)], output: [1, 4, 3, 4] },
      'operator 1 (TILE) cannot be imported: it repeats [1,2,3,4] by [1,2,1,1], which the core does not support. It enlarges a map, as UpSampling2D',
    ],
    [
      'BROADCAST_TO',
      { code: 130, more: [numbers(2, 2, 3, 4)], output: [2, 2, 3, 4] },
      'it repeats [1,2,3,4] to [2,2,3,4]',
    ],
    [
      'TRANSPOSE',
      { code: 39, more: [numbers(0, 2, 1, 3)], output: [1, 3, 2, 4] },
      'operator 1 (TRANSPOSE) cannot be imported: it orders the axes of [1,2,3,4] as [0,2,1,3], which the core does not support. Keep the order rows, columns, channels throughout.',
    ],
    [
      'TRANSPOSE that names an axis twice',
      { code: 39, more: [numbers(0, 0, 0, 3)], output: [1, 1, 1, 4] },
      'it orders the axes of [1,2,3,4] as [0,0,0,3]',
    ],
    [
      'UNPACK',
      { code: 88, options: [64, [0, 'int32', 2], [1, 'int32', 1]], output: [1, 3, 4] },
      'it takes [1,2,3,4] apart along axis 1',
    ],
    [
      'RESIZE_NEAREST_NEIGHBOR',
      { code: 97, more: [numbers(4, 6)], output: [1, 4, 6, 4] },
      'operator 1 (RESIZE_NEAREST_NEIGHBOR) cannot be imported: the core does not support this operator. It enlarges a map, as UpSampling2D',
    ],
  ])('are refused where they do more: %s', (_, view, message) => {
    expect(() => importView(view)).toThrow(TfliteOperatorError);
    expect(() => importView(view)).toThrow(message);
  });

  it('may follow SOFTMAX, which they leave at the network’s end', () => {
    const probabilities = (shape: readonly number[]): TensorDescription => ({
      shape,
      scales: [1 / 256],
      zeroPoints: [-128],
    });
    const operators: OperatorDescription[] = [
      { code: 19, inputs: [0], outputs: [1] },
      { code: 25, inputs: [1], outputs: [2], options: [9, [0, 'float32', 1]] },
      { code: 77, inputs: [2], outputs: [3] },
      { code: STRIDED_SLICE, inputs: [3, 4, 5, 5], outputs: [6], options: [32, [4, 'int32', 1]] },
      { code: 83, inputs: [6, 7], outputs: [8], options: [59, [0, 'int32', 2]] },
      { code: 22, inputs: [2, 8], outputs: [9] },
    ];
    const int32 = (shape: readonly number[]): TensorDescription => ({ shape, type: 'int32' });
    const scalar = (value: number): TensorDescription => ({ ...numbers(value), shape: [] });
    const tensors = [
      { shape: [1, 1, 1, 10], name: 'input' },
      { shape: [1, 1, 1, 10] },
      probabilities([1, 1, 1, 10]),
      int32([4]),
      numbers(0),
      numbers(1),
      int32([]),
      scalar(10),
      int32([2]),
      probabilities([1, 10]),
    ];
    const network = importTflite(writeTflite({ tensors, operators }), 'm');
    expect(network.operations).toHaveLength(1);
    expect(network.softmax).toEqual({ beta: 1, scale: 1 / 256, zeroPoint: -128 });
  });
});

describe('a model that is more than one run of one graph', () => {
  const map: TensorDescription = { shape: [1, 4] };
  const resource: TensorDescription = { shape: [], type: 'int32' };

  it('is refused for the variables that it keeps, whatever they are called', () => {
    const operators: OperatorDescription[] = [
      { code: 129, inputs: [], outputs: [] },
      { code: 142, inputs: [], outputs: [1] },
      { code: 143, inputs: [1], outputs: [2] },
      { code: 0, inputs: [0, 2], outputs: [3] },
    ];
    const importing = () =>
      importTflite(writeTflite({ tensors: [map, resource, map, map], operators, subgraphs: 2 }), 'm');
    expect(importing).toThrow(
      'm: operator 1 (VAR_HANDLE) cannot be imported: the model keeps variables from run to run, but a board keeps no state. Export',
    );
  });

  it('is refused for its control flow where it has some', () => {
    const operators: OperatorDescription[] = [{ code: 118, inputs: [0, 0], outputs: [1] }];
    expect(() => importTflite(writeTflite({ tensors: [map, map], operators, subgraphs: 3 }), 'm')).toThrow(
      'm: operator 0 (IF) cannot be imported: it runs another subgraph, but the core runs one program from start to end. ' +
        'Convert a model without control flow (tf.cond, tf.while_loop).',
    );
  });
});
