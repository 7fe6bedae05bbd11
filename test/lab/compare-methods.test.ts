import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256OfJson } from '../../host/artifact/digest.ts';
import { InputFileError } from '../../host/artifact/read-outside-file.ts';
import type { Cell, TeacherOrigin } from '../../host/lab/cell.ts';
import { cellPath } from '../../host/lab/cell-files.ts';
import { codeVersion } from '../../host/lab/code-version.ts';
import { type ComparisonPlan, compareMethods, type LabEvent } from '../../host/lab/compare-methods.ts';
import { FixedPlanError, MethodOptionError } from '../../host/lab/lab-errors.ts';
import type { LabTeacher } from '../../host/lab/method.ts';
import { configureCell, loadStudent } from '../../host/lab/run-cell.ts';
import type { SeedRule } from '../../host/lab/seed-rule.ts';
import type { Tuned } from '../../host/lab/tune.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { openTinyBench, tinyDataset, tinyRecipe, trainTinyTeacher } from './lab-bench.ts';

const plan: ComparisonPlan = {
  methods: [
    { name: 'soft-targets', options: { temperature: 2 } },
    { name: 'quantization-aware', options: { weightBits: 4 } },
  ],
  seeds: [1, 2],
  recipe: { ...tinyRecipe, epochs: 3 },
  tuningBudget: 1,
};

let folder = '';
let teachers: readonly LabTeacher[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-lab-'));
  teachers = [await trainTinyTeacher(1)];
});
afterAll(() => rm(folder, { recursive: true }));

/** What does not depend on the clock. */
const resultOf = ({ digest, figures }: Cell) => ({ digest, ...figures, seconds: undefined, history: undefined });

