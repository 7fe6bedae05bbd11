// Reads a file that the user named.

import { readFile } from 'node:fs/promises';
import { RetortError } from '../../proto/retort-error.ts';

export class InputFileError extends RetortError {
  readonly code = 'CLI_INPUT_FILE';
  readonly category = 'input';
  override readonly name = 'InputFileError';
  readonly path: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(`${path} cannot be read: ${reason}`, { cause });
    this.path = path;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; check the path',
  EISDIR: 'it is a folder; name a file',
  EACCES: 'this user may not; check its permissions',
};

/** @throws InputFileError */
export async function readInputFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new InputFileError(path, REASONS[code] ?? String(error), error);
  }
}
