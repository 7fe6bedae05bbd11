import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { summarizeCells } from '../../../host/lab/summarize.ts';
import { renderComparison } from '../../../host/report/comparison/html.ts';
import { constructCells, constructHistory } from '../../lab/constructed-cells.ts';
import { findViolations } from '../axe.ts';

const sweep = (network: string, base: number, bytes: number) =>
  [1, 2.5, 4, 8, 20].flatMap((temperature, i) =>
    constructCells({
      method: 'soft-targets',
      options: { temperature, alpha: 0.9 },
      network,
      errors: [0, 3, 5, -4, -6].map((noise) =>
        Math.round(base * (1 - 0.09 * i * (base > 300 ? 1.6 - 0.4 * i : 1)) + noise),
      ),
      int8: [base, base, base, base, base],
      figures: { bytes, parameters: bytes - 360, history: [constructHistory({ labels: 0.1, 'soft-targets': 1.8 })] },
    }),
  );

/** Eight methods in several states: shown above and below, not shown, of one seed, partly run and not run at all. */
const cells = [
  constructCells({ errors: [420, 415, 431, 418, 424] }),
  constructCells({ errors: [160, 152, 149, 158, 155], network: 'dense-300', figures: { bytes: 238_000 } }),
  sweep('dense-30', 400, 24_220),
  sweep('dense-300', 140, 238_000),
  constructCells({
    method: 'logit-regression',
    network: 'dense-30',
    errors: [390, 388, 395, 391, 384],
    int8: [391, 388, 399, 392, 384],
  }),
  constructCells({
    method: 'fitnets',
    errors: [425, 410, 440, 410, 421],
    figures: {
      bytes: 24_220,
      history: [
        constructHistory({ hint: 40 }, 'hint', 6),
        constructHistory({ labels: 0.3, 'soft-targets': 0.9 }, 'student', 10),
      ],
    },
  }),
  constructCells({ method: 'fsp', errors: [520, 540, 531, undefined, undefined] }),
  constructCells({
    method: 'prune-and-fine-tune',
    errors: [450, 447, 462, 449, 455],
    figures: { bytes: 9_800, nonZero: 4_000 },
  }),
  constructCells({ method: 'born-again', errors: [401] }),
  constructCells({ method: '<b>"name" & $&</b>', errors: [405, 399] }),
  constructCells({ method: 'specialists', errors: [undefined, undefined] }),
].flat();
const options = { baseline: 'scratch', teacher: { accuracy: 0.9933, total: 10_000, parameters: 1_200_000 } } as const;
const text = renderComparison(summarizeCells(cells, options));
// To look at the page in a browser.
if (process.env.RETORT_COMPARISON_PAGE) await writeFile(process.env.RETORT_COMPARISON_PAGE, text);

