// Records the link of a leased board, or answers from a record instead: which of the two, and in which file, the settings say.
import { basename, join } from 'node:path';
import { openBoard } from '../../../device-bridge/session/board.ts';
import { BoardUnderTest } from '../board-under-test.ts';
import type { BoardOptions } from '../lease/board-options.ts';
import { type LeasedBoard, leaseBoard } from '../lease/lease-board.ts';
import { hilSettings } from '../settings.ts';
import { conversationsOf } from './exchanges.ts';
import { RecordFileError, readRecord, writeRecord } from './link-record.ts';
import { recordingWire } from './recording-wire.ts';
import { createReplayLink } from './replay-link.ts';

/** How many boards each test file of this process has had. */
const boardsOf = new Map<string, number>();

/** @param testPath of the test's file, which names the record @throws HilError */
export async function openTestBoard(options: BoardOptions, testPath = 'board'): Promise<LeasedBoard> {
  const number = (boardsOf.get(testPath) ?? 0) + 1;
  boardsOf.set(testPath, number);
  const { record, replay } = hilSettings();
  const file = `${basename(testPath)}-${number}.jsonl`;
  if (replay !== undefined) return replayBoard(join(replay, file));
  return record === undefined ? leaseBoard(options) : leaseRecorded(options, join(record, file));
}

async function leaseRecorded(options: BoardOptions, path: string): Promise<LeasedBoard> {
  const record = writeRecord(path);
  try {
    const { board, release } = await leaseBoard(options, recordingWire(record));
    return {
      board,
      async release() {
        await release();
        await record.close();
      },
    };
  } catch (error) {
    await record.close();
    throw error;
  }
}

/** Each opening is the next one of the record. */
async function replayBoard(path: string): Promise<LeasedBoard> {
  let opened = 0;
  const open = async () => {
    const conversation = conversationsOf(await readRecord(path))[opened++];
    if (!conversation) throw new RecordFileError(path, `it ends after ${opened - 1} openings of the link`);
    return openBoard(createReplayLink(conversation));
  };
  const board = await BoardUnderTest.open({ url: `record:${path}`, open, powerCycle: async () => {} });
  return { board, release: () => board.close() };
}
