// Random layers and tensors for the core's tests, all from one seed.
import { createRandom, type Random } from '../../../host/artifact/random.ts';
import type { Layer, Requantization } from './layer-model.ts';

export { createRandom, type Random };

export function randomInt8(random: Random, length: number): Int8Array {
  return Int8Array.from({ length }, () => random.integer(256) - 128);
}

/** On an input [rows, columns, channels], channels a multiple of 8 unless `dense`. Outputs of a CONV of at most 24 channels. */
export function randomLayer(random: Random, input: readonly [number, number, number], dense: boolean): Layer {
  const between = (low: number, high: number) => low + random.integer(high - low + 1);
  const operators = ['CONV', 'CONV', 'DEPTHWISE', 'MAX_POOL', 'AVERAGE_POOL'] as const;
  const operator = dense ? 'CONV' : operators[random.integer(operators.length)];
  const weighted = operator === 'CONV' || operator === 'DEPTHWISE';
  const channels = operator === 'CONV' ? 8 * between(1, 3) : input[2];
  const axes = [0, 1].map((axis) => {
    const kernel = between(1, 4);
    const [before, after] = [0, 0].map(() => between(0, weighted ? 4 : kernel - 1)); // a pool's window never lies outside
    const padded = input[axis] + before + after;
    const stride = between(1, 3);
    return padded < kernel
      ? { kernel: 1, before: 0, stride, size: Math.ceil(input[axis] / stride) }
      : { kernel, before, stride, size: Math.floor((padded - kernel) / stride) + 1 };
  });
  const taps = axes[0].kernel * axes[1].kernel;
  const products = taps * (operator === 'CONV' ? input[2] : 1);
  const clamps = [random.integer(256) - 128, random.integer(256) - 128].sort((a, b) => a - b);
  const clamped = random.integer(3) === 0;
  return {
    operator,
    input,
    output: [axes[0].size, axes[1].size, channels],
    kernel: [axes[0].kernel, axes[1].kernel],
    strides: [axes[0].stride, axes[1].stride],
    padding: [axes[0].before, axes[1].before],
    inputZeroPoint: random.integer(256) - 128,
    outputZeroPoint: random.integer(256) - 128,
    clampMin: clamped ? clamps[0] : -128,
    clampMax: clamped ? clamps[1] : 127,
    weights: randomInt8(
      random,
      operator === 'CONV' ? products * channels : operator === 'DEPTHWISE' ? taps * channels : 1,
    ),
    requantizations:
      operator === 'MAX_POOL'
        ? []
        : Array.from({ length: operator === 'AVERAGE_POOL' ? taps : 1 }, () =>
            randomRequantization(random, weighted ? channels : 8, Math.sqrt(products) * 5000),
          ),
  };
}

/** Mostly such that sums of about `magnitude` fill the int8 range. */
function randomRequantization(random: Random, channels: number, magnitude: number): Requantization {
  const typicalShift = Math.round(Math.log2(80 / magnitude));
  return {
    bias: Int32Array.from({ length: channels }, () => Math.round(random.normal() * magnitude)),
    q: Int32Array.from({ length: channels }, () =>
      random.integer(16) === 0 ? random.integer(2 ** 31) : 2 ** 30 + random.integer(2 ** 30),
    ),
    shift: Int8Array.from({ length: channels }, () =>
      random.integer(16) === 0 ? random.integer(62) - 31 : typicalShift + random.integer(3) - 1,
    ),
  };
}
