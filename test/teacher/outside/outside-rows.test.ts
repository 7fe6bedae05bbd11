import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../../host/artifact/digest.ts';
import { readRows } from '../../../host/teacher/outside/read-rows.ts';
import { recognizeKind } from '../../../host/teacher/outside/recognize-kind.ts';
import { sortOutsideRows } from '../../../host/teacher/outside/sort-outside-rows.ts';
import { loadTeacherOutputs, saveTeacherOutputs } from '../../../host/teacher/teacher-outputs.ts';
import { createTinyDataset } from '../../support/tiny-dataset.ts';
import { writeNpy } from '../../support/write-npy.ts';

const dataset = createTinyDataset();
const total = 300 + 60 + 120;
/** Row i is [i, −i, 0.5]. */
const rows = Float32Array.from({ length: 3 * total }, (_, i) => [Math.floor(i / 3), -Math.floor(i / 3), 0.5][i % 3]);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-rows-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('a file of outputs', () => {
  it.each(['npy', 'csv'] as const)('.%s: row i is of the sample with id i, whatever split that is in', async (kind) => {
    const text = Array.from({ length: total }, (_, i) => `${i}, ${-i}, 0.5`);
    const content = kind === 'npy' ? writeNpy(Float64Array.from(rows), [total, 3]) : `a,b,c\n${text.join('\n')}\n`;
    const path = await write(`rows.${kind}`, content);
    const outputs = sortOutsideRows(await readRows(path, kind), dataset, dataset.test);
    expect(outputs).toMatchObject({
      classes: 3,
      datasetDigest: dataset.digest,
      teacherDigest: sha256(Buffer.from(content)),
      outside: { kind, source: path, output: 'logits' },
    });
    expect(outputs.ids).toEqual(dataset.test.ids);
    expect(outputs.logits.slice(0, 6)).toEqual(Float32Array.of(360, -360, 0.5, 361, -361, 0.5));
  });

  it('.safetensors of a run keeps the digest of its teacher, and says where it is from once saved again', async () => {
    const path = join(folder, 'teacher-outputs.safetensors');
    const { ids } = dataset.test;
    const known = {
      ids,
      logits: rows.slice(0, 3 * ids.length),
      classes: 3,
      teacherDigest: 'a'.repeat(64),
      datasetDigest: dataset.digest,
    };
    await saveTeacherOutputs(path, known);
    const outputs = sortOutsideRows(await readRows(path, 'safetensors'), dataset, dataset.test);
    expect(outputs).toMatchObject({ ...known, outside: { kind: 'safetensors', output: 'logits' } });
    await saveTeacherOutputs(path, outputs);
    expect(await loadTeacherOutputs(path)).toEqual(outputs);
    const asked = dataset.train;
    await expect(async () => sortOutsideRows(await readRows(path, 'safetensors'), dataset, asked)).rejects.toThrow(
      'the teacher outputs hold 120 samples, but not the one with id 0',
    );
    await saveTeacherOutputs(path, { ...known, datasetDigest: 'b'.repeat(64) });
    await expect(async () =>
      sortOutsideRows(await readRows(path, 'safetensors'), dataset, ids && asked),
    ).rejects.toThrow("the teacher outputs' data set is bbbbbbbbbbbb");
  });

  it('is refused with the expected count and order where rows are missing', async () => {
    const path = await write('few.npy', writeNpy(rows.slice(0, 300), [100, 3]));
    const file = await readRows(path, 'npy');
    expect(() => sortOutsideRows(file, dataset, dataset.test)).toThrow(
      'the number of rows is 100, but the data set has 480 samples. Write one row per sample: the 360 training samples ' +
        "(validation among them) in the data set's order, then the 120 test samples.",
    );
  });

  it('is refused where it has other classes', async () => {
    const path = await write('wide.npy', writeNpy(rows, [360, 4]));
    const file = await readRows(path, 'npy');
    expect(() => sortOutsideRows(file, dataset, dataset.test)).toThrow(
      'the number of columns is 4, but the data set has 3 classes',
    );
  });

  it.each([
    ['no numpy', Buffer.from('hello, here is text'), 'it does not start like a .npy file'],
    ['whole numbers', writeNpy(rows, [total, 3], { descr: '<i4' }), 'its elements are <i4, not float32 or float64'],
    ['big-endian', writeNpy(rows, [total, 3], { descr: '>f4' }), 'its elements are >f4'],
    ['objects', writeNpy(rows, [total, 3], { descr: '|O' }), 'its elements are |O'],
    ['columns first', writeNpy(rows, [total, 3], { fortran: true }), 'it is in Fortran order'],
    ['one axis', writeNpy(rows, [3 * total]), 'it has shape [1440]'],
    ['cut off', writeNpy(rows, [total, 3]).subarray(0, 1000), '480 × 3 elements take 5,760 bytes, but it has 872'],
    ['cut off in its header', writeNpy(rows, [total, 3]).subarray(0, 40), 'its header should end at byte 128 of 40'],
  ])('.npy: %s is refused', async (_, content, says) => {
    const path = await write('bad.npy', content);
    await expect(readRows(path, 'npy')).rejects.toMatchObject({
      code: 'OUTSIDE_TEACHER_FILE',
      message: expect.stringContaining(`${path} cannot be read as a teacher: ${says}`),
    });
  });

  it.each([
    ['1,2\n3', 'row 2 has 1 columns, but the first row has 2'],
    ['1,2\n3,x', 'row 2, column 2 holds "x"'],
    ['1,2\n3,nan', 'row 2, column 2 holds "nan"'],
    ['a,b\n', 'it has no rows of numbers'],
    ['"1,2\n', 'it is not CSV'],
  ])('.csv: %j is refused', async (content, says) => {
    const path = await write('bad.csv', content);
    await expect(readRows(path, 'csv')).rejects.toThrow(says);
  });
});

describe('a path', () => {
  it.each([
    ['nothing.npy', 'there is no such file or folder. Check the path.'],
    ['model.onnx', 'files ending in ".onnx" are not supported. Compute its outputs for every sample'],
    ['model.bin', 'files ending in ".bin" are not supported. Name a folder with model.json'],
    ['', 'it holds '],
  ])('%s is refused with what to name instead', async (name, says) => {
    for (const made of ['model.onnx', 'model.bin']) await write(made, 'x');
    await expect(recognizeKind(join(folder, name))).rejects.toThrow(says);
  });
});
