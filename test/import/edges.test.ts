import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deduceHead } from '../../host/image/deduce-head.ts';
import { describeHead } from '../../host/image/head.ts';
import { TfliteOperatorError, TfliteTensorError } from '../../host/import/import-errors.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import {
  compileRequantize,
  dequantizeToReals,
  quantizeReal,
  quantizeReals,
  requantizeFromUint8,
  requantizeToUint8,
} from '../../host/reference/edge-values.ts';
import { createReference } from '../../host/reference/reference.ts';
import { type OperatorDescription, type TensorDescription, writeTflite } from '../support/tflite-file.ts';

const QUANTIZE = 114;
const DEQUANTIZE = 6;
const LOGISTIC = 14;
const RESHAPE = 22;
const RELU = 19;

const inside = { shape: [1, 4], scales: [0.5], zeroPoints: [-3] } as const;

/** A chain of operators of one input and one output: operator i makes tensor i + 1 of tensor i. */
function chain(
  tensors: readonly TensorDescription[],
  codes: readonly number[],
  more: readonly OperatorDescription[] = [],
) {
  const operators = codes.map((code, i) => ({ code, inputs: [i], outputs: [i + 1] }));
  return writeTflite({ tensors, operators: [...operators, ...more], outputs: [tensors.length - 1] });
}

const float = { shape: [1, 4], type: 'float32' } as const;
const uint8 = { shape: [1, 4], type: 'uint8', scales: [0.5], zeroPoints: [125] } as const;
const sigmoid = { shape: [1, 4], scales: [1 / 256], zeroPoints: [-128] } as const;

describe('QUANTIZE and DEQUANTIZE come off', () => {
  const outsides = {
    int8: { tensors: [], enter: [], leave: [] },
    float32: { tensors: [float], enter: [QUANTIZE], leave: [DEQUANTIZE] },
    uint8: { tensors: [uint8], enter: [QUANTIZE], leave: [QUANTIZE] },
  } as const;
  const types = ['int8', 'float32', 'uint8'] as const;
  const mixes = types.flatMap((input) => types.map((output) => [input, output] as const));

  it.each(mixes)('with %s outside at the input and %s at the output', (input, output) => {
    const [before, after] = [outsides[input], outsides[output]];
    const network = importTflite(
      chain([...before.tensors, inside, inside, ...after.tensors], [...before.enter, RELU, ...after.leave]),
      'model.tflite',
    );
    expect(network.operations.map(({ operator }) => operator)).toEqual(['TABLE']);
    expect(network.tensors.get(network.input)).toMatchObject({ scale: 0.5, zeroPoint: -3 });
    const edge = (type: (typeof types)[number]) => (type === 'uint8' ? { type, scale: 0.5, zeroPoint: 125 } : { type });
    if (input === 'int8' && output === 'int8') expect(network).not.toHaveProperty('edges');
    else expect(network.edges).toEqual({ input: edge(input), output: edge(output) });
  });

  it('also around reshapes outside', () => {
    const shape = [1, 2, 2];
    const constant: TensorDescription = { shape: [3], type: 'int32', data: [1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0] };
    const network = importTflite(
      writeTflite({
        tensors: [
          float,
          { ...float, shape },
          { ...inside, shape },
          { ...inside, shape },
          { ...float, shape },
          constant,
        ],
        operators: [
          { code: RESHAPE, inputs: [0, 5], outputs: [1] },
          { code: QUANTIZE, inputs: [1], outputs: [2] },
          { code: RELU, inputs: [2], outputs: [3] },
          { code: DEQUANTIZE, inputs: [3], outputs: [4] },
        ],
        outputs: [4],
      }),
      'model.tflite',
    );
    expect(network.edges).toEqual({ input: { type: 'float32' }, output: { type: 'float32' } });
    expect(network.tensors.get(network.input)?.shape).toEqual([1, 2, 2]);
  });

  it('and leave the head what it is: sigmoids behind them are labels', () => {
    const network = importTflite(
      chain([float, inside, sigmoid, { ...uint8, scales: [1 / 256], zeroPoints: [0] }], [QUANTIZE, LOGISTIC, QUANTIZE]),
      'model.tflite',
    );
    expect(describeHead(deduceHead(network, 0).head)).toBe('4 independent labels');
    expect(network.edges?.output).toEqual({ type: 'uint8', scale: 1 / 256, zeroPoint: 0 });
  });
});

