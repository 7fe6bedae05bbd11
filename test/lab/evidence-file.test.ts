import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellPath } from '../../host/lab/cell-files.ts';
import { readJson, writeJson } from '../../host/lab/json-file.ts';
import { type Evidence, keepCell, packEvidence, textOf, unpackEvidence } from '../bench/methods/evidence-file.ts';
import { constructCells } from './constructed-cells.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-evidence-'));
});
afterAll(() => rm(folder, { recursive: true }));

const empty: Evidence = { experiment: 'constructed', notes: [], fixed: [], teachers: [], cells: [] };
const cells = constructCells({ errors: [200, 210, undefined] });
const write = (run: string, all: typeof cells) =>
  Promise.all(all.map((cell) => writeJson(cellPath(join(folder, run), cell.configuration, cell.digest), cell)));

describe('the file of an experiment', () => {
  it('holds each cell of a run folder in a line, with the last epoch of its course and the digest of its whole file', async () => {
    await write('run', cells);
    const packed = await packEvidence(empty, join(folder, 'run'));
    expect(packed.cells.map(({ configuration }) => configuration.seed).sort()).toEqual([1, 2, 3]);
    const [first] = packed.cells;
    expect(first.figures!.history).toMatchObject([{ stage: 'student', epochs: [{ epoch: 3 }] }]);
    expect(first).toEqual(keepCell(cells.find(({ digest }) => digest === first.digest)!));
    const lines = textOf(packed).split('\n');
    for (const { digest } of cells)
      expect(lines.filter((line) => line.includes(`"digest":"${digest}"`))).toHaveLength(1);
  });

  it('is refused with a figure changed', async () => {
    const text = textOf(await packEvidence(empty, join(folder, 'run')));
    const path = join(folder, 'evidence.json');
    await writeFile(path, text);
    expect((await readJson<Evidence>(path))!.cells).toHaveLength(3);
    await writeFile(path, text.replace('"correct":9800', '"correct":9900'));
    await expect(readJson(path)).rejects.toThrow('its digest is');
  });

  it('keeps what it has where the run folder has it too, and takes figures that it lacked', async () => {
    const before = { ...empty, cells: cells.map(keepCell) };
    const [one, , three] = constructCells({ errors: [1, 2, 3] });
    await write('later', [one, three]);
    const packed = await packEvidence(before, join(folder, 'later'));
    expect(packed.cells.map(({ figures }) => figures!.test.correct)).toEqual([9800, 9790, 9997]);
  });

  it('gives a run folder the cells that it lacks, which come back with the digest of their whole file', async () => {
    const evidence = { ...empty, cells: cells.map(keepCell) };
    const run = join(folder, 'unpacked');
    await unpackEvidence(evidence, run);
    expect(await readdir(join(run, 'cells'))).toHaveLength(3);
    expect(await packEvidence(evidence, run)).toEqual(evidence);
  });
});
