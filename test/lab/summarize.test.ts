import { describe, expect, it } from 'vitest';
import { sha256OfJson } from '../../host/artifact/digest.ts';
import { digestOfTeacher } from '../../host/lab/cell.ts';
import { pairedDifference, summarizeCells } from '../../host/lab/summarize.ts';
import { constructCells, constructHistory } from './constructed-cells.ts';

const scratch = constructCells({ errors: [200, 210, 220] });
const options = { baseline: 'scratch' } as const;
const summarize = (...cells: Parameters<typeof summarizeCells>[0][]) => summarizeCells(cells.flat(), options);

describe('the row of a method', () => {
  it("has the mean with its interval by Student's t over the seeds", () => {
    const [{ figures, seedsRun, seedsExpected }] = summarize(scratch).rows;
    // t(0.975; 2) = 4.302653; standard deviation 0.001, so that the half width is 4.302653 · 0.001 / √3
    expect(figures!.accuracy.mean).toBeCloseTo(0.979, 12);
    expect(figures!.accuracy.low).toBeCloseTo(0.979 - 0.00248414, 8);
    expect(figures!.accuracy.high).toBeCloseTo(0.979 + 0.00248414, 8);
    expect(figures!.errors).toBe(210);
    expect([seedsRun, seedsExpected]).toEqual([3, 3]);
  });

  it('has int8 accuracy over the seeds that have it, and no figure of it otherwise', () => {
    const int8 = summarize(constructCells({ errors: [200, 210], int8: [202, 214] })).rows[0].figures!.int8!;
    expect(int8.accuracy.mean).toBeCloseTo(0.9792, 12);
    expect(int8.seeds).toBe(2);
    expect(summarize(scratch).rows[0].figures!.int8).toBeUndefined();
  });

  it('has means of seconds, weights and bytes', () => {
    const [first] = constructCells({ errors: [1], figures: { nonZero: 10, seconds: 2, bytes: 100, parameters: 50 } });
    const [, second] = constructCells({
      errors: [1, 1],
      figures: { nonZero: 20, seconds: 4, bytes: 100, parameters: 50 },
    });
    const { figures } = summarize([first, second]).rows[0];
    expect(figures).toMatchObject({ nonZero: 15, seconds: 3, bytes: 100, parameters: 50 });
  });

  it('has the mean course over the seeds, of each term where it is', () => {
    const [first] = constructCells({
      errors: [1],
      figures: { history: [constructHistory({ labels: 1 }), constructHistory({ hint: 8 }, 'second')] },
    });
    const [, second] = constructCells({
      errors: [1, 1],
      figures: { history: [constructHistory({ labels: 3, extra: 5 })] },
    });
    const { history } = summarize([first, second]).rows[0].figures!;
    expect(history.map(({ stage }) => stage)).toEqual(['student', 'second']);
    expect(history[0].epochs[1].terms).toEqual({
      labels: { value: 1, gradientNorm: 3 },
      extra: { value: 2.5, gradientNorm: 7.5 },
    });
    expect(history[1].epochs[0].terms.hint.value).toBe(8);
  });
});

