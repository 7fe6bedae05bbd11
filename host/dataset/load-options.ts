// What a caller can ask of `loadDataset`, and what it is told on the way.
import type { DataSettings } from './data-settings.ts';
import type { DownloadEvent } from './download.ts';

/** Pictures or lines of a user's own data set that have been read so far. */
export interface ReadEvent {
  readonly type: 'read';
  readonly path: string;
  readonly samples: number;
}

export type DatasetEvent = DownloadEvent | ReadEvent;

export interface LoadOptions extends DataSettings {
  /** The folder to look in first for a named set. */
  readonly dataDir?: string;
  /** A mirror: the URL of the folder from which a named set's files are downloaded instead of from its home. */
  readonly home?: string;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: DatasetEvent) => void;
}
