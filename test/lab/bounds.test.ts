import { describe, expect, it } from 'vitest';
import { type Bound, describeBound, judgeBound } from '../bench/methods/bounds.ts';
import { constructCells } from './constructed-cells.ts';

const scratch = constructCells({ errors: [200, 210, 220] });
const method = (errors: number[], steps = 1_000) =>
  constructCells({ method: 'soft-targets', errors, figures: { steps } });
const judge = (bound: Bound, errors: number[], teacher?: number, steps?: number) =>
  judgeBound(bound, { cells: method(errors, steps) }, { cells: scratch }, teacher)!;

describe('a bound', () => {
  // Differences of 30, 40 and 50 errors in 10,000: +0.40 points, 95 % interval +0.15 to +0.65.
  const gain = [170, 170, 170];

  it('is met only where the whole interval meets it', () => {
    expect(judge({ points: 0.15 }, gain).verdict).toBe('met');
    expect(judge({ points: 0.16 }, gain).verdict).toBe('not shown'); // the mean of +0.40 lies above
    expect(judge({ points: 0.64 }, gain).verdict).toBe('not shown');
    expect(judge({ points: 0.65 }, gain).verdict).toBe('missed');
  });

  it('that allows a loss is not met by a mean within it whose interval reaches beyond', () => {
    const loss = [205, 205, 235]; // −0.05 points on the mean, −0.36 to +0.26
    expect(judge({ points: -0.1 }, loss)).toMatchObject({ verdict: 'not shown' });
    expect(judge({ points: -0.4 }, loss).verdict).toBe('met');
  });

  it('of errors does not depend on the other side', () => {
    const steady = [169, 170, 171]; // ± 2.5 errors
    expect(judge({ errors: 173 }, steady).verdict).toBe('met');
    expect(judge({ errors: 167 }, steady).verdict).toBe('missed');
    expect(judge({ errors: 180 }, [160, 170, 190]).verdict).toBe('not shown');
  });

  it('of fewer errors, or of the teacher’s lead, goes by the other side, seed by seed', () => {
    expect(judge({ fewerErrors: 0.5 }, [100, 105, 110]).margin.mean).toBeCloseTo(0, 12);
    expect(judge({ fewerErrors: 0.5 }, [96, 102, 106]).verdict).toBe('met');
    expect(judge({ fewerErrors: 0.5 }, [104, 108, 114]).verdict).toBe('missed');
    expect(judge({ leadShare: 0.5 }, [146, 152, 156], 0.99).verdict).toBe('met');
    expect(judge({ leadShare: 0.5 }, [154, 158, 164], 0.99).verdict).toBe('missed');
  });

  it('is not met by a method that trained longer, nor by two seeds', () => {
    expect(judge({ points: 0 }, gain, undefined, 1_001)).toMatchObject({
      verdict: 'not shown',
      margin: { obstacle: 'extra steps' },
    });
    expect(judge({ points: 0 }, [100, 100]).verdict).toBe('not shown');
  });

  it('is neither met nor missed where no seed changes anything', () => {
    expect(judge({ errors: 171 }, [170, 170, 170]).verdict).toBe('not shown');
    expect(judge({ errors: 169 }, [170, 170, 170]).verdict).toBe('not shown');
  });

  it('is written out', () => {
    const bounds: Bound[] = [{ points: -0.1 }, { errors: 90 }, { fewerErrors: 0.35 }, { leadShare: 0.5 }];
    expect(bounds.map(describeBound)).toEqual([
      'at least −0.1 points',
      'at most 90 errors',
      'at least 35 % fewer errors',
      'at least 50 % of the teacher’s lead',
    ]);
  });
});