describe('the difference to scratch', () => {
  const difference = (errors: (number | undefined)[]) =>
    summarize(scratch, constructCells({ method: 'soft-targets', errors })).rows[1].difference;

  it('is paired by seed, with the interval of the pairs', () => {
    // differences 0.003, 0.004, 0.005: standard deviation 0.001, half width as above
    const { mean, low, high, pairs, shown } = difference([170, 170, 170])!;
    expect(mean).toBeCloseTo(0.004, 12);
    expect(low).toBeCloseTo(0.004 - 0.00248414, 8);
    expect(high).toBeCloseTo(0.004 + 0.00248414, 8);
    expect([pairs, shown]).toEqual([3, 'above']);
  });

  it('is shown below scratch where the whole interval lies below 0', () => {
    expect(difference([250, 250, 250])!.shown).toBe('below');
  });

  it('is not shown where the interval holds 0', () => {
    expect(difference([200, 205, 260])!.shown).toBe('not shown');
    expect(difference([200, 210, 220])).toMatchObject({ mean: 0, low: 0, high: 0, shown: 'not shown' });
  });

  it('is not shown by one pair or two, however large and alike', () => {
    expect(difference([10, undefined, undefined])).toMatchObject({ pairs: 1, shown: 'not shown' });
    expect(difference([10, 20, undefined])).toMatchObject({ pairs: 2, shown: 'not shown' });
  });

  it('takes only seeds that both have', () => {
    const later = constructCells({ method: 'soft-targets', errors: [undefined, 180, 190, 100, 100] });
    const { rows } = summarize(scratch, later);
    expect(rows[1].difference!.mean).toBeCloseTo(0.003, 12);
    expect(rows[1].difference!.pairs).toBe(2);
    expect([rows[1].seedsRun, rows[1].seedsExpected]).toEqual([4, 5]);
    const apart = constructCells({ method: 'soft-targets', errors: [undefined, undefined, undefined, 100] });
    expect(summarize(scratch, apart).rows[1].difference).toBeUndefined();
  });

  it('is taken only to scratch on the same network, data and recipe', () => {
    const wide = constructCells({ network: 'dense-300', errors: [150, 150, 150] });
    const method = { method: 'soft-targets', errors: [140, 140, 140] };
    const rows = summarize(scratch, wide, constructCells({ ...method, network: 'dense-300' })).rows;
    expect(rows.at(-1)!.difference!.mean).toBeCloseTo(0.001, 12);
    expect(rows.at(-1)!.baseline).toBe('scratch, on dense-300');
    const longer = constructCells({ ...method, recipe: { epochs: 40, batchSize: 128, learningRate: 0.002 } });
    expect(summarize(scratch, longer).rows[1].difference).toBeUndefined();
    expect(summarize(scratch, constructCells({ ...method, data: 'digits' })).rows[1].difference).toBeUndefined();
  });

  it('lets each method have its own learning rate where as many candidates were tuned for both', () => {
    const recipe = { epochs: 4, batchSize: 128, learningRate: 0.01 };
    const tuning = { candidates: 6, seed: 99, validationAccuracy: 0.97 };
    const tuned = constructCells({ errors: [200, 200], tuning: { ...tuning, validationAccuracy: 0.96 } });
    const method = { method: 'soft-targets', errors: [190, 190], recipe };
    expect(summarize(tuned, constructCells({ ...method, tuning })).rows[1].difference!.pairs).toBe(2);
    const more = constructCells({ ...method, tuning: { ...tuning, candidates: 7 } });
    expect(summarize(tuned, more).rows[1].difference).toBeUndefined();
    expect(summarize(scratch, constructCells(method)).rows[1].difference).toBeUndefined();
  });
});

describe('what keeps a difference from being shown', () => {
  const compare = (steps: number | undefined, errors = [100, 100, 100]) =>
    summarize(scratch, constructCells({ method: 'prune', errors, figures: { steps } })).rows[1].difference!;

  it('is a single step more than scratch had, above or below it', () => {
    expect(compare(1_000).shown).toBe('above');
    expect(compare(1_001)).toMatchObject({ shown: 'not comparable', obstacle: 'extra steps', pairs: 3 });
    expect(compare(1_001, [400, 400, 400])).toMatchObject({ shown: 'not comparable', obstacle: 'extra steps' });
  });

  it('is more than 5 % fewer steps: whole epochs over another split leave a rest', () => {
    expect(compare(950).shown).toBe('above');
    expect(compare(949)).toMatchObject({ shown: 'not comparable', obstacle: 'fewer steps' });
  });

  it('is a cell that does not say its steps', () => {
    expect(compare(undefined)).toMatchObject({ shown: 'not comparable', obstacle: 'steps unknown' });
    const { figures } = summarize(
      scratch,
      constructCells({ method: 'prune', errors: [1], figures: { steps: undefined } }),
    ).rows[1];
    expect(figures).not.toHaveProperty('steps');
  });

  it('is that it is superseded; a superseded scratch is not a baseline', () => {
    const supersede = (cells: typeof scratch) => cells.map((cell) => ({ ...cell, superseded: 'an older rule' }));
    const method = constructCells({ method: 'fsp', errors: [100, 100, 100] });
    const [, old] = summarize(scratch, supersede(method)).rows;
    expect(old.name).toBe('fsp, superseded');
    expect(old.difference).toMatchObject({ shown: 'not comparable', obstacle: 'superseded' });
    const [first, second] = summarize(supersede(scratch), method).rows;
    expect([first.name, first.isBaseline]).toEqual(['scratch, superseded', false]);
    expect(second.difference).toBeUndefined();
  });

  it('is bytes that differ by more than 10 %, where students of equal size are compared', () => {
    const of = (bytes: number) => ({
      cells: constructCells({ method: 'prune', errors: [100, 100, 100], figures: { bytes } }),
    });
    const compareAt = (bytes: number, equalBytes: boolean) =>
      pairedDifference(of(bytes), { cells: scratch }, { equalBytes })!;
    const [most, least] = [Math.floor(24_220 * 1.1), Math.ceil(24_220 / 1.1)];
    for (const bytes of [most, least]) expect(compareAt(bytes, true).shown).toBe('above');
    for (const bytes of [most + 1, least - 1]) {
      expect(compareAt(bytes, true)).toMatchObject({ shown: 'not comparable', obstacle: 'other bytes' });
      expect(compareAt(bytes, false).shown).toBe('above');
    }
  });
});

