// What can be wrong with a history before anything is written to it or read from it. Messages and fields hold no password: `where` is fit to be shown.
import { RetortError } from '../../../proto/retort-error.ts';
import { type FolderOwner, inUseText } from '../../artifact/folder-lock.ts';

/** Another process uses the folder: two on one PGlite folder would destroy it. */
export class HistoryBusyError extends RetortError {
  readonly code = 'WEB_HISTORY_BUSY';
  readonly category = 'environment';
  override readonly name = 'HistoryBusyError';
  readonly path: string;
  readonly pid: number;
  readonly command: string;

  constructor(folder: string, owner: FolderOwner, elsewhere: boolean) {
    const nextStep = 'end it first, name another with --history, or export from its page';
    super(inUseText(folder, `the history in ${folder}`, owner, elsewhere, nextStep));
    this.path = folder;
    this.pid = owner.pid;
    this.command = owner.command;
  }
}

/** Written by a later version of this program. */
export class HistoryTooNewError extends RetortError {
  readonly code = 'WEB_HISTORY_TOO_NEW';
  readonly category = 'environment';
  override readonly name = 'HistoryTooNewError';
  readonly schema: number;
  readonly known: number;

  constructor(where: string, schema: number, known: number) {
    super(
      `the history in ${where} has schema ${schema}, but this version of retort knows schemas up to ${known}: update retort, or name another history with --history`,
    );
    this.schema = schema;
    this.known = known;
  }
}

/** The database does not open, or does not answer. */
export class HistoryUnavailableError extends RetortError {
  readonly code = 'WEB_HISTORY_UNAVAILABLE';
  readonly category = 'environment';
  override readonly name = 'HistoryUnavailableError';
  readonly reason: string;

  constructor(where: string, reason: string) {
    super(
      `the history in ${where} cannot be opened: ${reason}; check the database, name another with --history, or go without (--no-history)`,
    );
    this.reason = reason;
  }
}

/** There is nothing to replay or to export. */
export class NoHistoryError extends RetortError {
  readonly code = 'WEB_NO_HISTORY';
  readonly category = 'input';
  override readonly name = 'NoHistoryError';

  constructor(where: string, what = 'holds no predictions and no events of that time') {
    super(`the history in ${where} ${what}: watch a board with "retort monitor --web" first, or name another history`);
  }
}
