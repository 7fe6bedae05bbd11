import { describe, expect, it } from 'vitest';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { quantizeInput } from '../../host/reference/quantize-input.ts';
import { createReference, InputLengthError } from '../../host/reference/reference.ts';
import { everyOperator } from '../support/every-operator.ts';

const pool: QuantizedNetwork = {
  name: 'pool',
  input: 'input',
  output: 'pooled',
  tensors: new Map([
    ['input', { name: 'input', shape: [2, 2, 1], scale: 1, zeroPoint: 0 }],
    ['pooled', { name: 'pooled', shape: [1, 1, 1], scale: 1, zeroPoint: 0 }],
  ]),
  operations: [
    {
      operator: 'AVERAGE_POOL_2D',
      name: 'average',
      inputs: ['input'],
      output: 'pooled',
      filter: [2, 2],
      strides: [2, 2],
      padding: 'VALID',
      activation: 'NONE',
    },
  ],
};

describe('createReference', () => {
  it('rounds an average half away from zero', () => {
    const reference = createReference(pool);
    expect(reference.run(Int8Array.of(1, 0, 1, 0))).toEqual(Int8Array.of(1));
    expect(reference.run(Int8Array.of(-1, 0, -1, 0))).toEqual(Int8Array.of(-1));
  });

  it('returns fresh copies, which a later run does not change', () => {
    const reference = createReference(pool);
    const first = reference.run(Int8Array.of(4, 4, 4, 4));
    const layers = reference.runLayers(Int8Array.of(8, 8, 8, 8));
    reference.run(Int8Array.of(0, 0, 0, 0));
    expect(first).toEqual(Int8Array.of(4));
    expect(layers).toEqual(
      new Map([
        ['input', Int8Array.of(8, 8, 8, 8)],
        ['pooled', Int8Array.of(8)],
      ]),
    );
  });

  it('refuses an input of the wrong length and says both lengths', () => {
    const run = () => createReference(pool).run(new Int8Array(3));
    expect(run).toThrow(InputLengthError);
    expect(run).toThrow('The network takes 4 int8 values, but got 3.');
  });
});

describe('operators that come from files', () => {
  const layers = createReference(everyOperator).runLayers(Int8Array.of(3, 3, 4, 5, 13, 3, 3, -7));
  const pixel = (name: string, row: number, column: number) => {
    const [, columns, channels] = everyOperator.tensors.get(name)!.shape;
    const at = (row * columns + column) * channels;
    return [...layers.get(name)!.subarray(at, at + channels)];
  };

  it('give each input channel as many outputs as the depth multiplier says, side by side', () => {
    // A step of 0.0625 times a weight of 1 is a step, so outputs are (x − 3) · w + bias − 1.
    expect(pixel('doubled', 0, 0)).toEqual([-1, -1, -1, 0]);
    expect(pixel('doubled', 0, 1)).toEqual([0, 1, 5, -8]);
    expect(pixel('doubled', 1, 0)).toEqual([9, 19, -1, 0]);
    expect(pixel('doubled', 1, 1)).toEqual([-1, -1, -31, 40]);
  });

  it('pad rows, columns and channels with the zero point', () => {
    for (const column of [0, 1, 2, 3]) expect(pixel('padded', 0, column)).toEqual(new Array(7).fill(-1));
    expect(pixel('padded', 1, 1)).toEqual([-1, 0, 1, 5, -8, -1, -1]);
    expect(pixel('padded', 2, 1)).toEqual([-1, -1, -1, -31, 40, -1, -1]);
    expect(pixel('padded', 2, 2)).toEqual(new Array(7).fill(-1));
  });

  it('keep values and order in a reshape', () => {
    expect(layers.get('reshaped')).toEqual(layers.get('padded'));
  });

  it('clamp between −1 and 1, sixteen steps each', () => {
    const doubled = [...layers.get('reshaped')!].map((x) => 2 * (x + 1));
    expect([...layers.get('sum')!]).toEqual(doubled.map((x) => Math.min(16, Math.max(-16, x))));
  });

  it('look up any table', () => {
    expect([...layers.get('step')!]).toEqual([...layers.get('sum')!].map((x) => (x > 0 ? 100 : -100)));
  });
});

describe('quantizeInput', () => {
  it('gives pixel − 128 for the scale that the quantizer derives from the preprocessing', () => {
    const tensor = { name: 'input', shape: [1, 1, 4], scale: Math.fround(1 / 255), zeroPoint: -128 } as const;
    const pixels = Uint8Array.from({ length: 256 }, (_, i) => i);
    const expected = Int8Array.from(pixels, (pixel) => pixel - 128);
    expect(quantizeInput(pixels, { scale: 1 / 255, offset: 0 }, tensor)).toEqual(expected);
  });

  it('saturates what the tensor cannot hold', () => {
    const tensor = { name: 'input', shape: [1, 1, 2], scale: 0.5, zeroPoint: 0 } as const;
    expect(quantizeInput(Uint8Array.of(0, 255), { scale: 1, offset: -100 }, tensor)).toEqual(Int8Array.of(-128, 127));
  });
});
