import { describe, expect, it } from 'vitest';
import type { Cell } from '../../host/lab/cell.ts';
import { checkSeeds, needsMoreSeeds, seedsUpTo } from '../../host/lab/seed-rule.ts';
import { constructCells, TOTAL } from './constructed-cells.ts';

/** Wrong on the validation split, for seeds 1, 2, …; all are alike on the test split. */
function judged(method: string, wrong: readonly number[]): Cell[] {
  const cells = constructCells({ method, errors: wrong.map(() => 200), teachers: [] });
  return cells.map((cell, i) => {
    const accuracy = (TOTAL - wrong[i]) / TOTAL;
    return {
      ...cell,
      figures: { ...cell.figures!, validation: { correct: TOTAL - wrong[i], total: TOTAL, accuracy } },
    };
  });
}

// Differences of 30, 40, 50 errors in 10,000: half width 4.302653 · 0.1 / √3 = 0.2484 points
const scratch = judged('scratch', [200, 200, 200]);
const method = judged('soft-targets', [170, 160, 150]);
const more = (ifHalfWidthAbove: number) => ({ count: 3, more: { upTo: 5, ifHalfWidthAbove } });

describe('the rule for more seeds', () => {
  it('asks for them where an interval on the validation split is wider than was fixed', () => {
    expect(needsMoreSeeds(more(0.25), [...scratch, ...method])).toBe(false);
    expect(needsMoreSeeds(more(0.24), [...scratch, ...method])).toBe(true);
  });

  it('does not look at the test split', () => {
    const wide = constructCells({ method: 'fsp', errors: [100, 2_000, 5_000], teachers: [] });
    expect(needsMoreSeeds(more(0.25), [...scratch, ...method, ...wide])).toBe(false);
  });

  it('looks only at the first seeds, and requires none if there is no rule', () => {
    const later = judged('soft-targets', [170, 160, 150, 4_000, 9_000]);
    expect(needsMoreSeeds(more(0.25), [...judged('scratch', [200, 200, 200, 200, 200]), ...later])).toBe(false);
    expect(needsMoreSeeds({ count: 3 }, [...scratch, ...method])).toBe(false);
  });

  it('has a most, which the seeds of a plan stay within', () => {
    expect(() => checkSeeds(more(0.25), seedsUpTo(5))).not.toThrow();
    expect(() => checkSeeds(more(0.25), seedsUpTo(6))).toThrow('seed 6 is not one of 1 … 5');
    expect(() => checkSeeds({ count: 3 }, [0])).toThrow('seed 0 is not one of 1 … 3');
  });
});
