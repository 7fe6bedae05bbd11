// Reads a file that somebody else may have made: a regular file only, up to a size stated for its use, never waiting for a writer.
// What is in it is its reader's matter.

import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';

const mebibyte = 2 ** 20;

/** What a file is read as, and the most bytes that it may have then. */
const uses = {
  image: { what: 'a student image', largest: 64 * mebibyte },
  model: { what: 'a .tflite model', largest: 512 * mebibyte },
  weights: { what: 'a file of weights or outputs', largest: 2048 * mebibyte - 1 },
  description: { what: "a model's description", largest: 64 * mebibyte },
  tensors: { what: 'raw input tensors', largest: 1024 * mebibyte },
  picture: { what: 'a picture', largest: 256 * mebibyte },
  text: { what: 'labels, settings or results', largest: 16 * mebibyte },
} as const;

export type FileUse = keyof typeof uses;

interface Sizes {
  readonly size?: number;
  readonly cap?: number;
}

/** A file that is missing, not a regular file, too large or not readable. */
export class InputFileError extends RetortError {
  readonly code = 'CLI_INPUT_FILE';
  readonly category = 'input';
  override readonly name = 'InputFileError';
  readonly path: string;
  /** The operating system's code, such as `ENOENT`. */
  readonly reason?: string;
  /** Bytes that the file has, at least. */
  readonly size?: number;
  /** The most bytes that it may have. */
  readonly cap?: number;

  /** @param problem ends in the next step */
  constructor(path: string, problem: string, { size, cap, cause }: Sizes & { readonly cause?: unknown } = {}) {
    super(`${path} cannot be read: ${problem}`, { cause });
    this.path = path;
    if (cause instanceof Error && 'code' in cause) this.reason = String(cause.code);
    if (size !== undefined) this.size = size;
    if (cap !== undefined) this.cap = cap;
  }
}

const problems: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; check the path',
  ENOTDIR: 'a part of the path is a file, not a folder; check the path',
  EACCES: 'permission denied; check its permissions',
  EPERM: 'permission denied; check its permissions',
  ELOOP: 'its symbolic links form a loop; name the file itself',
  EAGAIN: 'reading it would block; copy its content to a regular file',
};

/** Conditions of the whole process, which are not this file's fault; they reach the command as they are. */
const ofTheProcess: readonly unknown[] = ['EMFILE', 'ENFILE', 'ENOMEM'];

/**
 * The whole file; symbolic links are followed. Folders, pipes, sockets and devices are refused before they are opened, because opening one
 * may wait for ever or change a device. The size is checked before reading and again while reading: files of /proc have size 0 and no end.
 * @param use decides the most bytes
 * @param signal looked at between parts of 4 MiB
 * @throws InputFileError; the signal's reason when aborted
 */
export async function readOutsideFile(path: string, use: FileUse, signal?: AbortSignal): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const file = await openRegularFile(path);
  try {
    const { size } = await file.stat();
    checkSize(path, use, size);
    return await readUpTo(file, path, use, size, signal);
  } catch (error) {
    throw explain(path, error);
  } finally {
    await file.close();
  }
}

/** The same as UTF-8. @throws InputFileError; the signal's reason when aborted */
export async function readOutsideText(path: string, use: FileUse, signal?: AbortSignal): Promise<string> {
  return new TextDecoder().decode(await readOutsideFile(path, use, signal));
}

/** @throws InputFileError where the files together have more bytes than one file of this use may have */
export function checkSize(path: string, use: FileUse, size: number): void {
  const { what, largest: cap } = uses[use];
  if (size <= cap) return;
  const most = `${grouped(Math.ceil(cap / mebibyte))} MiB`;
  throw new InputFileError(
    path,
    `it has ${grouped(size)} bytes, but ${what} has at most ${most}; check that it is the right file`,
    {
      size,
      cap,
    },
  );
}

async function openRegularFile(path: string): Promise<FileHandle> {
  try {
    refuseOtherKinds(path, await stat(path));
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
    try {
      refuseOtherKinds(path, await file.stat()); // It may have been replaced in between.
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  } catch (error) {
    throw explain(path, error);
  }
}

function refuseOtherKinds(path: string, found: Awaited<ReturnType<typeof stat>>): void {
  if (found.isFile()) return;
  if (found.isDirectory()) throw new InputFileError(path, 'it is a folder; name a file');
  const kind = found.isFIFO() ? 'a pipe' : found.isSocket() ? 'a socket' : 'a device';
  throw new InputFileError(path, `it is ${kind}; copy its content to a regular file, and name that`);
}

async function readUpTo(
  file: FileHandle,
  path: string,
  use: FileUse,
  size: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const partBytes = 4 * mebibyte;
  // One byte more, so that the end of a file which has not grown is seen without a copy.
  let bytes = new Uint8Array(size === 0 ? partBytes : size + 1);
  let length = 0;
  for (;;) {
    signal?.throwIfAborted();
    if (length === bytes.length) {
      const larger = new Uint8Array(Math.min(2 * length, uses[use].largest + 1) + partBytes);
      larger.set(bytes);
      bytes = larger;
    }
    const { bytesRead } = await file.read(bytes, length, Math.min(partBytes, bytes.length - length), null);
    if (bytesRead === 0) return bytes.subarray(0, length);
    length += bytesRead;
    checkSize(path, use, length);
  }
}

/** The operating system's errors in words; what is typed or aborted stays as it is. */
function explain(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof RetortError || !('syscall' in error && 'code' in error))
    return error;
  if (ofTheProcess.includes(error.code)) return error;
  const problem = problems[String(error.code)] ?? `the system reported ${error.code}; check the disk and the path`;
  return new InputFileError(path, problem, { cause: error });
}
