import { describe, expect, it } from 'vitest';
import { createProgram } from '../../host/cli/program.ts';
import { parseMethods } from '../../host/cli/settings/method-list.ts';
import { methods, readMethodOptions } from '../../host/lab/methods.ts';
import { type Evidence, keepCell } from '../bench/methods/evidence-file.ts';
import type { Experiment } from '../bench/methods/experiment.ts';
import { answersOf, findingsOf } from '../bench/methods/findings.ts';
import { shippedFindings } from '../bench/methods/summary-file.ts';
import { commandOf, renderTechniques } from '../bench/methods/technique-table.ts';
import { techniques } from '../bench/methods/techniques.ts';
import {
  type SummarizedExperiment,
  summarizeExperiments,
  summarizeVersions,
} from '../bench/methods/version-summaries.ts';
import { constructCells } from './constructed-cells.ts';

describe('the techniques', () => {
  it('have every method of the laboratory among them, and none of another name', () => {
    const named = new Set(techniques.flatMap((technique) => technique.methods.map(({ name }) => name)));
    const technical = ['scratch', 'composed'];
    expect(Object.keys(methods).filter((name) => !technical.includes(name) && !named.has(name))).toEqual([]);
    expect([...named].filter((name) => !Object.hasOwn(methods, name))).toEqual([]);
    expect(new Set(techniques.map(({ name }) => name)).size).toBe(techniques.length);
  });

  it('have commands that the command line accepts, with methods and options that exist', () => {
    const commands = techniques.map(commandOf);
    expect(commands.length).toBeGreaterThan(25);
    for (const command of commands) {
      const [retort, name, ...words] = [...command.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
      expect(retort).toBe('retort');
      const found = createProgram(true).commands.find((one) => one.name() === name)!;
      expect(found.parseOptions(words), command).toEqual({ operands: [], unknown: [] });
      const { method, methods: list = method } = found.opts<{ method?: string; methods?: string }>();
      for (const one of parseMethods(list!)) readMethodOptions(one.name, one.options);
    }
  });

  it('name experiments and questions that exist', async () => {
    const summarized = await summarizeExperiments();
    const names = summarized.map(({ experiment }) => experiment.name);
    for (const { experiments = [], contrasts = [] } of techniques) {
      expect(names).toEqual(expect.arrayContaining([...experiments]));
      for (const start of contrasts) {
        const questions = summarized.flatMap(({ experiment }) => experiment.contrasts ?? []);
        expect(
          questions.some(({ question }) => question.startsWith(start)),
          start,
        ).toBe(true);
      }
    }
  });

  it('leave out no method that an experiment has compared with scratch', async () => {
    const summarized = await summarizeExperiments();
    const found = techniques.flatMap((technique) => findingsOf(technique, summarized));
    const cited = new Set(found.map(({ experiment, method }) => `${experiment.name}: ${method.name}`));
    const compared = summarized.flatMap(({ experiment, versions }) =>
      versions.flatMap(({ summary }) =>
        summary.rows.flatMap(({ method, difference }) => (difference ? [`${experiment.name}: ${method}`] : [])),
      ),
    );
    expect(compared.length).toBeGreaterThan(50);
    expect(compared.filter((one) => !cited.has(one))).toEqual([]);
  });
});

const recipe = { epochs: 4, batchSize: 128, learningRate: 0.002 };
const hot = { name: 'soft-targets', options: { temperature: 20 } };
const experiment: Experiment = {
  name: 'hinton-mnist',
  question: 'Whether the table holds',
  data: 'mnist',
  teacher: { network: 'teacher', recipe, count: 3 },
  student: 'mlp:30',
  recipe,
  methods: [hot],
  contrasts: [{ question: 'the distilled student', of: { method: hot }, bound: { errors: 200 } }],
  seeds: { count: 3 },
  tuningBudget: 1,
  int8: false,
};
const scratch = constructCells({ errors: [200, 210, 220] });
const distilled = (errors: (number | undefined)[], figures = {}) =>
  constructCells({ method: 'soft-targets', options: readMethodOptions('soft-targets', hot.options), errors, figures });
const summarize = (...cells: ReturnType<typeof constructCells>[]): SummarizedExperiment[] => {
  const evidence: Evidence = {
    experiment: 'hinton-mnist',
    notes: [],
    fixed: [],
    teachers: [],
    cells: cells.flat().map(keepCell),
  };
  return [{ experiment, evidence, versions: summarizeVersions(experiment, evidence) }];
};
const lineOf = (summarized: readonly SummarizedExperiment[], name: string) =>
  renderTechniques(summarized)
    .split('\n')
    .find((line) => line.startsWith(`| ${name} |`))!;

describe('the table of techniques', () => {
  it('has the effect with its interval, seeds, data and student, and whether it is shown', () => {
    const line = lineOf(summarize(scratch, distilled([190, 201, 209])), 'soft targets');
    expect(line).toBe(
      "| soft targets | Hinton, Vinyals, Dean 2015 | `retort distill --method 'soft-targets?temperature=20'` | MNIST, 784-800-800, T = 20: 146 → 74 errors, teacher 67 | " +
        'mnist, mlp:30, temperature 20, 3 teachers: +0.10 (+0.08 to +0.12), 3 seeds, shown: above<br>' +
        'mnist, mlp:30, the distilled student: +0.10 points (95 % interval +0.08 to +0.12, 3 seeds); at most 200 errors: not shown (margin 0.00, 95 % interval −0.24 to +0.24) | shown: above |',
    );
  });

  it('calls an effect not shown where the interval has 0 in it, and not comparable where the steps differ', () => {
    expect(lineOf(summarize(scratch, distilled([190, 240, 200])), 'soft targets')).toMatch(/\| not shown \|$/);
    const longer = summarize(scratch, distilled([190, 201, 209], { steps: 2_000 }));
    expect(lineOf(longer, 'soft targets')).toMatch(/extra steps: not comparable.*\| extra steps: not comparable \|$/);
    expect(lineOf(summarize(scratch, distilled([210, 221, 229])), 'soft targets')).toMatch(/\| shown: below \|$/);
  });

  it('says what has not been measured', () => {
    const none = summarize(scratch, distilled([undefined, undefined, undefined]));
    expect(lineOf(none, 'soft targets')).toMatch(/teacher 67 \| {2}\| not measured yet \|$/);
  });

  it('takes no finding of one seed, and none of other options', () => {
    const [technique] = techniques.filter(({ name }) => name === 'soft targets');
    expect(findingsOf(technique, summarize(scratch, distilled([190])))).toEqual([]);
    const others = constructCells({
      method: 'soft-targets',
      options: readMethodOptions('soft-targets', { temperature: 7 }),
      errors: [190, 201, 209],
    });
    expect(findingsOf(technique, summarize(scratch, others))).toEqual([]);
    expect(answersOf(technique, summarize(scratch))).toEqual([]);
  });
});

describe('the findings that the package ships', () => {
  it('are those of the table, as fractions', () => {
    expect(shippedFindings(summarize(scratch, distilled([190, 201, 209])))).toEqual([
      {
        method: 'soft-targets',
        options: { temperature: 20 },
        experiment: 'hinton-mnist',
        data: 'mnist',
        student: 'mlp:30',
        teachers: 3,
        live: false,
        mean: 0.001,
        low: expect.closeTo(0.00075, 5),
        high: expect.closeTo(0.00125, 5),
        pairs: 3,
        shown: 'above',
      },
    ]);
  });
});
