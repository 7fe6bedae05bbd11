import { describe, expect, it } from 'vitest';
import { namedForms } from '../../host/dataset/named-forms.ts';
import { evidenceSummary } from '../../host/lab/evidence-summary.ts';
import { MethodOptionError } from '../../host/lab/lab-errors.ts';
import { findMethod, methods, readMethodOptions } from '../../host/lab/methods.ts';
import { areAlike, type Finding, type Situation, suggestMethods } from '../../host/lab/suggest.ts';
import { withholdTest } from '../../host/lab/withhold-test.ts';
import { tinyNetwork } from '../support/tiny-dataset.ts';
import { tinyDataset, tinyRecipe } from './lab-bench.ts';

const finding = (method: string, shown: Finding['shown'], mean: number, more: Partial<Finding> = {}): Finding => ({
  ...{ method, options: {}, experiment: 'constructed', data: 'digits', student: 'student', teachers: 1, live: false },
  ...{ mean, low: mean - 0.001, high: mean + 0.001, pairs: 5, shown },
  ...more,
});
const digits: Situation = { data: 'digits', form: namedForms.digits, student: 'student', teacher: 'network' };
const standingsOf = (situation: Situation, findings: readonly Finding[]) =>
  suggestMethods(situation, findings).suggestions.map(({ method, standing }) => [method, standing]);

describe('suggestions', () => {
  it('come in the order of the evidence: shown above scratch, mixed, not shown, not comparable, shown below', () => {
    const findings = [
      finding('dist', 'below', -0.01),
      finding('munge', 'not comparable', 0.02, { obstacle: 'extra steps' }),
      finding('dkd', 'not shown', 0.004),
      finding('logit-regression', 'above', 0.003),
      finding('soft-targets', 'above', 0.007),
      finding('born-again', 'above', 0.009, { student: 'mlp:64' }),
      finding('born-again', 'below', -0.002, { student: 'mlp:8' }),
    ];
    expect(standingsOf(digits, findings)).toEqual([
      ['soft-targets', 'shown'],
      ['logit-regression', 'shown'],
      ['born-again', 'mixed'],
      ['dkd', 'not shown'],
      ['munge', 'not comparable'],
      ['dist', 'against'],
    ]);
  });

  it('keep a method with other options apart', () => {
    const findings = [2, 20].map((temperature) => finding('soft-targets', 'above', 0.01, { options: { temperature } }));
    expect(suggestMethods(digits, findings).suggestions.map(({ options }) => options)).toEqual([
      { temperature: 2 },
      { temperature: 20 },
    ]);
  });

  it('go by the findings of this very student where there are any, and put those methods first', () => {
    const findings = [
      finding('dist', 'above', 0.02, { student: 'mlp:8' }),
      finding('dkd', 'below', -0.02, { student: 'mlp:8' }),
      finding('dkd', 'above', 0.01, { data: 'glyphs' }),
      finding('dkd', 'above', 0.01),
    ];
    const { suggestions } = suggestMethods(digits, findings);
    expect(suggestions.map(({ method, standing }) => [method, standing])).toEqual([
      ['dkd', 'shown'],
      ['dist', 'shown'],
    ]);
    expect(suggestions[0].findings.map(({ data, student }) => [data, student])).toEqual([
      ['digits', 'student'],
      ['glyphs', 'student'],
    ]);
  });

  it('look at data alike alone, and at all data where nothing is alike, which they say', () => {
    const findings = [finding('dkd', 'above', 0.01, { data: 'cifar10' }), finding('dist', 'above', 0.01)];
    expect(suggestMethods(digits, findings)).toMatchObject({ alike: ['digits'], suggestions: [{ method: 'dist' }] });
    const unlike = suggestMethods(
      { ...digits, data: 'scans', form: { shape: [512, 512, 1], classes: 2, samples: 90 } },
      findings,
    );
    expect(unlike.alike).toEqual([]);
    expect(unlike.suggestions.map(({ method }) => method)).toEqual(['dkd', 'dist']);
  });

  it('name the methods that nobody has measured on such data, and not the baseline', () => {
    const { notMeasured } = suggestMethods(digits, [finding('soft-targets', 'above', 0.007)]);
    expect(notMeasured).toContain('assistants');
    for (const name of ['soft-targets', 'scratch', 'composed']) expect(notMeasured).not.toContain(name);
  });

  it('leave out what runs the teacher where its outputs alone are known', () => {
    const findings = [
      finding('munge', 'above', 0.01),
      finding('soft-targets', 'above', 0.01, { live: true }),
      finding('soft-targets', 'not shown', 0.001),
    ];
    const { suggestions, leftOut, notMeasured } = suggestMethods({ ...digits, teacher: 'outputs' }, findings);
    expect(suggestions).toMatchObject([{ method: 'soft-targets', standing: 'not shown' }]);
    expect(leftOut).toEqual(expect.arrayContaining(['munge', 'hints']));
    expect(notMeasured).not.toContain('hints');
    expect(suggestMethods({ ...digits, teacher: 'none' }, findings).leftOut).toEqual([]);
  });

  it('say which methods ask a teacher', () => {
    const { suggestions } = suggestMethods(digits, [
      finding('dkd', 'above', 0.02),
      finding('quantize-only', 'above', 0.01),
    ]);
    expect(suggestions.map(({ listens }) => listens)).toEqual([true, false]);
  });
});

