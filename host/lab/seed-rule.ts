// How many seeds a comparison has, decided before its test split is read: seeds that are added after a look favour what was seen.
import type { Cell } from './cell.ts';
import { findBaseline, groupCells } from './group-cells.ts';
import { FixedPlanError } from './lab-errors.ts';
import { pairedDifference } from './summarize.ts';

export interface SeedRule {
  /** Seeds 1 … `count`. */
  readonly count: number;
  /** When there are more; none where absent. */
  readonly more?: {
    /** Seeds 1 … `upTo`, all of them at once. */
    readonly upTo: number;
    /**
     * In points, on the validation split: where the 95 % interval of any method's difference to scratch reaches farther than this to either
     * side over the first `count` seeds. The test split has no say.
     */
    readonly ifHalfWidthAbove: number;
  };
}

/** 1 … n. */
export function seedsUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

/** @throws FixedPlanError where one of `seeds` lies beyond what the rule allows at most */
export function checkSeeds(rule: SeedRule, seeds: readonly number[]): void {
  const most = rule.more?.upTo ?? rule.count;
  const beyond = seeds.find((seed) => seed > most || seed < 1);
  if (beyond === undefined) return;
  throw new FixedPlanError(
    rule,
    beyond,
    `seed ${beyond} is not one of 1 … ${most}, which were fixed before the test split was read; use a separate plan for a comparison with other seeds`,
  );
}

/** Whether the rule asks for its further seeds. @param cells of the first `count` seeds */
export function needsMoreSeeds({ count, more }: SeedRule, cells: readonly Cell[], baseline = 'scratch'): boolean {
  if (!more) return false;
  const groups = groupCells(
    cells.filter(({ configuration }) => configuration.seed <= count),
    baseline,
  );
  return groups.some((group) => {
    const against = findBaseline(group, groups, baseline);
    if (!against || against === group) return false;
    const [of, to] = [group, against].map((side) => ({ cells: side.cells, score: 'validation' as const }));
    const difference = pairedDifference(of, to);
    return difference !== undefined && 100 * (difference.high - difference.mean) > more.ifHalfWidthAbove;
  });
}
