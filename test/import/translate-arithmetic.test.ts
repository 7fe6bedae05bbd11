import { describe, expect, it } from 'vitest';
import { TfliteGraphError, TfliteOperatorError, TfliteTensorError } from '../../host/import/import-errors.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import { createReference } from '../../host/reference/reference.ts';
import { type OperatorDescription, type TensorDescription, writeTflite } from '../support/tflite-file.ts';

const image: TensorDescription = { shape: [1, 2, 2, 3], name: 'image', scales: [0.5], zeroPoints: [4] };
const int32s = (...values: number[]): TensorDescription => ({
  shape: [values.length],
  type: 'int32',
  data: new Uint8Array(Int32Array.from(values).buffer),
});
const fused = (union: number, activation: number): OperatorDescription['options'] => [union, [0, 'int8', activation]];

interface Case {
  readonly code: number;
  readonly constant?: TensorDescription;
  /** The constant is the left operand. */
  readonly left?: boolean;
  readonly options?: OperatorDescription['options'];
  readonly output?: Partial<TensorDescription>;
}

function importCase({ code, constant, left = false, options, output }: Case) {
  const made = { shape: image.shape, name: 'made', scales: [0.5], zeroPoints: [-3], ...output };
  const tensors = constant ? [image, constant, made] : [image, made];
  const inputs = constant ? (left ? [1, 0] : [0, 1]) : [0];
  return importTflite(
    writeTflite({ tensors, operators: [{ code, inputs, outputs: [tensors.length - 1], options }] }),
    'm',
  );
}

const [ADD, MUL, SUB, PRELU, REDUCE_MAX, LEAKY_RELU] = [0, 18, 41, 54, 82, 98];
/** 1.5 */
const scalar: TensorDescription = { shape: [], data: [13], scales: [0.25], zeroPoints: [7] };
/** 1.5, −2 and 0 */
const perChannel: TensorDescription = { shape: [1, 1, 1, 3], data: [13, -1, 7], scales: [0.25], zeroPoints: [7] };
const samples = Int8Array.from([-128, 4, 127, 5, 3, 0, 44, -36, 10, 20, -4, 90]);

/** What real arithmetic says, rounded once; these scales leave no other rounding. */
function expected(compute: (x: number, channel: number) => number): Int8Array {
  return samples.map((value, i) => {
    const steps = compute((value - 4) / 2, i % 3) * 2;
    return Math.min(127, Math.max(-128, Math.sign(steps) * Math.floor(Math.abs(steps) + 0.5) - 3));
  });
}