describe('cells of another code version', () => {
  /** As version 1 wrote them: no version, and teachers by their digest alone. */
  const ofVersion1 = (cells: typeof scratch) =>
    cells.map(({ configuration, ...cell }) => {
      const { code: _, teachers, ...rest } = configuration;
      const old = { ...rest, teachers: teachers.map(digestOfTeacher) };
      return { ...cell, configuration: old, digest: sha256OfJson(old) };
    });
  const method = constructCells({ method: 'fsp', errors: [100, 100, 100] });

  it('are read, but are never in a row with those of this one, nor compared with their scratch', () => {
    const { rows } = summarize(scratch, method, ofVersion1(scratch), ofVersion1(method));
    const names = rows.map(({ name, baseline }) => [name, baseline]);
    expect(names).toHaveLength(4);
    expect(names).toContainEqual(['fsp, code version 2', 'scratch, code version 2']);
    expect(names).toContainEqual(['fsp, code version 1', 'scratch, code version 1']);
    expect(summarize(scratch, ofVersion1(method)).rows[1].difference).toBeUndefined();
  });

  it('keep apart teachers of the same weights that were trained otherwise', () => {
    const recipe = { epochs: 4, batchSize: 128, learningRate: 0.002 };
    const taught = (seed: number) =>
      constructCells({
        method: 'fsp',
        errors: [100],
        teachers: [{ digest: 'one', origin: { network: { name: 'teacher', digest: 'n' }, recipe, seed } }],
      });
    const { rows } = summarize(taught(1), taught(2));
    expect(new Set(rows.map(({ name }) => name)).size).toBe(2);
    expect(rows[0].name).toMatch(/^fsp, teachers’ training [0-9a-f]{8}$/);
  });
});

describe('the rows', () => {
  const sweep = (network: string) =>
    [8, 1, 2.5, 20].flatMap((temperature) =>
      constructCells({ method: 'soft-targets', options: { temperature, alpha: 0.9 }, network, errors: [100, 100] }),
    );

  it('are one for each temperature and network, named by what differs', () => {
    expect(summarize(sweep('dense-300'), scratch, sweep('dense-30')).rows.map(({ name }) => name)).toEqual([
      'scratch, on dense-30',
      'soft-targets, temperature 1, on dense-30',
      'soft-targets, temperature 2.5, on dense-30',
      'soft-targets, temperature 8, on dense-30',
      'soft-targets, temperature 20, on dense-30',
      'soft-targets, temperature 1, on dense-300',
      'soft-targets, temperature 2.5, on dense-300',
      'soft-targets, temperature 8, on dense-300',
      'soft-targets, temperature 20, on dense-300',
    ]);
  });

  it('keep recipes, data sets and teachers apart', () => {
    const method = { method: 'soft-targets', errors: [100] };
    const { rows } = summarize(
      constructCells(method),
      constructCells({ ...method, recipe: { epochs: 40, batchSize: 128, learningRate: 0.002 } }),
      constructCells({ ...method, data: 'digits' }),
      constructCells({ ...method, data: 'fashion', teachers: ['0123456789ab'] }),
      constructCells({ ...method, data: 'fashion', teachers: ['ba9876543210', '0123456789ab'] }),
    );
    const names = rows.map(({ name }) => name);
    expect(new Set(names).size).toBe(5);
    expect(names).toContain('soft-targets, data mnist, epochs 40');
    expect(names).toContain('soft-targets, data digits');
    expect(names).toContain('soft-targets, data fashion, teachers ba987654 and 01234567');
  });

  it('come in the same order whichever is read first, those too whose options not all have', () => {
    const plain = [4, 8].map((weightBits) =>
      constructCells({ method: 'quantize-only', options: { weightBits }, errors: [weightBits] }),
    );
    const options = { weightBits: 4, rounding: 'surgeon' };
    const all = [...plain, constructCells({ method: 'quantize-only', options, errors: [1] })];
    const namesOf = (cells: typeof all) => summarize(scratch, ...cells).rows.map(({ name }) => name);
    expect(namesOf(all)).toEqual([
      'scratch',
      'quantize-only, weightBits 4',
      'quantize-only, weightBits 4, rounding surgeon',
      'quantize-only, weightBits 8',
    ]);
    expect(namesOf(all.toReversed())).toEqual(namesOf(all));
  });

  it('do not depend on the order of seeds, nor on a cell that is there twice', () => {
    const planned = scratch.map(({ figures: _, ...cell }) => cell);
    expect(summarize(planned, scratch.toReversed(), planned)).toEqual(summarize(scratch));
  });

  it('list the planned cells that have not been run', () => {
    const { rows, notYetRun } = summarize(scratch, constructCells({ method: 'fitnets', errors: [1, undefined] }));
    expect(notYetRun).toEqual([{ row: 'fitnets', seed: 2, digest: rows[1].cells[1].digest }]);
    const none = summarize(scratch, constructCells({ method: 'fitnets', errors: [undefined, undefined] })).rows[1];
    expect(none.figures).toBeUndefined();
    expect(none.difference).toBeUndefined();
    expect([none.seedsRun, none.seedsExpected]).toEqual([0, 2]);
  });
});
