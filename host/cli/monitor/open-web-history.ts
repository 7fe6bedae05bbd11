// The history of `retort monitor --web`: where it is by default, and what is written into it.
import { join } from 'node:path';
import type { HistoryWriter, KeptStudent } from '../../web/history/history-writer.ts';
import type { History, OpenHistoryOptions } from '../../web/history/open-history.ts';
import { revealSecrets } from '../text/secret-urls.ts';
import { version } from '../version.ts';

/** In the run folder. */
const folderName = 'history';

/** The place of a history as it was given, with its password, or the run folder's. For connecting only. */
export function placeOfHistory(given: string | undefined, out: string): string {
  return given === undefined ? join(out, folderName) : revealSecrets(given);
}

/** @throws what openHistory throws */
export async function openHistoryAt(place: string, options: OpenHistoryOptions): Promise<History> {
  const { openHistory } = await import('../../web/history/open-history.ts');
  return openHistory(place, options);
}

/** Closing it closes `history`. */
export async function writeHistory(
  history: History,
  students: readonly KeptStudent[],
  keepDays: number,
): Promise<HistoryWriter> {
  const { openHistoryWriter } = await import('../../web/history/history-writer.ts');
  try {
    return await openHistoryWriter({ history, students, keepDays, program: `retort ${version}` });
  } catch (error) {
    await history.close();
    throw error;
  }
}
