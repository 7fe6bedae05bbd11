// Keeps one checkpoint per training run in the run folder until the command succeeds; the same command resumes from
// them.

import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InterruptedError } from '../interrupt.ts';
import type { CommandContext } from '../run-command.ts';

const FOLDER = 'checkpoints';

/** @param training unique in the run folder */
export function checkpointPath(folder: string, training: string): string {
  return join(folder, FOLDER, `${training}.safetensors`);
}

/**
 * Runs a command's work: its checkpoints are there while it runs, stay when it is interrupted or fails, and go when it has succeeded.
 * @param own prefixes of the names of this command's training runs; checkpoints of others stay
 * @throws InterruptedError, which says where they are; what `work` throws
 */
export async function keepCheckpoints<Result>(
  folder: string,
  { output, signal }: CommandContext,
  own: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  const checkpoints = join(folder, FOLDER);
  // Each training run checks for itself whether they belong to this command.
  if (await hasFiles(checkpoints)) {
    output.note(`interrupted before: the same command resumes from ${checkpoints}; delete that folder to start over`);
  }
  await mkdir(checkpoints, { recursive: true });
  try {
    const result = await work();
    for (const name of await readdir(checkpoints)) {
      if (own.some((start) => name.startsWith(start))) await rm(join(checkpoints, name), { recursive: true });
    }
    if (!(await hasFiles(checkpoints))) await rm(checkpoints, { recursive: true });
    return result;
  } catch (error) {
    if (!(await hasFiles(checkpoints))) await rm(checkpoints, { recursive: true, force: true });
    else if (signal.aborted) throw new InterruptedError(checkpoints);
    throw error;
  }
}

async function hasFiles(folder: string): Promise<boolean> {
  return existsSync(folder) && (await readdir(folder)).length > 0;
}