describe('data sets', () => {
  const { mnist, digits, cifar10 } = namedForms;

  it('are alike within a factor of four in classes, labels of a class and side, with as many channels', () => {
    expect(areAlike(mnist, namedForms['fashion-mnist'])).toBe(true);
    expect(areAlike(digits, { shape: [32, 20, 1], classes: 40, samples: 40 * 87 })).toBe(true);
    expect(areAlike(digits, { shape: [33, 8, 1], classes: 10, samples: 3_441 })).toBe(false);
    expect(areAlike(digits, { shape: [8, 8, 1], classes: 41, samples: 41 * 344 })).toBe(false);
    expect(areAlike(digits, { shape: [8, 8, 1], classes: 10, samples: 850 })).toBe(false);
    expect(areAlike(cifar10, { ...cifar10, shape: [32, 32, 1] })).toBe(false);
  });
});

describe('the methods that run the teacher', () => {
  class Reached extends Error {}
  const outputs = { digest: 'ab'.repeat(32), logitsOf: (ids: Int32Array) => new Float32Array(3 * ids.length) };
  const needed: Readonly<Record<string, object>> = {
    specialists: { clusters: 2 },
    'omitted-class': { omitted: 1 },
    assistants: { through: 'mlp:8' },
    composed: { stages: [{ terms: [{ type: 'labels' }] }] },
  };

  it.each(Object.keys(methods))('%s is one of them if it refuses outputs alone', async (name) => {
    const context = {
      data: withholdTest(tinyDataset).data,
      network: tinyNetwork,
      recipe: { ...tinyRecipe, epochs: 6 },
      seed: 1,
      teachers: [outputs],
      train: () => Promise.reject(new Reached()),
      keepSamples: () => Promise.reject(new Reached()),
      report: () => {},
    };
    const running = Promise.resolve().then(() =>
      findMethod(name).run(context, readMethodOptions(name, { ...needed[name] })),
    );
    await expect(running).rejects.toBeInstanceOf(findMethod(name).runsTeachers ? MethodOptionError : Reached);
  });
});

describe('the evidence that the package ships', () => {
  it('is of methods, options and data sets that exist', () => {
    expect(evidenceSummary.length).toBeGreaterThan(30);
    for (const { method, options, data } of evidenceSummary) {
      readMethodOptions(method, options);
      expect(namedForms).toHaveProperty(data);
    }
  });

  it('has soft targets among what is shown for few labels of digits, and nothing alike for scans', () => {
    const { suggestions } = suggestMethods(digits, evidenceSummary);
    const [first] = suggestions;
    expect(first).toMatchObject({ standing: 'shown', findings: [{ data: 'digits' }] });
    const shown = suggestions.filter(({ standing }) => standing === 'shown').map(({ method }) => method);
    expect(shown).toEqual(expect.arrayContaining(['soft-targets', 'teacher-free']));
    const scans = { ...digits, data: 'scans', form: { shape: [512, 512, 1] as const, classes: 2, samples: 90 } };
    expect(suggestMethods(scans, evidenceSummary).alike).toEqual([]);
  });
});