describe('within a model they are', () => {
  it('a table where int8 is brought to another int8', () => {
    const other = { ...inside, scales: [0.25], zeroPoints: [5] };
    const network = importTflite(chain([inside, other], [QUANTIZE]), 'model.tflite');
    expect(network.operations.map(({ operator }) => operator)).toEqual(['TABLE']);
    expect(network).not.toHaveProperty('edges');
    expect([...createReference(network).run(Int8Array.of(-128, -3, 0, 127))]).toEqual([-128, 5, 11, 127]);
  });

  it('a table of both steps where int8 becomes float32 and int8 again, at another scale', () => {
    const other = { ...inside, scales: [0.75], zeroPoints: [5] };
    const network = importTflite(chain([inside, float, other], [DEQUANTIZE, QUANTIZE]), 'model.tflite');
    // −62.5, 0, 1.5, 65 real: halves away from zero
    expect([...createReference(network).run(Int8Array.of(-128, -3, 0, 127))]).toEqual([-78, 5, 7, 92]);
  });

  it('nothing where the second undoes the first', () => {
    const network = importTflite(chain([inside, float, inside, inside], [DEQUANTIZE, QUANTIZE, RELU]), 'model.tflite');
    expect(network.operations.map(({ name }) => name)).toEqual(['table-2']);
  });

  it('refused where float32 arithmetic lies between', () => {
    const importing = () => importTflite(chain([inside, float, float], [DEQUANTIZE, LOGISTIC]), 'model.tflite');
    expect(importing).toThrow(TfliteTensorError);
    expect(importing).toThrow(/tensor "t1" is float32 .*, but int8 is needed\. Convert with/);
  });

  it('refused where they quantize the input twice, to two scales', () => {
    const other = { ...inside, scales: [0.25] };
    const importing = () =>
      importTflite(
        writeTflite({
          tensors: [float, inside, other],
          operators: [
            { code: QUANTIZE, inputs: [0], outputs: [1] },
            { code: QUANTIZE, inputs: [0], outputs: [2] },
          ],
          outputs: [2],
        }),
        'model.tflite',
      );
    expect(importing).toThrow(TfliteOperatorError);
    expect(importing).toThrow(
      'it quantizes the input to scale 0.25, zero point -3; another operator quantizes it to 0.5, -3',
    );
  });

  it('refused for constants in float16', () => {
    const half: TensorDescription = { shape: [1, 4], type: 'int16', data: new Array(8).fill(0) };
    const importing = () =>
      importTflite(
        writeTflite({ tensors: [inside, half, float], operators: [{ code: DEQUANTIZE, inputs: [1], outputs: [2] }] }),
        'model.tflite',
      );
    expect(importing).toThrow('tensor "t1" holds int16 constants for float32 arithmetic. Convert with');
  });
});

describe('edge values', () => {
  const scale = fc.float({ min: 2 ** -12, max: 8, noNaN: true, noDefaultInfinity: true });
  const zeroPoint = fc.integer({ min: -128, max: 127 });

  it('round halves away from zero, in float32, and saturate', () => {
    const unit = { scale: 1, zeroPoint: 0 };
    expect([...quantizeReals(Float32Array.of(-2.5, -1.5, -0.5, 0.5, 1.5, 2.5), unit)]).toEqual([-3, -2, -1, 1, 2, 3]);
    expect([...quantizeReals(Float32Array.of(-1e30, 126.5, 1e30), unit)]).toEqual([-128, 127, 127]);
    // 6.5 in float32, 6.4999999… in double
    expect(quantizeReal(Math.fround(0.13), { scale: Math.fround(0.02), zeroPoint: 0 })).toBe(7);
    expect([...quantizeReals(Float32Array.of(0.49999997, -0.49999997), unit)]).toEqual([0, 0]);
  });

  it('are the nearest step to every real number in range', () => {
    fc.assert(
      fc.property(scale, zeroPoint, fc.float({ min: -100, max: 100, noNaN: true }), (step, zero, value) => {
        const q = quantizeReal(value, { scale: step, zeroPoint: zero });
        const exact = value / step + zero;
        if (exact <= -128) expect(q).toBe(-128);
        else if (exact >= 127) expect(q).toBe(127);
        else expect(Math.abs(q - exact)).toBeLessThanOrEqual(0.5 + 1e-4);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('come back as they were after float32', () => {
    fc.assert(
      fc.property(scale, zeroPoint, (step, zero) => {
        const quantization = { scale: step, zeroPoint: zero };
        const all = Int8Array.from({ length: 256 }, (_, i) => i - 128);
        expect(quantizeReals(dequantizeToReals(all, quantization), quantization)).toEqual(all);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it('of uint8 and int8 at one scale differ by 128', () => {
    fc.assert(
      fc.property(scale, zeroPoint, (step, zero) => {
        const [signed, unsigned] = [
          { scale: step, zeroPoint: zero },
          { type: 'uint8', scale: step, zeroPoint: zero + 128 } as const,
        ];
        const all = Uint8Array.from({ length: 256 }, (_, i) => i);
        const values = requantizeFromUint8(all, unsigned, signed);
        expect(values).toEqual(Int8Array.from(all, (value) => value - 128));
        expect(requantizeToUint8(values, signed, unsigned)).toEqual(all);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('of uint8 saturate at another scale', () => {
    const requantize = compileRequantize({ scale: 1, zeroPoint: 0 }, { scale: 0.5, zeroPoint: -128 }, [-128, 127]);
    expect([0, 1, 127, 128, 255].map(requantize)).toEqual([-128, -126, 126, 127, 127]);
  });
});
