// What keeps the difference of two cells from counting as an effect, whatever its interval. Pure.
import type { Cell } from './cell.ts';
import { compareSteps } from './equal-steps.ts';

export type Obstacle = 'extra steps' | 'fewer steps' | 'steps unknown' | 'superseded' | 'other bytes';

/** The larger at most a tenth above the smaller. */
export function areBytesEqual(a: number, b: number): boolean {
  return Math.max(a, b) <= 1.1 * Math.min(a, b);
}

/**
 * Both have figures.
 * @param equalBytes whether they are compared as students of equal size, as those of no steps are in any case: a larger tree knows more
 */
export function findObstacle(one: Cell, other: Cell, equalBytes = false): Obstacle | undefined {
  const [{ steps, bytes }, { steps: otherSteps, bytes: otherBytes }] = [one.figures!, other.figures!];
  if (steps === undefined || otherSteps === undefined) return 'steps unknown';
  const compared = compareSteps(steps, otherSteps);
  if (compared !== 'equal') return `${compared} steps`;
  if (one.superseded !== undefined || other.superseded !== undefined) return 'superseded';
  const bySize = equalBytes || (steps === 0 && otherSteps === 0);
  return bySize && !areBytesEqual(bytes, otherBytes) ? 'other bytes' : undefined;
}
