// What a run needs to go on where it stopped: weights, Adam's moments and the epochs done, in one safetensors file per run.
import { readFile } from 'node:fs/promises';
import { decodeSafetensors, encodeSafetensors, type Tensor } from '../artifact/safetensors.ts';
import { writeFileAtomically } from '../artifact/write-file.ts';
import type { Weights } from '../network/network.ts';
import type { AdamState } from './adam.ts';
import { CheckpointMismatchError } from './training-errors.ts';

export interface Checkpoint {
  readonly epochsDone: number;
  readonly weights: Weights;
  readonly adam: AdamState;
}

const weightPrefix = 'weights/';
const kind = 'retort training checkpoint';

/** @param runDigest names everything that decides the run's result. @throws DiskError */
export async function saveCheckpoint(path: string, runDigest: string, checkpoint: Checkpoint): Promise<void> {
  const { weights, adam, epochsDone } = checkpoint;
  const float32 = (data: Float32Array, shape: readonly number[] = [data.length]): Tensor => ({
    dtype: 'F32',
    shape,
    data,
  });
  const tensors = new Map<string, Tensor>([
    ['adam/mean', float32(adam.mean)],
    ['adam/square', float32(adam.square)],
    ['progress', { dtype: 'I32', shape: [2], data: Int32Array.of(epochsDone, adam.updates) }],
  ]);
  for (const [name, { shape, data }] of weights) tensors.set(weightPrefix + name, float32(data, shape));
  await writeFileAtomically(path, encodeSafetensors(tensors, { kind, runDigest }));
}

/**
 * `undefined` where there is no such file: the run then starts at its beginning.
 * @throws CheckpointMismatchError where another run wrote it, SafetensorsError
 */
export async function loadCheckpoint(path: string, runDigest: string): Promise<Checkpoint | undefined> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (!bytes) return undefined;
  const { tensors, metadata } = decodeSafetensors(bytes, path);
  if (metadata.kind !== kind) throw new CheckpointMismatchError(path, 'it is no checkpoint of a training');
  if (metadata.runDigest !== runDigest) {
    throw new CheckpointMismatchError(path, 'it was written with another network, data set, loss, seed or setting');
  }
  const floats = (name: string) => tensors.get(name)?.data as Float32Array;
  const [epochsDone, updates] = tensors.get('progress')?.data ?? [];
  const weights = [...tensors]
    .filter(([name]) => name.startsWith(weightPrefix))
    .map(([name, { shape }]) => [name.slice(weightPrefix.length), { shape, data: floats(name) }] as const);
  return {
    epochsDone,
    weights: new Map(weights),
    adam: { mean: floats('adam/mean'), square: floats('adam/square'), updates },
  };
}
