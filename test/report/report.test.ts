import { createHash } from 'node:crypto';
import { JSDOM } from 'jsdom';
import { beforeAll, describe, expect, it } from 'vitest';
import { up5k } from '../../host/image/core-description.ts';
import { planNetwork } from '../../host/plan/plan-image.ts';
import { html } from '../../host/report/html.ts';
import { renderReport } from '../../host/report/student/report.ts';
import type { ReportContent } from '../../host/report/student/report-content.ts';
import { drawProbe } from '../../host/validate/probe-networks.ts';
import { proportionOf } from '../../host/validate/statistics.ts';
import { validatePredictions } from '../../host/validate/validate.ts';
import { findViolations } from './axe.ts';
import { CLASSES, perfectPredictions, stream, syntheticExpectations } from './synthetic-run.ts';

const COUNT = 30;
const expected = syntheticExpectations(COUNT);
const plan = planNetwork(drawProbe(3), up5k);

async function contentWith(change: Partial<ReportContent> = {}, disagree = true): Promise<ReportContent> {
  const teacherLogits = expected.teacherLogits.slice();
  if (disagree) teacherLogits.set([0, 9, 0], 0);
  const validation = await validatePredictions({
    predictions: stream(perfectPredictions(expected)),
    expected: { ...expected, teacherLogits },
  });
  return {
    title: 'shapes on virtual:up5k',
    samples: {
      ids: expected.ids,
      images: new Uint8Array(COUNT * 4 * 4).map((_, i) => i % 251),
      shape: [4, 4, 1],
      labels: expected.labels,
      classes: ['circle', 'square', '<b>&"'],
      teacherLogits,
      studentLogits: new Float32Array(COUNT * CLASSES).map((_, i) => expected.referenceLogits[i] / 8),
    },
    models: [
      { role: 'teacher', name: 'teacher', accuracy: proportionOf(29, COUNT), note: 'T < 5', bytes: 80_000 },
      { role: 'int8', name: 'student, int8', accuracy: proportionOf(30, COUNT), note: '', bytes: 2_000 },
    ],
    training: [
      {
        name: 'distilled (soft-targets)',
        epochs: [3, 1, 0.5].map((loss) => ({ loss, accuracy: 1 - loss / 10 })),
      },
    ],
    plan,
    validation,
    meaning: {
      head: { kind: 'softmax', output: 'logits', shape: [1, 1, 3] },
      logitsQuantization: { scale: 0.125, zeroPoint: -3 },
    },
    clockHz: 24_000_000,
    figures: [['image', '1,024 bytes']],
    provenance: [['data', 'ab'.repeat(32)]],
    ...change,
  };
}

