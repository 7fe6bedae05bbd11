// The run folder: one file per artifact, with fixed names, so that each command finds the previous one's output.

import { existsSync } from 'node:fs';
import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { RetortError } from '../../../proto/retort-error.ts';
import { DiskError } from '../../artifact/write-file.ts';

export const DEFAULT_RUN_FOLDER = 'retort-out';

const FILES = {
  teacher: { name: 'teacher.safetensors', madeBy: 'retort teacher' },
  teacherOutputs: { name: 'teacher-outputs.safetensors', madeBy: 'retort teacher' },
  scratch: { name: 'student-scratch.safetensors', madeBy: 'retort distill' },
  student: { name: 'student.safetensors', madeBy: 'retort distill' },
  learnedFrom: { name: 'student-samples.safetensors', madeBy: 'retort distill' },
  quantized: { name: 'student.int8.safetensors', madeBy: 'retort quantize' },
  image: { name: 'student.retort', madeBy: 'retort pack' },
  report: { name: 'report.html', madeBy: 'retort validate --report' },
} as const;

export type Artifact = keyof typeof FILES;

class MissingArtifactError extends RetortError {
  readonly code = 'CLI_MISSING_FILE';
  readonly category = 'input';
  override readonly name = 'MissingArtifactError';
  readonly path: string;

  constructor(path: string, nextStep: string) {
    super(`${path} does not exist: ${nextStep}`);
    this.path = path;
  }
}

/** Ample for the artifacts of one run. */
const ROOM_BYTES = 2 ** 25;

/**
 * Creates the folder and checks that a run's artifacts fit, so that no training run ends with a result that cannot be
 * saved.
 * @throws DiskError
 */
export async function prepareRunFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new DiskError(
      folder,
      error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason',
      error,
    );
  }
  const { blocks, bavail, bsize } = await statfs(folder);
  if (blocks > 0 && bavail * bsize < ROOM_BYTES) throw new DiskError(folder, 'ENOSPC', undefined);
}

/**
 * Where a run's artifacts are read from, whether they are there or not: all but the report, which is written again each
 * time.
 */
export function artifactsOf(folder: string): string[] {
  return Object.entries(FILES).flatMap(([artifact, { name }]) => (artifact === 'report' ? [] : [join(folder, name)]));
}

/** Where `artifact` is to be written. */
export function pathToWrite(folder: string, artifact: Artifact): string {
  return join(folder, FILES[artifact].name);
}

/** `given`, or the artifact in the run folder. @throws MissingArtifactError that names the command which makes it */
export function pathToRead(folder: string, artifact: Artifact, given?: string): string {
  const path = given ?? join(folder, FILES[artifact].name);
  if (!existsSync(path)) {
    const { madeBy } = FILES[artifact];
    throw new MissingArtifactError(
      path,
      given ? 'check the path' : `create it with '${madeBy} --out ${folder}', or name another run folder with --out`,
    );
  }
  return path;
}
