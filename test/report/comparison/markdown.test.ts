import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../host/lab/cell.ts';
import { summarizeCells } from '../../../host/lab/summarize.ts';
import { renderMarkdown } from '../../../host/report/comparison/markdown.ts';
import { pointsOf, sentenceOf } from '../../../host/report/comparison/wording.ts';
import { constructCells } from '../../lab/constructed-cells.ts';

const scratch = constructCells({ errors: [200, 210, 220] });
const summarize = (...cells: Cell[][]) => summarizeCells(cells.flat(), { baseline: 'scratch' });

describe('the sentence of a method', () => {
  const sentence = (errors: (number | undefined)[]) =>
    sentenceOf(summarize(scratch, constructCells({ method: 'soft-targets', errors })).rows[1]);

  it('says that an effect above scratch is shown', () => {
    expect(sentence([170, 170, 170])).toBe(
      'soft-targets: +0.40 points over scratch (95 % interval +0.15 to +0.65, 3 seeds): shown',
    );
  });

  it('says that an effect below scratch is shown', () => {
    expect(sentence([250, 250, 250])).toBe(
      'soft-targets: −0.40 points against scratch (95 % interval −0.65 to −0.15, 3 seeds): shown, below scratch',
    );
  });

  it('says that an effect is not shown', () => {
    expect(sentence([203, 213, 214])).toBe(
      'soft-targets: 0.00 points against scratch (95 % interval −0.13 to +0.13, 3 seeds): not shown',
    );
  });

  it('says that one seed shows nothing, and how many have not been run', () => {
    expect(sentence([100, undefined, undefined])).toBe(
      'soft-targets: +1.00 points against scratch (1 seed, which has no interval): not shown; 2 of 3 seeds not yet run',
    );
  });

  it('says that a method has not been run, or cannot be compared', () => {
    expect(sentence([undefined, undefined])).toBe('soft-targets: not yet run');
    expect(sentence([undefined, undefined, undefined, 100])).toContain('not compared: no seed was run from scratch');
  });

  it('keeps a bound from reading 0 that is not 0', () => {
    expect(pointsOf({ mean: 0.001, low: 0.00002, high: 0.00198 })).toEqual(['+0.100', '+0.002', '+0.198']);
    expect(pointsOf({ mean: -0.001, low: -0.001, high: 0 })).toEqual(['−0.10', '−0.10', '0.00']);
  });
});

describe('the table in Markdown', () => {
  it('has a line for the teacher, for scratch and for each method', () => {
    const cells = [
      scratch,
      constructCells({ method: 'soft-targets', errors: [170, 170, undefined], int8: [171, 173] }),
    ];
    const text = renderMarkdown(
      summarizeCells(cells.flat(), {
        baseline: 'scratch',
        teacher: { accuracy: 0.9933, total: 10_000, parameters: 1_200_000 },
      }),
    );
    expect(text).toContain('| teacher |  | 99.33 % |  | 67 |  |  |  |  | 1,200,000 |  |  |  |  |\n');
    expect(text).toContain('| scratch | 3 | 97.90 % | 97.65 – 98.15 % | 210 |  |  | baseline |  | 23,860 |');
    expect(text).toContain('| soft-targets | 2 of 3 | 98.30 % |');
    expect(text).toContain('| +0.35 | −0.29 to +0.99 | not shown | 98.28 % |');
    expect(text).toContain(
      'Of 1 compared with scratch, 0 are shown above it, 0 below, 1 not shown. 1 cell is not yet run.',
    );
    expect(text).toMatch(/## Not yet run\n\n- soft-targets, seed 3 \([0-9a-f]{12}\)\n$/);
  });

  it('says of a method that it has not been run, and makes up no figure', () => {
    const text = renderMarkdown(summarize(scratch, constructCells({ method: 'fitnets', errors: [undefined] })));
    expect(text).toContain('| fitnets | 0 of 1 |  |  |  |  |  | not yet run |  |  |  |  |  |  |\n');
    expect(text).toContain('- fitnets: not yet run\n');
    expect(text).toContain('Nothing has been compared with scratch yet. 1 cell is not yet run.');
  });

  it('says what the cells were run with, also where that differs', () => {
    expect(renderMarkdown(summarize(scratch))).toContain(' Run with retort 0.1.0.\n');
    const later = constructCells({ method: 'soft-targets', errors: [170] }).map((cell) => {
      return { ...cell, versions: { tfjs: '4', retort: '0.2.0' } };
    });
    const text = renderMarkdown(summarize(scratch, later));
    expect(text).toContain(' Not all were run with the same versions: retort 0.1.0; retort 0.2.0, tfjs 4.\n');
  });

  it('says under the table what an interval covers, and what steps mean', () => {
    expect(renderMarkdown(summarize(scratch))).toContain(
      '\n\nAn interval covers the seeds alone, for these teachers and this test split: other teachers or other test samples may move a figure by more. Each',
    );
    expect(renderMarkdown(summarize(scratch))).toContain('Steps are the student’s optimisation steps.');
  });

  it('marks a method that had more steps than scratch, which shows nothing', () => {
    const longer = constructCells({ method: 'prune', errors: [100, 110, 120], figures: { steps: 1_500 } });
    const text = renderMarkdown(summarize(scratch, longer));
    expect(text).toMatch(/\| prune \| 3 .* \| extra steps: not comparable \| .* \| 1,500 \| 6.0 \|/);
    expect(text).toContain('interval +1.00 to +1.00, 3 seeds): extra steps: not comparable\n');
    expect(text).toContain('0 are shown above it, 0 below, 0 not shown, 1 not comparable.');
  });

  it('lists superseded cells with the reason', () => {
    const old = constructCells({ method: 'prune', errors: [100, 110, 120] }).map((cell) => {
      return { ...cell, superseded: 'trained by an older rule' };
    });
    const text = renderMarkdown(summarize(scratch, old));
    expect(text).toMatch(/\| prune, superseded \| 3 .* \| superseded: not comparable \|/);
    expect(text).toContain('Superseded, and kept:\n\n- prune: trained by an older rule\n');
  });

  it('keeps names inside their cell', () => {
    const named = constructCells({ method: 'a|b\n<i>*', errors: [1] });
    const text = renderMarkdown(summarize(named));
    expect(text).toContain('| a\\|b \\<i\\>\\* | 1 |');
  });
});