describe('arithmetic with a constant', () => {
  const values = [1.5, -2, 0];
  it.each<[string, Case, (x: number, channel: number) => number, string[]]>([
    ['MUL by a number', { code: MUL, constant: scalar }, (x) => x * 1.5, ['TABLE']],
    ['MUL of a number', { code: MUL, constant: scalar, left: true }, (x) => x * 1.5, ['TABLE']],
    ['SUB of a number', { code: SUB, constant: scalar }, (x) => x - 1.5, ['TABLE']],
    ['SUB from a number', { code: SUB, constant: scalar, left: true }, (x) => 1.5 - x, ['TABLE']],
    [
      'ADD with ReLU6',
      { code: ADD, constant: scalar, options: fused(11, 3) },
      (x) => Math.min(6, Math.max(0, x + 1.5)),
      ['TABLE'],
    ],
    ['MUL with ReLU', { code: MUL, constant: scalar, options: fused(21, 1) }, (x) => Math.max(0, x * 1.5), ['TABLE']],
    ['MUL by channel', { code: MUL, constant: perChannel }, (x, c) => x * values[c], ['MUL']],
    [
      'MUL by channel with ReLU6',
      { code: MUL, constant: perChannel, left: true, options: fused(21, 3) },
      (x, c) => Math.min(6, Math.max(0, x * values[c])),
      ['MUL'],
    ],
    [
      'SUB by channel',
      { code: SUB, constant: { ...perChannel, shape: [3] } },
      (x, c) => x - values[c],
      ['DEPTHWISE_CONV_2D', 'SUB'],
    ],
    [
      'SUB from channels',
      { code: SUB, constant: perChannel, left: true },
      (x, c) => values[c] - x,
      ['DEPTHWISE_CONV_2D', 'SUB'],
    ],
    ['equal factors', { code: MUL, constant: { ...perChannel, data: [13, 13, 13] } }, (x) => x * 1.5, ['TABLE']],
    [
      'PRELU by channel',
      { code: PRELU, constant: { ...perChannel, shape: [1, 1, 3] } },
      (x, c) => (x >= 0 ? x : x * values[c]),
      ['PRELU'],
    ],
    [
      'PRELU with one slope',
      { code: PRELU, constant: { ...scalar, shape: [1, 1, 1] } },
      (x) => (x >= 0 ? x : x * 1.5),
      ['TABLE'],
    ],
    ['LEAKY_RELU', { code: LEAKY_RELU, options: [75, [0, 'float32', 0.25]] }, (x) => (x >= 0 ? x : x / 4), ['TABLE']],
    [
      'LEAKY_RELU with a negative slope',
      { code: LEAKY_RELU, options: [75, [0, 'float32', -0.5]] },
      (x) => (x >= 0 ? x : x / -2),
      ['TABLE'],
    ],
  ])('is exact: %s', (_, description, compute, operators) => {
    const network = importCase(description);
    expect(network.operations.map(({ operator }) => operator)).toEqual(operators);
    expect(createReference(network).run(samples)).toEqual(expected(compute));
  });

  it.each<[string, Case, string, new (...parameters: never[]) => Error]>([
    [
      'of another shape',
      { code: MUL, constant: { shape: [1, 2, 2, 1], data: [1, 2, 3, 4] } },
      'operator 0 (MUL) cannot be imported: its constant is [1,2,2,1] for [1,2,2,3], which is not one number per channel. Use one factor per channel.',
      TfliteOperatorError,
    ],
    [
      'that is repeated',
      { code: SUB, constant: { shape: [1, 4, 2, 3], data: new Array(24).fill(1) } },
      'its constant is [1,4,2,3] for [1,2,2,3], which would have to be repeated. Use one number, or one per channel.',
      TfliteOperatorError,
    ],
    [
      'with a negative scale',
      { code: MUL, constant: { ...scalar, scales: [-0.25] } },
      'has the scale -0.25, but a positive number is needed',
      TfliteTensorError,
    ],
    [
      'whose product leaves the arithmetic',
      { code: MUL, constant: scalar, output: { scales: [1e-12] } },
      'one of its multipliers is',
      TfliteOperatorError,
    ],
    [
      'per pixel, as slopes',
      { code: PRELU, constant: { shape: [2, 2, 3], data: new Array(12).fill(1) } },
      'its slopes are [2,2,3] for [1,2,2,3], not one per channel. Share them over rows and columns: PReLU(shared_axes=[1, 2]).',
      TfliteOperatorError,
    ],
    [
      'whose slope is no number',
      { code: LEAKY_RELU, options: [75, [0, 'float32', Number.NaN]] },
      'one of its multipliers is NaN',
      TfliteOperatorError,
    ],
  ])('is refused for a constant %s', (_, description, message, type) => {
    expect(() => importCase(description)).toThrow(type);
    expect(() => importCase(description)).toThrow(message);
  });

  it('of whole numbers computes shapes', () => {
    const tensors: TensorDescription[] = [
      image,
      { shape: [4], type: 'int32' },
      int32s(1, 1, 1, 2),
      { shape: [4], type: 'int32' },
      int32s(0, 0, 0, 2),
      { shape: [4], type: 'int32' },
      { shape: [1, 2, 2, 4] },
    ];
    const operators: OperatorDescription[] = [
      { code: 77, inputs: [0], outputs: [1] },
      { code: MUL, inputs: [1, 2], outputs: [3] },
      { code: SUB, inputs: [3, 4], outputs: [5] },
      { code: 22, inputs: [0, 5], outputs: [6] },
    ];
    expect(() => importTflite(writeTflite({ tensors, operators }), 'm')).toThrow('reshapes 12 elements to [1,2,2,4]');
  });
});

describe('the product of two activations', () => {
  const twoTables = (second: OperatorDescription) =>
    importTflite(
      writeTflite({
        tensors: [
          image,
          { shape: image.shape, scales: [1 / 256], zeroPoints: [-128], name: 'gate' },
          { shape: image.shape, scales: [0.5], zeroPoints: [-3], name: 'made' },
        ],
        operators: [{ code: 14, inputs: [0], outputs: [1] }, second],
      }),
      'm',
    );

  it('is a table where both are functions of one tensor, as in a swish', () => {
    const network = twoTables({ code: MUL, inputs: [1, 0], outputs: [2] });
    expect(network.operations.map(({ operator, inputs }) => [operator, inputs])).toEqual([['TABLE', ['image']]]);
    expect([...network.tensors.keys()]).toEqual(['image', 'made']);
  });

  it('is refused where they are not', () => {
    const other: TensorDescription = { shape: [3, 3], data: new Array(9).fill(1), name: 'weights' };
    const importing = () =>
      importTflite(
        writeTflite({
          tensors: [{ shape: [1, 3] }, other, { shape: [1, 3] }, { shape: [1, 3] }],
          operators: [
            { code: 9, inputs: [0, 1, -1], outputs: [2], options: [8] },
            { code: MUL, inputs: [0, 2], outputs: [3] },
          ],
        }),
        'm',
      );
    expect(importing).toThrow(TfliteOperatorError);
    expect(importing).toThrow(
      'operator 1 (MUL) cannot be imported: it multiplies [1,3] by [1,3], both computed from the sample, but the core only multiplies by constants. Remove operations',
    );
  });
});

