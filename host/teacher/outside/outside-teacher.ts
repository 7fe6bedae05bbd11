// What a teacher from outside is, whatever its files: a model that can be asked, or rows that it has left. Knows no format.
import type { Preprocessing } from '../../dataset/dataset.ts';
import type { TrainedNetwork } from '../../network/network.ts';
import type { tf } from '../../tensorflow/tensorflow.ts';
import type { OutsideOrigin, TeacherOutputs } from '../teacher-outputs.ts';

export interface OutsideModel {
  readonly kind: OutsideOrigin['kind'];
  /** The path, as errors name it. */
  readonly source: string;
  /** SHA-256 of its files; see digest-files.ts. */
  readonly digest: string;
  /** Of one sample, without the batch; null where any length will do. */
  readonly inputShape: readonly (number | null)[];
  /** The most samples that it takes at once. */
  readonly largestBatch: number;
  /** Whether what it puts out is known to be logits; else the rows tell. */
  readonly givesLogits: boolean;
  /** The model as a Retort network, which can run in a training step; absent if it cannot be converted. */
  readonly trained?: TrainedNetwork;
  /** Images [batch, …] to its outputs [batch · classes], row by row. Leaves no tensor. */
  run(images: tf.Tensor): Float32Array;
  dispose(): void;
}

/** Outputs that were computed elsewhere. */
export interface OutsideRows {
  readonly kind: OutsideOrigin['kind'];
  readonly source: string;
  readonly digest: string;
  readonly classes: number;
  /** [rows, classes] */
  readonly values: Float32Array;
  /** Which sample each row is of; absent where row i is the sample with id i. */
  readonly ids?: Int32Array;
  /** Of the data set that they are for, where the file says. */
  readonly datasetDigest?: string;
}

export interface OutsideChoices {
  /** In place of the data set's. */
  readonly preprocessing?: Preprocessing;
  /** What the outputs are; the rows tell where absent. */
  readonly output?: OutputKind;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export type OutputKind = 'logits' | 'probabilities';

/** Teacher outputs that say where they are from. */
export type OutsideOutputs = TeacherOutputs & { readonly outside: OutsideOrigin };
