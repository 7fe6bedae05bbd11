import { describe, expect, it } from 'vitest';
import { deduceHead, type HeadChoice } from '../../host/image/deduce-head.ts';
import { classesOf, classOf, classOfOutput, describeHead, labelsOf, probabilitiesOf } from '../../host/image/head.ts';
import type { Head } from '../../host/image/student-image.ts';
import type { QuantizedNetwork, QuantizedOperation } from '../../host/quantize/quantized-network.ts';

type Shape = readonly [number, number, number];

/** A dense layer whose output a chain of operators reads, each [operator, scale, zero point, table]. */
function networkOf(
  shape: Shape,
  chain: readonly {
    readonly operator: 'LOGISTIC' | 'TANH' | 'HARD_SWISH' | 'TABLE' | 'RESHAPE';
    readonly scale?: number;
    readonly zeroPoint?: number;
    readonly table?: Int8Array;
  }[] = [],
  { activation = 'NONE', inputs = 4 }: { activation?: 'NONE' | 'RELU'; inputs?: number } = {},
): QuantizedNetwork {
  const channels = shape[0] * shape[1] * shape[2];
  const identity = Int8Array.from({ length: 256 }, (_, i) => i - 128);
  const tensors = new Map([
    ['input', { name: 'input', shape: [1, 1, inputs] as const, scale: 1, zeroPoint: 0 }],
    ['t0', { name: 't0', shape, scale: 0.1, zeroPoint: -97 }],
  ]);
  const dense: QuantizedOperation = {
    operator: 'FULLY_CONNECTED',
    name: 'dense',
    inputs: ['input'],
    output: 't0',
    weights: new Int8Array(channels * inputs),
    weightScales: Float32Array.of(1),
    bias: new Int32Array(channels),
    activation,
  };
  const rest = chain.map(({ operator, scale = 0.1, zeroPoint = -97, table = identity }, i): QuantizedOperation => {
    tensors.set(`t${i + 1}`, { name: `t${i + 1}`, shape, scale, zeroPoint });
    const common = { name: `${operator}-${i}`, inputs: [`t${i}`], output: `t${i + 1}` };
    return operator === 'RESHAPE' ? { operator, ...common } : { operator, table, ...common };
  });
  return { name: 'n', input: 'input', output: `t${chain.length}`, tensors, operations: [dense, ...rest] };
}

const sigmoid = { operator: 'LOGISTIC', scale: 1 / 256, zeroPoint: -128 } as const;
/** (q + 128) / 256 at another scale and zero point. */
const rescale = (scale: number, zeroPoint: number) =>
  ({
    operator: 'TABLE',
    scale,
    zeroPoint,
    table: Int8Array.from({ length: 256 }, (_, i) => Math.min(127, Math.round(i / 256 / scale) + zeroPoint)),
  }) as const;

describe('a head is deduced', () => {
  it.each<[string, QuantizedNetwork, number, string, RegExp | undefined]>([
    ['one LOGISTIC', networkOf([1, 1, 1], [sigmoid]), 0, 'two classes by one sigmoid', undefined],
    [
      'one LOGISTIC at another scale',
      networkOf([1, 1, 1], [sigmoid, rescale(1 / 200, -100)]),
      0,
      'two classes by one sigmoid',
      undefined,
    ],
    [
      'a reshaped LOGISTIC',
      networkOf([1, 1, 1], [sigmoid, { ...sigmoid, operator: 'RESHAPE' }]),
      2,
      'two classes by one sigmoid',
      undefined,
    ],
    [
      'a table that is no rescaling',
      networkOf([1, 1, 1], [sigmoid, { operator: 'TABLE', scale: 1 / 256, zeroPoint: 0 }]),
      2,
      'two classes by one logit',
      undefined,
    ],
    ['several LOGISTICs', networkOf([1, 1, 3], [sigmoid]), 0, '3 independent labels', undefined],
    ['one bare output', networkOf([1, 1, 1]), 0, 'two classes by one logit', /--head values if it is a number/],
    ['one bare output with two labels', networkOf([1, 1, 1]), 2, 'two classes by one logit', undefined],
    ['one ReLU', networkOf([1, 1, 1], [], { activation: 'RELU' }), 0, 'a value', /ends in RELU, which logits never do/],
    ['one TANH', networkOf([1, 1, 1], [{ operator: 'TANH' }]), 0, 'a value', /ends in TANH/],
    ['several bare outputs', networkOf([1, 1, 3]), 0, 'softmax over 3 classes', /--head multi-label or values/],
    ['several bare outputs with labels', networkOf([1, 1, 3]), 3, 'softmax over 3 classes', undefined],
    ['as many outputs as inputs', networkOf([1, 1, 4]), 0, '4 values', /as many outputs as inputs/],
    ['as many outputs as inputs, with labels', networkOf([1, 1, 4]), 4, 'softmax over 4 classes', undefined],
    [
      'a map of LOGISTICs',
      networkOf([2, 3, 1], [sigmoid]),
      0,
      'two classes by one sigmoid, at each position of a 2×3 map',
      undefined,
    ],
    ['a bare map', networkOf([2, 3, 5]), 0, '5 values, at each position of a 2×3 map', /a 2×3 map without SOFTMAX/],
  ])('from %s', (_, network, labels, words, assumed) => {
    const deduced = deduceHead(network, labels);
    expect(describeHead(deduced.head)).toBe(words);
    if (assumed) expect(deduced.assumed).toMatch(assumed);
    else expect(deduced.assumed).toBeUndefined();
  });

  it('from a SOFTMAX, at each position where there are several', () => {
    const softmax = { beta: 1, scale: 1 / 256, zeroPoint: -128 };
    const head = (shape: Shape) => deduceHead({ ...networkOf(shape), softmax }, 0).head;
    expect(head([1, 1, 3])).toEqual({ kind: 'softmax', output: 'logits', shape: [1, 1, 3], softmaxBeta: 1 });
    expect(describeHead(head([4, 4, 2]))).toBe('softmax over 2 classes, at each position of a 4×4 map');
  });

  it.each<[HeadChoice, QuantizedNetwork, string]>([
    ['softmax', networkOf([1, 1, 3], [sigmoid]), 'the likeliest of 3 classes'],
    ['sigmoid', networkOf([1, 1, 1]), 'two classes by one sigmoid'],
    ['logit', networkOf([1, 1, 1]), 'two classes by one logit'],
    ['multi-label', networkOf([1, 1, 3]), '3 independent labels'],
    ['values', networkOf([1, 1, 1], [sigmoid]), 'a value'],
  ])('from what the user says: %s', (choice, network, words) => {
    const { head, assumed } = deduceHead(network, 0, choice);
    expect([describeHead(head), assumed]).toEqual([words, undefined]);
  });

  it.each<[HeadChoice, QuantizedNetwork, string]>([
    ['softmax', networkOf([1, 1, 1]), 'it has one output; choose sigmoid, logit or values'],
    ['logit', networkOf([1, 1, 3]), 'it has 3 outputs; choose softmax or multi-label'],
    ['logit', networkOf([1, 1, 1], [sigmoid]), 'its output comes from a LOGISTIC and is a probability; choose sigmoid'],
    [
      'values',
      { ...networkOf([1, 1, 3]), softmax: { beta: 1, scale: 1 / 256, zeroPoint: -128 } },
      'it ends in a SOFTMAX; leave --head out',
    ],
  ])('not against the network: %s', (choice, network, problem) => {
    expect(() => deduceHead(network, 0, choice)).toThrow(`--head ${choice} does not fit the model: ${problem}`);
  });
});

