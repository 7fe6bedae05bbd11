// What a run needs to resume where it stopped: weights, optimizer state and the steps done, in one safetensors file per
// run.
import { InputFileError, readOutsideFile } from '../artifact/read-outside-file.ts';
import { decodeSealedSafetensors, encodeSealedSafetensors, type Tensor } from '../artifact/safetensors.ts';
import { writeFileAtomically } from '../artifact/write-file.ts';
import type { Weight } from '../network/network.ts';
import type { EngineState } from './engine.ts';
import { CheckpointMismatchError } from './training-errors.ts';

export interface Checkpoint extends EngineState {
  /** Over the whole run. */
  readonly stepsDone: number;
}

const kind = 'retort training checkpoint, version 2';

/** @param runDigest names everything that decides the run's result. @throws DiskError */
export async function saveCheckpoint(path: string, runDigest: string, checkpoint: Checkpoint): Promise<void> {
  const { weights, own, optimizer, stepsDone } = checkpoint;
  const tensors = new Map<string, Tensor>([['progress', { dtype: 'I32', shape: [1], data: Int32Array.of(stepsDone) }]]);
  for (const [group, values] of Object.entries({ weights, own, optimizer })) {
    for (const [name, { shape, data }] of values) tensors.set(`${group}/${name}`, { dtype: 'F32', shape, data });
  }
  await writeFileAtomically(path, encodeSealedSafetensors(tensors, { kind, runDigest }));
}

/**
 * `undefined` where there is no such file: the run then starts from the beginning.
 * @throws CheckpointMismatchError where another run wrote it, InputFileError, SafetensorsError
 */
export async function loadCheckpoint(path: string, runDigest: string): Promise<Checkpoint | undefined> {
  const bytes = await readOutsideFile(path, 'weights').catch((error: unknown) => {
    if (!(error instanceof InputFileError && error.reason === 'ENOENT')) throw error;
  });
  if (!bytes) return undefined;
  const { tensors, metadata } = decodeSealedSafetensors(bytes, path);
  if (metadata.kind !== kind) throw new CheckpointMismatchError(path, 'it is not a training checkpoint');
  if (metadata.runDigest !== runDigest) {
    throw new CheckpointMismatchError(path, 'it was written with a different network, data set, loss, seed or setting');
  }
  const groupOf = (group: string) =>
    [...tensors]
      .filter(([name]) => name.startsWith(`${group}/`))
      .map(([name, { shape, data }]): [string, Weight] => [
        name.slice(group.length + 1),
        { shape, data: data as Float32Array },
      ]);
  const [stepsDone] = tensors.get('progress')?.data ?? [];
  const [weights, own, optimizer] = ['weights', 'own', 'optimizer'].map((group) => new Map(groupOf(group)));
  return { stepsDone, weights, own, optimizer };
}
