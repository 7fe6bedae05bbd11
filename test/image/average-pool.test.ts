import { describe, expect, it } from 'vitest';
import { quantizeMultiplier } from '../../host/quantize/multiplier.ts';
import { requantize } from '../../host/quantize/requantize.ts';

/** TFLM's AVERAGE_POOL_2D: half away from zero. */
function averageOfTflm(sum: number, count: number): number {
  return Math.trunc((sum + (sum > 0 ? 1 : -1) * Math.floor(count / 2)) / count);
}

describe('average pooling as a multiplication', () => {
  it('is exact for every sum of up to 64 taps', () => {
    for (let count = 1; count <= 64; count++) checkCount(count, 1);
  });

  it('is exact for sums of larger windows, ties among them', () => {
    for (const count of [65, 81, 100, 121, 144, 169, 196, 225, 256, 1000, 1024, 2401, 4096]) {
      checkCount(count, Math.max(1, Math.floor(count / 64)));
      for (let k = -128; k < 127; k++) checkSum(k * count + Math.floor(count / 2), count);
    }
  });
});

function checkCount(count: number, step: number): void {
  for (let sum = -128 * count; sum <= 127 * count; sum += step) checkSum(sum, count);
}

function checkSum(sum: number, count: number): void {
  const { q, shift } = quantizeMultiplier(1 / (count * 64));
  const actual = requantize(64 * sum, q, shift);
  if (actual !== averageOfTflm(sum, count)) expect.fail(`${sum} / ${count} gives ${actual}`);
}
