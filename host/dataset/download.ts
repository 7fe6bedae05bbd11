// Downloads one published file into memory and accepts it only with its published size and SHA-256. Where it is kept is the caller's matter.
import { grouped } from '../../proto/numbers.ts';
import { sha256 } from '../artifact/digest.ts';
import { ChecksumError, DownloadFailedError, TruncatedFileError } from './errors.ts';
import type { PublishedFile } from './named-sets.ts';

export interface DownloadEvent {
  readonly type: 'download';
  readonly url: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

export interface DownloadOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: DownloadEvent) => void;
  /** Gives up when nothing arrives for so long; 20,000 by default. */
  readonly stallMs?: number;
}

/** @throws DownloadFailedError, TruncatedFileError, ChecksumError; the signal's reason when aborted */
export async function downloadFile(
  url: string,
  file: PublishedFile,
  options: DownloadOptions = {},
): Promise<Uint8Array> {
  const { signal, onEvent, stallMs = 20_000 } = options;
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(), stallMs);
  const bytes = new Uint8Array(file.bytes);
  let received = 0;
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any(signal ? [signal, stalled.signal] : [stalled.signal]),
    });
    if (!response.ok || response.body === null) throw new DownloadFailedError(url, `HTTP status ${response.status}`);
    for await (const chunk of response.body) {
      timer.refresh();
      if (received + chunk.length > bytes.length) {
        throw new DownloadFailedError(url, `the file is longer than the published ${grouped(file.bytes)} bytes`);
      }
      bytes.set(chunk, received);
      received += chunk.length;
      onEvent?.({ type: 'download', url, receivedBytes: received, totalBytes: file.bytes });
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof DownloadFailedError) throw error;
    throw new DownloadFailedError(
      url,
      stalled.signal.aborted ? `no data arrived for ${grouped(stallMs)} ms` : reasonOf(error),
      error,
    );
  } finally {
    clearTimeout(timer);
  }
  if (received < file.bytes) throw new TruncatedFileError(url, file.bytes, received);
  const actual = sha256(bytes);
  if (actual !== file.sha256) throw new ChecksumError(url, file.sha256, actual);
  return bytes;
}

/** fetch says "fetch failed" and keeps the reason (ENOTFOUND, ECONNREFUSED …) in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
