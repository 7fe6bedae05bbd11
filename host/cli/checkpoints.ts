// What a command keeps of its trainings until it has ended: one checkpoint each in the run folder, from which the same command goes on.

import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InterruptedError } from './interrupt.ts';
import type { CommandContext } from './run-command.ts';

const FOLDER = 'checkpoints';

/** @param training unique in the run folder */
export function checkpointPath(folder: string, training: string): string {
  return join(folder, FOLDER, `${training}.safetensors`);
}

/**
 * Runs a command's work: its checkpoints are there while it runs, stay when it is interrupted or fails, and go when it has succeeded.
 * @param own how the names of the command's trainings begin: others' checkpoints stay
 * @throws InterruptedError, which says where they are; what `work` throws
 */
export async function keepCheckpoints<Result>(
  folder: string,
  { output, signal }: CommandContext,
  own: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  const checkpoints = join(folder, FOLDER);
  // Whether they are this command's, each training finds out for itself.
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
