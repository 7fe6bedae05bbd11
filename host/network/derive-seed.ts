// One run has one seed; what is drawn for different purposes must not repeat one sequence, so each purpose derives its own.
import { sha256 } from '../artifact/digest.ts';

/** A seed below 2^48 for a purpose, such as `deriveSeed(seed, 'dropout', layer, step)`. */
export function deriveSeed(seed: number, ...purpose: readonly (string | number)[]): number {
  return Number.parseInt(sha256([seed, ...purpose].join('/')).slice(0, 12), 16);
}

/** 48 derived bits as the two numbers that `randomUniform` takes. */
export function deriveSeedPair(seed: number, ...purpose: readonly (string | number)[]): readonly [number, number] {
  const derived = deriveSeed(seed, ...purpose);
  return [Math.floor(derived / 2 ** 24), derived % 2 ** 24];
}