describe('the page of a comparison', () => {
  it('has all its parts', () => {
    for (const part of [
      'Accuracy against bytes',
      'Errors against temperature',
      'Loss terms over the epochs',
      'Gradient norms over the epochs',
      'Not yet run',
    ]) {
      expect(text).toContain(`<h2>${part}</h2>`);
    }
    expect(text).toContain('<summary>Configuration and digests</summary>');
    expect(text).toContain(
      'Of 16 compared with scratch, 11 are shown above it, 2 below, 3 not shown. 4 cells are not yet run.',
    );
  });

  it('says what an interval covers, and of a method that trained longer that it cannot be compared', () => {
    expect(text).toContain('An interval covers the seeds alone, for these teachers and this test split');
    const longer = constructCells({ method: 'prune', errors: [300, 300, 300], figures: { steps: 1_001 } });
    const old = constructCells({ method: 'fsp', errors: [300, 300, 300] }).map((cell) => ({
      ...cell,
      superseded: 'old',
    }));
    const page = renderComparison(
      summarizeCells([constructCells({ errors: [420, 415, 431] }), longer, old].flat(), options),
    );
    expect(page).toContain('<td class="quiet">extra steps: not comparable</td>');
    expect(page).toContain('<p class="quiet">Superseded, and kept: fsp: old</p>');
    expect(page).toContain('0 are shown above it, 0 below, 0 not shown, 2 not comparable.');
  });

  it('draws the effects on one axis, each with its interval in words', () => {
    const label = text.match(/aria-label="points to scratch with 95 % intervals: ([^"]*)"/)![1];
    expect(label.split('; ').filter((one) => one.includes(' points '))).toHaveLength(16);
    expect(label).toContain(
      'prune-and-fine-tune, on dense-30: −0.31 points against scratch (95 % interval −0.32 to −0.30',
    );
    expect(text.indexOf('<h2>Effects</h2>')).toBeLessThan(text.indexOf('<table'));
  });

  it('says of each method whether its effect is shown', () => {
    const rowOf = (name: string) =>
      text.match(new RegExp(`<tr><th[^>]*><span[^>]*>\\d+</span> ${name},[^]*?</tr>`))![0];
    expect(rowOf('logit-regression')).toContain('>shown: above</td>');
    expect(rowOf('prune-and-fine-tune')).toContain('>shown: below</td>');
    expect(rowOf('fitnets')).toContain('>not shown</td>');
    expect(rowOf('fsp')).toContain('>3 of 5</td>');
    expect(rowOf('born-again')).toContain('>not shown</td>');
    expect(rowOf('specialists')).toContain('>not yet run</td>');
    expect(text).toMatch(/<li>fsp, on dense-30, seed 4 <span class="quiet">[0-9a-f]{12}</);
  });

  it('draws one line of errors against temperature for each network, in the order of the temperature', () => {
    expect(text).toContain(
      'aria-label="errors against temperature, soft-targets on mnist, alpha 0.9. dense-30, 23,860 parameters: ',
    );
    expect(text).toMatch(
      /dense-300, 237,640 parameters: 139.6 at 1, [\d.]+ at 2.5, [\d.]+ at 4, [\d.]+ at 8, 89.6 at 20, scratch 154.8"/,
    );
  });

  it('draws the terms of each stage', () => {
    expect(text).toContain('<br><span class="quiet">epochs: hint 6, student 10</span>');
    expect(text).toContain(
      'aria-label="loss terms of fitnets, on dense-30 over 16 epochs: hint from 40 to 1.3; labels from 0.3 to 0.00059; soft-targets from 0.9 to 0.0018"',
    );
    expect(text).toContain('aria-label="gradient norms of scratch, on dense-30 over 4 epochs: labels from 2.4 to 0.6"');
  });

  it('escapes names in text, attributes and drawings', () => {
    expect(text).toContain('&lt;b&gt;&quot;name&quot; &amp; $&amp;&lt;/b&gt;');
    expect(text).not.toContain('<b>');
    expect(text).not.toContain('&" ');
  });

  it('names every drawing, and lets wide tables scroll by keyboard', () => {
    const drawings = text.match(/<svg [^>]*>/g)!;
    expect(drawings.filter((drawing) => !/aria-(label="[^"]+|hidden="true)"/.test(drawing))).toEqual([]);
    expect(text).toContain('<div class="scroll" role="region" aria-label="figures of each method" tabindex="0">');
  });

  it('asks nothing of the network and runs no script', () => {
    expect(text).not.toMatch(/<(script|link|iframe|img)\b| on[a-z]+="/);
    expect(text.replaceAll('http://www.w3.org/', '')).not.toMatch(/(https?:)?\/\/[a-z]/i);
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('has nothing that axe finds wrong', async () => {
    expect(await findViolations(text)).toEqual([]);
  });

  it('is the same text for the same cells, in whatever order the seeds come', () => {
    const bySeed = cells.toSorted((a, b) => b.configuration.seed - a.configuration.seed);
    const methods = (list: typeof cells) => [...new Set(list.map(({ configuration }) => configuration.method))];
    const again = methods(cells).flatMap((name) => bySeed.filter(({ configuration }) => configuration.method === name));
    expect(renderComparison(summarizeCells(again, options))).toBe(text);
  });

  it('can be made before anything has been run, and after a single cell', () => {
    const planned = constructCells({ errors: [undefined, undefined] });
    const empty = renderComparison(summarizeCells(planned, { baseline: 'scratch' }));
    expect(empty).toContain('Nothing has been compared with scratch yet. 2 cells are not yet run.');
    expect(empty).not.toContain('<h2>Accuracy against bytes</h2>');
    const single = renderComparison(summarizeCells(constructCells({ errors: [100] }), { baseline: 'scratch' }));
    expect(single).toContain('<h2>Accuracy against bytes</h2>');
    expect(single + empty).not.toMatch(/NaN|Infinity|undefined/);
  });
});

it('names what is no better than guessing first, where the majority share is known', () => {
  const guessing = [
    constructCells({ errors: [6_700, 6_710, 6_690] }),
    constructCells({ method: 'fsp', errors: [900, 910, 920] }),
  ].flat();
  const teacher = { accuracy: 0.335, total: 10_000, parameters: 1_000 };
  const page = renderComparison(summarizeCells(guessing, { baseline: 'scratch', teacher, majorityShare: 1 / 3 }));
  expect(page).toContain(
    '<p class="verdict"><span class="bad">No better than guessing: teacher, scratch.</span> Always naming the most frequent class is right for 33.33 %.',
  );
  expect(renderComparison(summarizeCells(guessing, { baseline: 'scratch', teacher }))).not.toContain('No better than');
});
