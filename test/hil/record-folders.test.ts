import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordedBoards, recordFolderOf } from '../../host/hil/record/record-folders.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-records-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the folder of records', () => {
  it('has a folder per board, each of which can be replayed alone or with the others', async () => {
    const records = join(folder, 'records');
    const boards = ['serial:/dev/ttyUSB0?baud=3000000', 'virtual:up5k'].map((board) => recordFolderOf(records, board));
    for (const board of boards) {
      await mkdir(board, { recursive: true });
      await writeFile(join(board, 'board.test.ts-1.jsonl'), '');
    }
    await mkdir(join(records, 'something else'));
    expect(recordedBoards(records).toSorted()).toEqual(boards.toSorted());
    expect(recordedBoards(boards[0])).toEqual([boards[0]]);
  });

  it('is refused where it is not there, or has no record', async () => {
    await mkdir(join(folder, 'empty'));
    expect(() => recordedBoards(join(folder, 'empty'))).toThrow(
      /empty is not the record of a link .*it has no \.jsonl/,
    );
    expect(() => recordedBoards(join(folder, 'nowhere'))).toThrow(/nowhere is not the record of a link \(ENOENT/);
  });
});
