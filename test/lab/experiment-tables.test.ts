import { describe, expect, it } from 'vitest';
import { sha256OfJson } from '../../host/artifact/digest.ts';
import type { Cell } from '../../host/lab/cell.ts';
import { codeVersion } from '../../host/lab/code-version.ts';
import { FixedPlanError } from '../../host/lab/lab-errors.ts';
import { readMethodOptions } from '../../host/lab/methods.ts';
import { type Evidence, fixPlan, keepCell } from '../bench/methods/evidence-file.ts';
import type { Experiment } from '../bench/methods/experiment.ts';
import { renderExperiment } from '../bench/methods/tables.ts';
import { constructCells } from './constructed-cells.ts';

const recipe = { epochs: 4, batchSize: 128, learningRate: 0.002 };
const quantizeOnly = { name: 'quantize-only', options: { weightBits: 4 } };
const prune = { name: 'prune', options: {} };
const experiment: Experiment = {
  name: 'constructed',
  question: 'Whether the rules hold',
  data: 'mnist',
  teacher: { network: 'teacher', recipe, count: 0 },
  student: 'student',
  recipe,
  methods: [quantizeOnly, prune],
  contrasts: [
    { question: 'at equal bytes', of: { method: prune }, against: { method: quantizeOnly }, equalBytes: true },
    { question: 'the loss', of: { method: quantizeOnly }, bound: { points: -0.5 } },
  ],
  seeds: { count: 3 },
  tuningBudget: 1,
  int8: false,
};

const cellsOf = (method: string, given: object, errors: (number | undefined)[], figures = {}) =>
  constructCells({ method, options: readMethodOptions(method, { ...given }), errors, figures, teachers: [] });
const scratch = constructCells({ errors: [200, 210, 220] });
const int4 = (figures = {}) =>
  cellsOf('quantize-only', { weightBits: 4 }, [210, 219, 231], { bytes: 1_000, ...figures });
const pruned = (figures = {}) => cellsOf('prune', {}, [190, 200, 210], { bytes: 1_100, ...figures });
const render = (...cells: Cell[][]) =>
  renderExperiment(experiment, {
    experiment: 'constructed',
    notes: [],
    fixed: [],
    teachers: [],
    cells: cells.flat().map(keepCell),
  });

describe('the table of an experiment', () => {
  it('says of a comparison at equal bytes whether they are equal, and shows nothing where they are not', () => {
    expect(render(scratch, int4(), pruned())).toContain('shown: above; bytes within 10 %: equal (1,100 against 1,000)');
    expect(render(scratch, int4(), pruned({ bytes: 1_101 }))).toContain(
      'other bytes: not comparable; bytes within 10 %: not equal (1,101 against 1,000)',
    );
  });

  it('says of a bound whether the interval meets it', () => {
    expect(render(scratch, int4(), pruned())).toContain(
      'the loss: −0.10 points (95 % interval −0.12 to −0.08, 3 seeds); at least −0.5 points: met',
    );
    expect(render(scratch, int4({ steps: 2_000 }), pruned())).toContain('at least −0.5 points: not shown: extra steps');
  });

  it('gives cells of an earlier code version a separate table, with the present plan still to be run', () => {
    const old = scratch.map(({ configuration: { code: _, ...configuration }, ...cell }) => {
      return { ...cell, configuration, digest: sha256OfJson(configuration) };
    });
    expect(render(old)).toMatch(
      /Not yet run with code version \d+\.\n\n### Cells of code version 1\n\nNothing has been compared/,
    );
    const both = render(scratch, old);
    expect(both.match(/\| scratch \| 3 \|/g)).toHaveLength(2);
    expect(both).not.toContain('Not yet run with');
    expect(both).toContain('- quantize-only, seed 1 (');
  });

  it('leaves a superseded cell out of the rows of those that count, and says why', () => {
    const later = constructCells({ errors: [undefined, undefined, undefined, 1, 1] })
      .filter(({ figures }) => figures)
      .map((cell) => ({ ...cell, superseded: 'added after a look' }));
    const text = render(scratch, later);
    expect(text).toContain('| scratch | 3 | 97.90 % |');
    expect(text).toContain('Superseded, kept, and in no row:\n\n- scratch, seeds 4 to 5: added after a look');
  });
});

describe('the plan of an experiment', () => {
  const evidence: Evidence = { experiment: 'constructed', notes: [], fixed: [], teachers: [], cells: [] };
  const plan = { code: codeVersion, seeds: { count: 3 }, contrasts: experiment.contrasts! };
  const fixed = fixPlan(evidence, plan);

  it('is fixed once for a code version', () => {
    expect(fixed.fixed).toEqual([plan]);
    expect(fixPlan(fixed, plan)).toBe(fixed);
    expect(fixPlan(fixed, { ...plan, code: codeVersion + 1, seeds: { count: 9 } }).fixed).toHaveLength(2);
  });

  it('is refused with another number of seeds or another bound', () => {
    expect(() => fixPlan(fixed, { ...plan, seeds: { count: 5 } })).toThrow(FixedPlanError);
    expect(() => fixPlan(fixed, { ...plan, seeds: { count: 5 } })).toThrow(
      'the seeds of constructed were fixed before its test split was read',
    );
    const [first, second] = plan.contrasts;
    const looser = [first, { ...second, bound: { points: -1 } }];
    expect(() => fixPlan(fixed, { ...plan, contrasts: looser })).toThrow('the contrasts of constructed were fixed');
  });
});
