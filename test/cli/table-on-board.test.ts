// A table from a CSV file to the virtual board: a student that is bit-exact there, single rows classified in their own units, and what is not a row of
// it refused.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../../host/dataset/load.ts';
import type { FeaturePreprocessing } from '../../host/dataset/preprocessing.ts';
import { saveSamples } from '../../host/dataset/sample-file.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { drawRows, drawTable, tableFeatures } from '../support/draw-table.ts';
import { runRetort } from './run-retort.ts';

let folder = '';
const run = (line: string) => runRetort([...line.split(' '), '--json'], { cwd: folder });
const write = (name: string, text: string) => writeFile(join(folder, name), text);

async function done(line: string) {
  const finished = await run(line);
  expect(finished.exitCode, finished.stderr).toBe(0);
  return finished.json();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-table-'));
  await write('own.csv', drawTable(600));
  await done('teacher --data own.csv --epochs 12');
  await done('distill --epochs 12');
  await done('quantize');
  await done('pack');
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a table', { timeout: 600_000 }, () => {
  it('has the students listed that make sense for it, and the one that is taken', async () => {
    const { students, impossible, shape } = (await done('students --data own.csv')) as unknown as {
      students: { name: string; fits: boolean }[];
      impossible: unknown[];
      shape: number[];
    };
    expect(shape).toEqual([1, 1, 5]);
    expect(impossible).toEqual([]);
    expect(students.map(({ name }) => name.split(':')[0])).toEqual(expect.arrayContaining(['mlp', 'tree']));
    expect(students.every(({ name }) => /^(mlp|tree):/.test(name))).toBe(true);
    expect(students.find(({ name }) => name === 'mlp:32')).toMatchObject({ fits: true });
    const { stdout } = await runRetort(['students', '--data', 'own.csv'], { cwd: folder });
    expect(stdout).toContain('Students for own.csv, rows of 1×1×5 in 3 classes.');
  });

  it('is classified on the board as by the reference, and mostly right', async () => {
    const result = await done('validate --on virtual:up5k --report report.html');
    expect(result).toMatchObject({ different: 0 });
    expect(result.bitExact).toBe(result.total);
    expect(result.boardAccuracy).toBeGreaterThan(0.8);
    const report = await readFile(join(folder, 'report.html'), 'utf8');
    expect(report).toContain('<table class="features">');
    for (const feature of tableFeatures) expect(report).toContain(`<td>${feature}</td>`);
    expect(report).not.toContain('<img');
  });

  it('has its features in the image, as the data set has them', async () => {
    const { preprocessing } = await loadDataset(join(folder, 'own.csv'));
    const image = readStudentImage(await readFile(join(folder, 'retort-out/student.retort')), 'student.retort');
    expect(image.input.preprocessing).toEqual(preprocessing);
    const { stdout } = await runRetort(['inspect', 'retort-out/student.retort'], { cwd: folder });
    expect(stdout).toMatch(/features +5: speed · \S+ \+ -?\S+, pressure/);
    expect(stdout).toMatch(/format +2\.0/);
  });

  it('gives each row its class, in the units of the file, whatever the form of the row', async () => {
    for (const { label, values } of drawRows(3, 77)) {
      await write('row.csv', `${values.join()}\n`);
      const { class: own, logits } = await done('infer row.csv --on reference');
      expect(own).toBe(label);
      const order = [...tableFeatures.keys()].reverse();
      const header = ['note', ...order.map((i) => tableFeatures[i])].join(';');
      const row = ['x', ...order.map((i) => String(values[i]).replace('.', ','))].join(';');
      await write('row.csv', `${header}\n${row}\n`);
      expect((await done('infer row.csv --on virtual:up5k')).logits).toEqual(logits);
    }
  });

  it('is not a picture: neither is taken for the other', async () => {
    await write('row.csv', '1,2,3');
    await write('p.png', 'not read');
    expect((await run('infer row.csv --on reference')).json().error).toMatchObject({
      code: 'TABLE_ROW_INVALID',
      message: expect.stringContaining('has 3 columns; give 5: only the features, in the order "speed", "pressure"'),
    });
    expect((await run('infer p.png --on reference')).json().error?.message).toContain(
      'it is a picture, but the image takes a row of "speed", "pressure", "current", "temperature", "level"',
    );
    await write('row.csv', '1,2,NaN,4,5');
    expect((await run('infer row.csv --on reference')).json().error).toMatchObject({
      code: 'TABLE_VALUE_INVALID',
      message: expect.stringContaining('column "current" holds "NaN"'),
    });
    expect((await run('validate --on reference --robustness')).json().error).toMatchObject({
      code: 'CLI_NO_ROBUSTNESS',
      message: expect.stringContaining('takes rows of a table, which have no brightness'),
    });
    for (const method of ['zero-shot', 'munge'])
      expect((await run(`distill --method ${method} --out other`)).json().error?.message).toMatch(/floats|teacher/);
  });

  it('of other features is refused, also where there are as many, and where they come as a file of samples', async () => {
    await write('other.csv', drawTable(60).replace('pressure', 'force'));
    const { error } = (await run('validate --on reference --data other.csv')).json();
    expect(error).toMatchObject({ code: 'CLI_INPUT_FOREIGN_DATA' });
    expect(error?.message).toContain(
      'other.csv has the feature "force" as number 2, but the image takes the feature "pressure" as number 2',
    );
    await write('fewer.csv', drawTable(60).replaceAll(/^[^,\n]*,/gm, ''));
    expect(
      (await run('trace retort-out/student.retort --on virtual:up5k --data fewer.csv')).json().error?.message,
    ).toContain(
      'has 4 features of a table, "pressure", "current", "temperature", "level", but the image takes 5 features of a table',
    );
    expect((await run('validate --on reference --data glyphs')).json().error?.message).toContain(
      'glyphs has no features of a table, but the image takes 5 features of a table',
    );
    const { train, shape, classes, preprocessing } = await loadDataset(join(folder, 'own.csv'));
    const { features, ...spread } = preprocessing as FeaturePreprocessing;
    const save = (name: string, names: readonly string[]) =>
      saveSamples(join(folder, name), train, { shape, classes, preprocessing: { ...spread, features: names } });
    await save('same.safetensors', features);
    await save('foreign.safetensors', features.with(4, 'height'));
    const teacher = '--teacher retort-out/teacher.safetensors';
    const same = await done(`validate --on reference ${teacher} --data same.safetensors`);
    expect(same.bitExact).toBe(same.total);
    expect((await run('validate --on reference --data foreign.safetensors')).json().error).toMatchObject({
      code: 'CLI_INPUT_FOREIGN_DATA',
    });
  });

  it('has a decision tree that asks about its features in their units, exact in int8', async () => {
    await done('teacher --data own.csv --epochs 12 --out tree');
    const { tree } = (await done('distill --student tree:4 --method tree --out tree')) as unknown as {
      tree: { accuracy: number; leaves: number };
    };
    expect(tree.accuracy).toBeGreaterThan(0.8);
    expect((await done('quantize --out tree')).int8Accuracy).toBe(tree.accuracy);
    await done('pack --out tree');
    const validated = await done('validate --on virtual:up5k --out tree --report tree.html');
    expect(validated.bitExact).toBe(validated.total);
    expect(await readFile(join(folder, 'tree.html'), 'utf8')).toContain('Each decision asks about a feature');
    const { stdout } = await runRetort(['tree', '--out', 'tree'], { cwd: folder });
    expect(stdout).toMatch(/^feature "\w+" ≤ -?\d+(\.\d+)?(e-?\d+)?:$/m);
    const read = (await done('tree --out tree')) as unknown as {
      features: string[];
      tree: { threshold: number; feature: number };
    };
    expect(read.features).toEqual(tableFeatures);
    const values = drawRows(600, 1).map((row) => row.values[read.tree.feature]);
    expect(read.tree.threshold).toBeGreaterThan(Math.min(...values));
    expect(read.tree.threshold).toBeLessThan(Math.max(...values));
  });

  it('has a robust student, whose step is a share of each feature’s range', async () => {
    await done('teacher --data own.csv --epochs 12 --out robust');
    const { method, runs } = (await done('distill --method robust --epochs 12 --out robust')) as unknown as {
      method: string;
      runs: { studentAccuracy: number }[];
    };
    expect(method).toMatch(/^robust/);
    expect(runs[0].studentAccuracy).toBeGreaterThan(0.6);
  });

  it('takes a teacher’s outputs from outside', async () => {
    const { train, validation, test } = await loadDataset(join(folder, 'own.csv'));
    const rows = [train, validation, test].flatMap(({ labels }) =>
      Array.from(labels, (label) => [0, 1, 2].map((c) => (c === label ? 4 : 0)).join()),
    );
    await write(
      'logits.csv',
      `${rows.slice(0, train.labels.length + validation.labels.length).join('\n')}\n${rows.slice(-test.labels.length).join('\n')}\n`,
    );
    const asked = await done('teacher --data own.csv --from logits.csv --out outside');
    expect(asked.teacherAccuracy).toBe(1);
    await done('distill --epochs 8 --out outside');
  });
});