describe('a prediction', () => {
  const image = (kind: Head['kind'], output: Head['output'], shape: Shape, scale: number, zeroPoint: number) => ({
    head: { kind, output, shape },
    logitsQuantization: { scale, zeroPoint },
  });

  it('of one logit is positive above 0, whatever the board calls the largest', () => {
    const logit = image('binary', 'logits', [1, 1, 1], 0.0114, -97);
    expect([-98, -97, -96].map((q) => classOf(logit, { label: 0, logits: Int8Array.of(q) }))).toEqual([0, 0, 1]);
    const [negative, positive] = probabilitiesOf(logit, Int8Array.of(-93))!;
    expect(positive).toBeCloseTo(1 / (1 + Math.exp(-4 * 0.0114)), 12);
    expect(negative + positive).toBe(1);
    expect(classesOf(logit.head)).toBe(2);
  });

  it('of one sigmoid is positive from one half on', () => {
    const one = image('binary', 'probabilities', [1, 1, 1], 1 / 256, -128);
    expect([-1, 0].map((q) => classOfOutput(one, Int8Array.of(q)))).toEqual([0, 1]);
    expect([...probabilitiesOf(one, Int8Array.of(32))!]).toEqual([0.375, 0.625]);
    const other = image('binary', 'probabilities', [1, 1, 1], 1 / 200, -100);
    expect([-1, 0].map((q) => classOfOutput(other, Int8Array.of(q)))).toEqual([0, 1]);
    expect(probabilitiesOf(other, Int8Array.of(127))![1]).toBe(1);
  });

  it('of independent labels says yes or no to each', () => {
    const three = image('multi-label', 'probabilities', [1, 1, 3], 1 / 256, -128);
    const logits = Int8Array.of(104, -65, 19);
    expect([...probabilitiesOf(three, logits)!].map((p) => p.toFixed(3))).toEqual(['0.906', '0.246', '0.574']);
    expect(labelsOf(three, logits)).toEqual([0, 2]);
    expect(classOf(three, { label: 0, logits })).toBeUndefined();
    const fromLogits = image('multi-label', 'logits', [1, 1, 3], 0.5, 10);
    expect(labelsOf(fromLogits, Int8Array.of(10, 11, 9))).toEqual([1]);
  });

  it.each([2, 3, 4, 5])('of a map has %i probabilities at each position', (classes) => {
    const map = image('softmax', 'logits', [2, 2, classes], 0.5, 0);
    const logits = Int8Array.from({ length: 4 * classes }, (_, i) => (7 * i) % 11);
    const probabilities = probabilitiesOf(map, logits)!;
    expect(probabilities).toHaveLength(4 * classes);
    for (let at = 0; at < probabilities.length; at += classes) {
      expect(probabilities.subarray(at, at + classes).reduce((sum, p) => sum + p)).toBeCloseTo(1, 12);
    }
    expect(classOf(map, { label: 3, logits })).toBeUndefined();
  });

  it('of values has no probabilities', () => {
    expect(probabilitiesOf(image('values', 'values', [1, 1, 2], 0.5, 0), Int8Array.of(1, 2))).toBeUndefined();
  });
});