describe('the report', () => {
  let text = '';
  beforeAll(async () => {
    text = renderReport(await contentWith());
  });

  it('has all its parts', () => {
    for (const part of [
      'Accuracy against size',
      'Training',
      'Cycles and bytes of each layer',
      'Memory map',
      'Classes',
      'Mistakes',
      'Confusion',
      'Where student and teacher disagree',
      'Dark knowledge',
      'Calibration',
      'Latency',
      'Provenance',
    ]) {
      expect(text).toContain(`<h2>${part}</h2>`);
    }
    expect(text).toContain('30 of 30 bit-exact');
    expect(text).toContain('T = 20');
    expect(text.match(/<svg /g)?.length).toBeGreaterThanOrEqual(3);
    expect(text).toContain('1,002 cycles, 0.042 ms at 24 MHz');
  });

  it('escapes what comes from outside', () => {
    expect(text).not.toContain('<b>&"');
    expect(text).toContain('&lt;b&gt;&amp;&quot;');
    expect(text).toContain('T &lt; 5');
  });

  it('escapes the classes inside charts too', () => {
    const svgs = text.match(/<svg[\s\S]*?<\/svg>/g)!.join('');
    expect(svgs).not.toContain('<b>');
  });

  it('tells the way from the teacher to the board first', () => {
    const steps = text.match(/<ul class="strip"[\s\S]*?<\/ul>/)![0].match(/<li>[\s\S]*?<\/li>/g)!;
    const words = steps.map((step) =>
      step
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
    expect(words).toEqual([
      'Teacher 96.67 % accuracy 82.78 – 99.92 % 80,000 bytes, float32',
      'Student, int8 100.00 % accuracy 88.43 – 100.00 % 2,000 bytes uploaded',
      'Board 100.00 % accuracy 88.43 – 100.00 % 0.042 ms at 24 MHz, a target bit-exact',
    ]);
    expect(text.indexOf('<ul class="strip"')).toBeLessThan(text.indexOf('<table'));
  });

  it('has the cycles and the bytes of each layer, and the whole memory as a drawing', () => {
    for (const { name, cycles, weightBytes } of plan.layers) {
      expect(text).toContain(`>${name}</th>`);
      expect(text).toContain(`data-value="${cycles}">${cycles.toLocaleString('en-US')}</td>`);
      expect(text).toContain(`data-value="${weightBytes}">${weightBytes.toLocaleString('en-US')}</td>`);
    }
    expect(text).toContain('aria-label="memory map of 131,072 bytes: program ');
  });

  it('lets the script sort a table by any column, and back', () => {
    const { document } = new JSDOM(text, { runScripts: 'dangerously' }).window;
    const table = [...document.querySelectorAll('table.sortable')].find(({ textContent }) =>
      /recall/.test(textContent),
    );
    const names = () => [...table.tBodies[0].rows].map(({ cells }) => cells[0].textContent);
    expect(names()).toEqual(['circle', 'square', '<b>&"']);
    const [head] = table.tHead.rows[0].cells;
    head.querySelector('button').click();
    expect(names()).toEqual(['square', 'circle', '<b>&"']);
    expect(head.getAttribute('aria-sort')).toBe('descending');
    head.querySelector('button').click();
    expect(names()).toEqual(['<b>&"', 'circle', 'square']);
  });

  it('asks nothing of the network, and forbids it', () => {
    expect(text).not.toMatch(/<(script [^>]|link|iframe)\b/);
    const [, script] = text.match(/<script>([\s\S]*?)<\/script>/)!;
    const digest = createHash('sha256').update(script).digest('base64');
    expect(text).toContain(
      `content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${digest}';"`,
    );
    expect(text.replaceAll('http://www.w3.org/', '')).not.toMatch(/(https?:)?\/\/[a-z]/i);
    expect(text.match(/src="(?!data:image\/png;base64,)/)).toBeNull();
  });

  it('has nothing that axe finds wrong', async () => {
    expect(await findViolations(text)).toEqual([]);
    const broken = text.replaceAll(' alt="', ' data-alt="');
    expect((await findViolations(broken)).join()).toContain('<img src');
  });

  it('is the same text for the same content', async () => {
    expect(renderReport(await contentWith())).toBe(text);
  });

  it('shows the disagreeing sample with both probabilities', () => {
    expect(text).toContain('sample 0: a');
    expect(text).toContain('1 of 30 samples; the teacher is right on 0 of them');
  });
});

it('shows every mistake, the most confident first', async () => {
  const predictions = perfectPredictions(expected);
  for (const [sample, logit] of [
    [4, 95],
    [7, 120],
  ]) {
    predictions[sample].logits[2] = logit;
    predictions[sample] = { ...predictions[sample], label: 2 };
  }
  const validation = await validatePredictions({ predictions: stream(predictions), expected });
  const text = renderReport(await contentWith({ validation }));
  const mistakes = text.slice(text.indexOf('<h2>Mistakes</h2>'), text.indexOf('<h2>Confusion</h2>'));
  expect(mistakes).toContain('All 2 of 30 samples on which the board is wrong');
  expect(mistakes.indexOf('>sample 7<')).toBeGreaterThan(0);
  expect(mistakes.indexOf('>sample 4<')).toBeGreaterThan(mistakes.indexOf('>sample 7<'));
  expect(text).toContain('<td>&lt;b&gt;&amp;&quot; (2)</td>');
  expect(mistakes).toContain('<code>retort trace --sample 7</code>');
  expect(mistakes.match(/teacher<\/span> <span>/g)).toHaveLength(2);
});

it('names the files of samples that are files', async () => {
  const content = await contentWith();
  const files = Array.from({ length: COUNT }, (_, i) => `circle/${i}<.png`);
  const text = renderReport({ ...content, samples: { ...content.samples, files } });
  expect(text).toContain('sample 0, circle/0&lt;.png: a');
});

it('says that student and teacher agree everywhere where they do', async () => {
  expect(renderReport(await contentWith({}, false))).toContain('they agree on all 30 samples');
});

it('names the first wrong layer where the board is not bit-exact', async () => {
  const predictions = perfectPredictions(expected);
  predictions[5].logits[0] -= 1;
  const validation = await validatePredictions({ predictions: stream(predictions), expected });
  const firstDifference = {
    layer: 'conv<1>',
    layerIndex: 0,
    differing: 7,
    of: 512,
    at: [0, 1, 2],
    expected: 3,
    actual: 4,
  } as const;
  const text = renderReport(await contentWith({ validation, firstDifference }));
  expect(text).toContain('Not bit-exact.');
  expect(text).toContain('The first layer that differs is conv&lt;1&gt; (7 of 512 values in sample 5)');
});

describe('the headline', () => {
  /** The board, bit-exact with its reference, says `said(i)` for sample i of class i mod 3. */
  async function headlineOf(said: (sample: number) => number, models?: ReportContent['models']): Promise<string> {
    const referenceLogits = new Int8Array(COUNT * CLASSES);
    for (let i = 0; i < COUNT; i++) referenceLogits[i * CLASSES + said(i)] = 100;
    const wrong = { ...expected, referenceLogits };
    const predictions = perfectPredictions(wrong).map((one, i) => ({ ...one, label: said(i) }));
    const validation = await validatePredictions({ predictions: stream(predictions), expected: wrong });
    const text = renderReport(await contentWith({ validation, ...(models && { models }) }));
    return text.slice(text.indexOf('<h1>'), text.indexOf('<h2>'));
  }

  it('is green where the board is bit-exact and better than guessing', async () => {
    const text = await headlineOf((i) => i % 3);
    expect(text).toContain('<span class="good">Bit-exact.</span>');
    expect(text).not.toContain('class="bad"');
  });

  it('says that a board is no better than guessing, and is not green, though it is bit-exact', async () => {
    const text = await headlineOf((i) => (i * 7 + (i % 4)) % 3);
    expect(text).toMatch(
      /<p class="verdict"><span class="bad">No better than guessing\.<\/span> The board: [\d.]+ % right \(.*\), and always naming the most frequent class is right for 33\.33 %\./,
    );
    expect(text).toContain('<span>Bit-exact.</span>');
    expect(text).toMatch(/<td class="number bad">/);
    expect(text).not.toContain('class="good"');
  });

  it('says so of a teacher too', async () => {
    const models = [{ name: 'teacher', accuracy: proportionOf(10, COUNT), note: '' }];
    const text = await headlineOf((i) => i % 3, models);
    expect(text).toContain('<span class="bad">No better than guessing.</span> The teacher: 33.33 % right');
    expect(text).not.toContain('class="good"');
  });

  it('names the classes that a board never predicts', async () => {
    const text = await headlineOf((i) => (i % 3 === 1 ? 0 : i % 3));
    expect(text).toContain('<span class="bad">Never predicted:</span> square.');
    expect(text).not.toContain('class="good"');
  });
});

it('draws the integer reference without latency', async () => {
  expect(renderReport(await contentWith({ clockHz: undefined }))).toContain('No core ran');
});

it('the html template escapes its parts but not what it made', () => {
  expect(html`<p title="${'"'}">${[html`<i>${"a'b"}</i>`]}${3}</p>`.text).toBe('<p title="&quot;"><i>a&#39;b</i>3</p>');
});
