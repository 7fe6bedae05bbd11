// Where `retort test --record FOLDER` puts its records: FOLDER/BOARD, the board by its name or URL. `--replay` takes FOLDER, or one board's.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RecordFileError } from './link-record.ts';

export function recordFolderOf(folder: string, board: string): string {
  return join(folder, board.replaceAll(/[^\w.-]+/g, '-'));
}

/** The folders of the boards whose records are in `folder`, or `folder` itself if they are one board's. @throws RecordFileError */
export function recordedBoards(folder: string): readonly string[] {
  if (hasRecords(folder)) return [folder];
  const boards = listFolder(folder)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .filter(hasRecords);
  if (boards.length === 0) throw new RecordFileError(folder, 'it has no .jsonl file, nor has a folder in it');
  return boards;
}

function hasRecords(folder: string): boolean {
  return listFolder(folder).some(({ name }) => name.endsWith('.jsonl'));
}

function listFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new RecordFileError(folder, (error as Error).message, error);
  }
}