describe('REDUCE_MAX', () => {
  const reduce = (axes: readonly number[], keep: number, shape: readonly number[]) =>
    importCase({
      code: REDUCE_MAX,
      constant: int32s(...axes),
      options: [27, [0, 'int8', keep]],
      output: { shape, zeroPoints: image.zeroPoints },
    });

  it.each<[readonly number[], number, readonly number[], number[]]>([
    [[1, 2], 0, [1, 3], [44, 4, 127]],
    [[2, 1], 1, [1, 1, 1, 3], [44, 4, 127]],
    [[-3, -2], 0, [1, 3], [44, 4, 127]],
    [[0, 1, 2], 1, [1, 1, 1, 3], [44, 4, 127]],
    [[1], 1, [1, 1, 2, 3], [44, 4, 127, 20, 3, 90]],
    [[1], 0, [1, 2, 3], [44, 4, 127, 20, 3, 90]],
    [[2], 1, [1, 2, 1, 3], [5, 4, 127, 44, -4, 90]],
  ])('is the largest over the axes %j, keep_dims %d', (axes, keep, shape, largest) => {
    const network = reduce(axes, keep, shape);
    expect(network.operations.map(({ operator }) => operator)).toEqual(['MAX_POOL_2D']);
    expect([...createReference(network).run(samples)]).toEqual(largest);
  });

  it('is refused over other axes, for what they are', () => {
    const channels = 'operator 0 (REDUCE_MAX) cannot be imported: it takes the largest over the axes [3] of [1,2,2,3]';
    expect(() => reduce([-1], 0, [1, 2, 2])).toThrow(`${channels}, not over rows and columns. Use GlobalMaxPooling2D`);
    expect(() => reduce([2], 0, [1, 2, 3])).toThrow('or keepdims=True for one of the two.');
    expect(() => reduce([4], 0, [1, 3])).toThrow(
      'operator 0 (REDUCE_MAX) takes the largest over the axes [4] of [1,2,2,3]',
    );
  });
});

describe('CONCATENATION', () => {
  const join = (
    axis: number,
    shape: readonly number[],
    more: Partial<{ fused: number; other: TensorDescription }> = {},
  ) => {
    const made = { shape: image.shape, scales: [0.5], zeroPoints: [4], name: 'double', ...more.other };
    const leaky: OperatorDescription = {
      code: LEAKY_RELU,
      inputs: [0],
      outputs: [1],
      options: [75, [0, 'float32', 2]],
    };
    const options: OperatorDescription['options'] = [10, [0, 'int32', axis], [1, 'int8', more.fused ?? 0]];
    const tensors = [image, made, { shape, scales: [0.5], zeroPoints: [4], name: 'joined' }];
    return importTflite(
      writeTflite({ tensors, operators: [leaky, { code: 2, inputs: [0, 1, 0], outputs: [2], options }] }),
      'm',
    );
  };

  it.each([
    [1, [1, 6, 2, 3]],
    [-2, [1, 2, 6, 3]],
    [3, [1, 2, 2, 9]],
  ])('joins along axis %d', (axis, shape) => {
    const network = join(axis, shape);
    const layers = createReference(network).runLayers(samples);
    const [image, double] = ['image', 'double'].map((name) => layers.get(name)!);
    const at = axis < 0 ? axis + 4 : axis;
    const run = [12, 12, 6, 3][at];
    const wanted = Array.from({ length: 12 / run }, (_, i) =>
      [image, double, image].flatMap((values) => [...values.subarray(i * run, (i + 1) * run)]),
    );
    expect([...layers.get('joined')!]).toEqual(wanted.flat());
  });

  it('is refused with what it says of itself wrong', () => {
    expect(() => join(1, [1, 6, 2, 3], { fused: 1 })).toThrow(
      'an activation is fused into it. Make the activation a separate layer.',
    );
    expect(() => join(0, [3, 2, 2, 3])).toThrow('it joins samples, along axis 0 of [1,2,2,3]');
    expect(() => join(5, [1, 6, 2, 3])).toThrow(TfliteGraphError);
    expect(() => join(3, [1, 2, 2, 9], { other: { shape: image.shape, scales: [0.25] } })).toThrow(
      'operator 1 (CONCATENATION) reads scale 0.25, zero point 4 and makes scale 0.5, zero point 4; they must be the same',
    );
  });
});
