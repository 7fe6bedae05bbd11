// Outputs never replace what a command reads: files are compared by device and inode, so no other spelling, link or mount hides the same file.

import { type BigIntStats, realpathSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { RetortError } from '../../../proto/retort-error.ts';

/** What a command is to write is one of its inputs, or lies in one. */
export class OutputIsInputError extends RetortError {
  readonly code = 'CLI_OUTPUT_IS_INPUT';
  readonly category = 'usage';
  override readonly name = 'OutputIsInputError';
  readonly output: string;
  readonly input: string;

  constructor(output: string, input: string, isInside: boolean) {
    super(
      `${output} is ${isInside ? 'a file in' : 'the same as'} ${input}, which this command reads: choose another output path`,
    );
    this.output = output;
    this.input = input;
  }
}

/**
 * @param output a file or folder that is to be written
 * @param inputs files and folders that are read; `undefined` for one that was not named
 * @throws OutputIsInputError
 */
export async function refuseOverwrite(output: string, inputs: readonly (string | undefined)[]): Promise<void> {
  const there = await statOf(output);
  if (there === undefined) return;
  for (const input of inputs) {
    const read = input === undefined ? undefined : await statOf(input);
    if (input === undefined || read === undefined) continue;
    if (read.dev === there.dev && read.ino === there.ino) throw new OutputIsInputError(output, input, false);
    if (read.isDirectory() && there.isFile() && isInside(output, input))
      throw new OutputIsInputError(output, input, true);
  }
}

/** `undefined` where nothing is there. */
async function statOf(path: string): Promise<BigIntStats | undefined> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return;
    throw error;
  }
}

function isInside(file: string, folder: string): boolean {
  return realpathSync(file).startsWith(`${realpathSync(folder)}${sep}`);
}