describe('a comparison', () => {
  it('refuses to run without seeds, or with one twice', async () => {
    const run = (seeds: number[]) => compareMethods(openTinyBench(folder, teachers), { ...plan, seeds });
    await expect(run([])).rejects.toThrow('list of seeds is []: it must be at least one seed, each once');
    await expect(run([1, 1])).rejects.toThrow('list of seeds is [1, 1]');
  });

  it('keeps students where asked, live ones apart from those of cached outputs, and makes one again whose file is gone', async () => {
    const bench = { ...openTinyBench(join(folder, 'kept'), teachers), keepStudents: true, int8: false };
    const one = { ...plan, methods: [plan.methods[0]], seeds: [1], recipe: { ...tinyRecipe, epochs: 1 } };
    const live = { ...bench, live: true };
    const [[scratch, cached], [same, alive]] = [await compareMethods(bench, one), await compareMethods(live, one)];
    expect(same.digest).toBe(scratch.digest); // Scratch asks no teacher.
    expect(alive.digest).not.toBe(cached.digest);
    expect(alive.configuration.live).toBe(true);
    expect('live' in cached.configuration).toBe(false);
    const student = digestTrainedNetwork(await loadStudent(bench, cached));
    // Without augmentation both are told the same of a sample, but for rounding.
    expect(alive.figures!.history[0].epochs[0].loss).toBeCloseTo(cached.figures!.history[0].epochs[0].loss, 4);
    const path = cellPath(bench.folder, cached.configuration, cached.digest);
    await rm(path.replace('.json', '.safetensors'));
    const reopened = { ...openTinyBench(bench.folder, teachers), keepStudents: true, int8: false };
    const [, again] = await compareMethods(reopened, one);
    expect(again.testReads).toBe(2);
    expect(digestTrainedNetwork(await loadStudent(bench, again))).toBe(student);
  });

  it('runs each method beside scratch for each seed, and keeps every cell', async () => {
    const out = join(folder, 'whole');
    const events: LabEvent[] = [];
    const before = tf.memory().numTensors;
    const cells = await compareMethods(openTinyBench(out, teachers), plan, (event) => events.push(event));
    expect(tf.memory().numTensors).toBe(before);
    expect(cells.map(({ configuration: { method, seed } }) => `${method} ${seed}`)).toEqual([
      'scratch 1',
      'soft-targets 1',
      'quantization-aware 1',
      'scratch 2',
      'soft-targets 2',
      'quantization-aware 2',
    ]);
    for (const { figures } of cells) {
      expect(figures!.test.total).toBe(tinyDataset.test.ids.length);
      expect(figures!.test.accuracy).toBeGreaterThan(0.5);
      expect(figures!.seconds).toBeGreaterThan(0);
      expect(figures!.steps).toBe(3 * Math.ceil(tinyDataset.train.ids.length / tinyRecipe.batchSize));
      expect(Math.abs(figures!.int8!.test.accuracy - figures!.test.accuracy)).toBeLessThan(0.1);
      expect(figures!.history.flatMap(({ epochs }) => epochs).length).toBeGreaterThanOrEqual(2);
    }
    const [scratch, , aware] = cells;
    expect(scratch.configuration.teachers).toEqual([]);
    expect(aware.configuration.teachers).toEqual([{ digest: teachers[0].digest }]);
    for (const { configuration } of cells) expect(configuration.code).toBe(codeVersion);
    expect(aware.figures!.bytes).toBeLessThan(0.7 * scratch.figures!.bytes);
    expect(events.filter(({ type }) => type === 'cell')).toHaveLength(6);
    expect((await readdir(join(out, 'cells'))).length).toBe(6);

    const again: LabEvent[] = [];
    const known = await compareMethods(openTinyBench(out, teachers), plan, (event) => again.push(event));
    expect(known).toEqual(cells);
    expect(again.filter(({ type }) => type === 'training')).toEqual([]);
  });

  it('interrupted at any moment resumes to the same figures', async () => {
    const whole = await compareMethods(openTinyBench(join(folder, 'whole'), teachers), plan);
    const out = join(folder, 'interrupted');
    let cells: Cell[] | undefined;
    let interruptions = 0;
    while (!cells) {
      const controller = new AbortController();
      let trainings = 0;
      const stopAfter = 7 + 5 * interruptions;
      cells = await compareMethods(openTinyBench(out, teachers, controller.signal), plan, ({ type }) => {
        if (type === 'training' && ++trainings === stopAfter) controller.abort(new Error('enough'));
      }).catch((error: Error) => {
        expect(error.message).toBe('enough');
        interruptions++;
        return undefined;
      });
    }
    expect(interruptions).toBeGreaterThan(3);
    expect(cells.map(resultOf)).toEqual(whole.map(resultOf));
    const epochsOf = ({ figures }: Cell) => figures!.history.map(({ epochs }) => epochs.map(({ epoch }) => epoch));
    expect(cells.map(epochsOf)).toEqual(whole.map(epochsOf));
    for (const { testReads } of cells) expect(testReads).toBe(1);
  });

  it('has each configuration on disk before the test split is read', async () => {
    const out = join(folder, 'gate');
    const bench = openTinyBench(out, teachers);
    const written: boolean[] = [];
    const gate = {
      open: async (digest: string, path: string) => {
        const cell: Cell = JSON.parse(await readFile(path, 'utf8'));
        written.push(cell.digest === digest && cell.figures === undefined && cell.configuration.recipe.epochs === 3);
        return bench.gate.open(digest, path);
      },
    };
    await compareMethods({ ...bench, gate } as typeof bench, { ...plan, methods: [], seeds: [1] });
    expect(written).toEqual([true]);
  });

  it('gives every method, scratch included, the same number of candidates, and judges them on validation', async () => {
    const candidates = new Map<string, Set<number>>();
    const bench = openTinyBench(join(folder, 'tuned'), teachers);
    const cells = await compareMethods(
      { ...bench, int8: false },
      { ...plan, methods: [{ name: 'soft-targets', options: { temperature: 2 } }], seeds: [1], tuningBudget: 3 },
      (event) => {
        if (event.type !== 'tuning') return;
        candidates.set(event.method, (candidates.get(event.method) ?? new Set()).add(event.candidate));
      },
    );
    expect([...candidates].map(([method, tried]) => [method, tried.size])).toEqual([
      ['scratch', 3],
      ['soft-targets', 3],
    ]);
    for (const { configuration } of cells) expect(configuration.tuning).toMatchObject({ candidates: 3, seed: -1 });
    const files = await readdir(join(folder, 'tuned', 'tuning'));
    const rates = await Promise.all(
      files.map(async (file) => {
        const { best, tried } = JSON.parse(await readFile(join(folder, 'tuned', 'tuning', file), 'utf8'));
        const accuracies = tried.map(({ tuning }: Tuned) => tuning.validationAccuracy);
        expect(best.tuning.validationAccuracy).toBe(Math.max(...accuracies));
        for (const value of accuracies) expect((60 * value) % 1).toBeCloseTo(0, 9); // of 60 validation samples, not 120 test ones
        return tried.map(({ recipe }: Tuned) => recipe.learningRate);
      }),
    );
    expect(rates).toEqual([
      [0.01, 0.005, 0.02],
      [0.01, 0.005, 0.02],
    ]);
    expect(cells[1].configuration.options).toMatchObject({ temperature: 2 }); // given, so not tuned
  });

  it('continues if one cell fails, which says why and has not read the test split', async () => {
    const out = join(folder, 'failing');
    const methods = [{ name: 'munge', options: {} }, ...plan.methods];
    const outside = teachers.map(({ digest, logitsOf }) => ({ digest, logitsOf }));
    const cells = await compareMethods(openTinyBench(out, outside), { ...plan, methods, seeds: [1] });
    expect(cells.map(({ failure }) => failure)).toEqual([
      undefined,
      expect.stringContaining('cannot be run, because only its outputs are available'),
      undefined,
      undefined,
    ]);
    expect(cells.map(({ testReads }) => testReads)).toEqual([1, undefined, 1, 1]);
  });

  it('leaves nothing to resume of a cell that failed before its first checkpoint', async () => {
    const out = join(folder, 'other pictures');
    const [{ trained, ...rest }] = teachers;
    const network = { ...trained!.network, inputShape: [6, 6, 1] as const };
    const bench = { ...openTinyBench(out, [{ ...rest, trained: { ...trained!, network } }]), live: true };
    const [, cell] = await compareMethods(bench, { ...plan, methods: [plan.methods[0]], seeds: [1] });
    expect(cell.failure).toContain('input of teacher "tiny" is 6×6×1: it must be 8×8×1');
    expect(await readdir(join(out, 'checkpoints'))).toEqual([]);
  });

  it.each([
    [{ type: 'hint', student: 'nope', teacher: 'second' }, 'layer is nope: it must be one of those of "tiny": first, '],
    [{ type: 'hint', student: 'logits', teacher: 'second' }, 'the student’s layer of a hint is "logits"'],
    [{ type: 'relational-angle', student: 'first', teacher: 'nope' }, 'layer is nope'],
    [{ type: 'flow', student: ['first', 'nope'], teacher: ['first', 'second'] }, 'layer is nope'],
    [{ type: 'flow', student: ['first', 'logits'], teacher: ['first', 'second'] }, 'is 4×3: it must be 4×4'],
  ])(
    'refuses before anything is trained layers that are not there or do not go together: %j',
    async (term, message) => {
      const out = join(folder, 'no layer');
      const stages = [{ epochs: 1, terms: [{ type: 'labels' }] }, { terms: [term] }];
      const methods = [{ name: 'composed', options: { stages } }];
      const refused = compareMethods(openTinyBench(out, teachers), { ...plan, methods, seeds: [1] });
      await expect(refused).rejects.toThrow(`method "composed": stage 2: `);
      await expect(refused).rejects.toThrow(message);
      await expect(readdir(out)).rejects.toThrow('ENOENT');
    },
  );

  it.each([
    [
      { name: 'hints', options: { student: 'nope' } },
      'method "hints": layer is nope: it must be one of those of "tiny"',
    ],
    [{ name: 'relations', options: { teacher: 'nope' } }, 'method "relations": layer is nope'],
    [{ name: 'flow', options: { student: 'first-logits', teacher: 'first-second' } }, 'method "flow": flow matrix of '],
    [{ name: 'flow', options: { student: 'first' } }, 'two layers, such as conv1-conv3'],
    [
      { name: 'irg', options: { student: 'first-logits' } },
      'method "irg": change between two layers is "first" [4, 4, 4] to "logits" [1, 1, 3]: it must be between layers with the same number of channels',
    ],
    [{ name: 'attention-graph', options: { teacher: 'first-nope' } }, 'method "attention-graph": layer is nope'],
  ])('refuses before anything is trained what %j names', async (method, message) => {
    const out = join(folder, 'no such layer');
    const refused = compareMethods(openTinyBench(out, teachers), { ...plan, methods: [method], seeds: [1] });
    await expect(refused).rejects.toThrow(message);
    await expect(readdir(out)).rejects.toThrow('ENOENT');
  });

  it('knows a composed cell by its teachers, where a stage asks them', async () => {
    const stages = (type: string) => [{ epochs: 1, terms: [{ type }] }];
    const configure = (type: string, digest: string) =>
      configureCell(openTinyBench(folder, [{ ...teachers[0], digest }]), {
        method: 'composed',
        options: { stages: stages(type) },
        recipe: tinyRecipe,
        seed: 1,
      }).teachers;
    expect(configure('soft-targets', 'one')).toEqual([{ digest: 'one' }]);
    expect(configure('labels', 'one')).toEqual([]);
  });

  it('knows a cell by how its teachers were trained, not by their weights alone', () => {
    const origin = { network: { name: 'teacher', digest: 'ab' }, recipe: tinyRecipe, seed: 1 };
    const digestOf = (of?: TeacherOrigin) =>
      sha256OfJson(
        configureCell(openTinyBench(folder, [{ ...teachers[0], origin: of }]), {
          method: 'soft-targets',
          options: {},
          recipe: tinyRecipe,
          seed: 1,
        }),
      );
    const digests = [
      digestOf(),
      digestOf(origin),
      digestOf({ ...origin, seed: 2 }),
      digestOf({ ...origin, recipe: { ...tinyRecipe, epochs: 9 } }),
      digestOf({ ...origin, network: { name: 'teacher', digest: 'cd' } }),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('refuses a seed beyond those that were fixed, before anything is trained', async () => {
    const bench = openTinyBench(join(folder, 'fixed'), teachers);
    const run = (seeds: readonly number[], seedRule: SeedRule) => compareMethods(bench, { ...plan, seeds, seedRule });
    await expect(run([1, 2, 3, 4], { count: 3 })).rejects.toThrow(FixedPlanError);
    await expect(run([1, 2, 3, 4], { count: 3 })).rejects.toThrow(
      'seed 4 is not one of 1 … 3, which were fixed before the test split was read',
    );
    await expect(run([6], { count: 3, more: { upTo: 5, ifHalfWidthAbove: 0.3 } })).rejects.toThrow('not one of 1 … 5');
    await expect(readdir(join(folder, 'fixed'))).rejects.toThrow('ENOENT');
  });

  it('says that a damaged cell is one, and what to do', async () => {
    const out = join(folder, 'damaged');
    const one = { ...plan, methods: [], seeds: [1] };
    const bench = openTinyBench(out, teachers);
    const [cell] = await compareMethods(bench, one);
    const path = cellPath(out, cell.configuration, cell.digest);
    await writeFile(path, '{ "digest": ');
    await expect(compareMethods(openTinyBench(out, teachers), one)).rejects.toThrow(
      `${path} is damaged: Unexpected end of JSON input; delete it to run that part again`,
    );
  });

  it('takes no cell and no student for another, and says which file is damaged', async () => {
    const bench = { ...openTinyBench(join(folder, 'exchanged'), teachers), keepStudents: true, int8: false };
    const one = { ...plan, methods: [plan.methods[0]], seeds: [1], recipe: { ...tinyRecipe, epochs: 1 } };
    const [scratch, taught] = await compareMethods(bench, one);
    const [path, other] = [scratch, taught].map((cell) => cellPath(bench.folder, cell.configuration, cell.digest));
    const [student, otherStudent] = [path, other].map((json) => json.replace('.json', '.safetensors'));
    const whole = await readFile(student);
    await writeFile(student, await readFile(otherStudent));
    await expect(loadStudent(bench, scratch)).rejects.toThrow(
      `${student} is damaged: it belongs to another cell, ${taught.digest}; delete it to run that part again`,
    );
    await writeFile(student, whole.subarray(0, -1));
    await expect(loadStudent(bench, scratch)).rejects.toThrow(
      `${student} is damaged: it is not what was written; delete it`,
    );
    await rm(student);
    await expect(loadStudent(bench, scratch)).rejects.toThrow(InputFileError);
    await writeFile(student, whole);
    await writeFile(path, await readFile(other));
    await expect(compareMethods(bench, one)).rejects.toThrow(
      `${path} is damaged: it belongs to another cell, ${taught.digest}; delete it`,
    );
  });

  it('refuses unknown methods and options before anything is trained', async () => {
    const run = (name: string, options = {}) =>
      compareMethods(openTinyBench(join(folder, 'refused'), teachers), { ...plan, methods: [{ name, options }] });
    await expect(run('soft-target')).rejects.toThrow(MethodOptionError);
    await expect(run('soft-target')).rejects.toThrow('unknown method; choose from scratch, soft-targets');
    await expect(run('soft-targets', { temperature: 0 })).rejects.toThrow(
      'method "soft-targets": option temperature is 0: Too small: expected number to be >=1',
    );
    await expect(run('soft-targets', { heat: 3 })).rejects.toThrow(
      'method "soft-targets": there is no option heat; it has temperature, alpha, combine',
    );
    const stages = [{ terms: [{ type: 'soft-targets', temperature: 0 }] }];
    await expect(run('composed', { stages })).rejects.toThrow(
      'method "composed": option stages.0.terms.0.temperature is 0: Too small',
    );
    await expect(run('omitted-class', { omitted: 3 })).rejects.toThrow(
      'method "omitted-class": option omitted is 3: the classes are 0 … 2',
    );
    await expect(run('specialists', { clusters: 4 })).rejects.toThrow(
      'method "specialists": option clusters is 4, but there are only 3 classes',
    );
    const twice = [
      { name: 'soft-targets', options: {} },
      { name: 'soft-targets', options: { temperature: 4 } },
    ];
    const bench = openTinyBench(join(folder, 'refused'), teachers);
    await expect(compareMethods(bench, { ...plan, methods: twice })).rejects.toThrow(
      'method "soft-targets": it is listed twice with the same options',
    );
    await expect(readdir(join(folder, 'refused'))).rejects.toThrow('ENOENT');
  });
});
