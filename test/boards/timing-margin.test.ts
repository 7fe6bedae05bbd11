import { expect, it } from 'vitest';
import { requireMargin } from '../../firmware-artifacts/boards/timing-margin.ts';

const criticalPath = { nanoseconds: 15.16, routingNanoseconds: 12, from: 'walker', to: 'memory' };

it('takes a design that reaches a tenth more than its clock', () => {
  expect(
    requireMargin('ulx3s-85f', { fmaxMHz: 66.01, criticalPath }, { clockHz: 60_000_000, seed: 1 }),
  ).toBeUndefined();
});

it('refuses one that does not, with the clock, the path and what to try', () => {
  expect(() => requireMargin('ulx3s-85f', { fmaxMHz: 65.98, criticalPath }, { clockHz: 60_000_000, seed: 7 })).toThrow(
    expect.objectContaining({
      code: 'BOARD_TOO_SLOW',
      message: expect.stringMatching(/65\.98 MHz.*seed 7.*66\.00.*15\.16 ns, from walker to memory.*--seed/),
    }),
  );
});
