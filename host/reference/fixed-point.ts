// Logistic, tanh and the parts of softmax in 32-bit fixed point, as gemmlowp defines them (fixedpoint.h) and TensorFlow Lite Micro uses them for int8. A number
// with n integer bits is held as an int32 of 31 − n fractional bits ("Qn"); "One" in Q0 is 2^31 − 1.
import { doublingHighMultiply as multiply, roundingShiftRight } from '../quantize/requantize.ts';

const ONE_Q0 = 0x7fff_ffff;
const ONE_Q2 = 1 << 29;
/** exp(−2^k) in Q0 for k = −2, −1, … 4. */
const EXP_OF_POWERS = [1_672_461_947, 1_302_514_674, 790_015_084, 290_630_308, 39_332_535, 720_401, 242];

function saturate(x: number): number {
  return Math.min(0x7fff_ffff, Math.max(-0x8000_0000, x));
}

const shiftLeft = (x: number, bits: number): number => saturate(x * 2 ** bits);

/** exp(x) in Q0 for x in [−1/4, 0), Q0: a Taylor expansion around −1/8. */
function expNearZero(x: number): number {
  const y = (x + (1 << 28)) | 0;
  const y2 = multiply(y, y);
  const y3 = multiply(y2, y);
  const quarterY4 = roundingShiftRight(multiply(y2, y2), 2);
  const third = 715_827_883;
  const higherTerms = roundingShiftRight((multiply((quarterY4 + y3) | 0, third) + y2) | 0, 1);
  const expMinusEighth = 1_895_147_668;
  return (expMinusEighth + multiply(expMinusEighth, (y + higherTerms) | 0)) | 0;
}

/** exp(x) in Q0 for x ≤ 0 with 4 or 5 integer bits: the last quarter by expansion, the rest as a product of constants. */
export function expOfNegative(x: number, integerBits: 4 | 5): number {
  if (x === 0) return ONE_Q0;
  const fractionalBits = 31 - integerBits;
  const quarter = 1 << (fractionalBits - 2);
  const inLastQuarter = (x & (quarter - 1)) - quarter;
  const remainder = inLastQuarter - x;
  let result = expNearZero(shiftLeft(inLastQuarter, integerBits));
  for (let power = -2; power < integerBits; power++) {
    if (remainder & (1 << (fractionalBits + power))) result = multiply(result, EXP_OF_POWERS[power + 2]);
  }
  return result;
}

/** 2 / (1 + x) in Q2 for x in [0, 1], Q0: three steps of Newton and Raphson. */
function twiceReciprocalOfOnePlus(x: number): number {
  const halfDenominator = Math.floor((x + ONE_Q0 + 1) / 2);
  const c48Over17 = 1_515_870_810;
  const minus32Over17 = -1_010_580_540;
  let y = (c48Over17 + multiply(halfDenominator, minus32Over17)) | 0;
  for (let step = 0; step < 3; step++) {
    const error = (ONE_Q2 - multiply(halfDenominator, y)) | 0;
    y = (y + shiftLeft(multiply(y, error), 2)) | 0;
  }
  return y;
}

/** 1 / (1 + x) in Q0 for x in [0, 1], Q0. */
export function reciprocalOfOnePlus(x: number): number {
  return shiftLeft(twiceReciprocalOfOnePlus(x), 1);
}

/** 1 / (1 + exp(−x)) in Q0, for x in Q4. */
export function logisticFixedPoint(x: number): number {
  if (x === 0) return 1 << 30;
  const ofMagnitude = reciprocalOfOnePlus(expOfNegative(-Math.abs(x), 4));
  return x > 0 ? ofMagnitude : ONE_Q0 - ofMagnitude;
}

/** tanh(x) in Q0, for x in Q4. */
export function tanhFixedPoint(x: number): number {
  if (x === 0) return 0;
  const ofMagnitude = shiftLeft((twiceReciprocalOfOnePlus(expOfNegative(-Math.abs(x), 5)) - ONE_Q2) | 0, 2);
  return x > 0 ? ofMagnitude : -ofMagnitude;
}
