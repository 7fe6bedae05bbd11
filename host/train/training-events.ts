// What a training run reports while it is running. Epochs and steps count from 1.

interface Progress {
  readonly epoch: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly loss: number;
  /** Of the training samples when they were trained on: the value of the task's score, such as the fraction that was right. */
  readonly accuracy: number;
  /** Since the epoch began, or went on. */
  readonly imagesPerSecond: number;
  /** Of the whole run, at this speed. */
  readonly secondsLeft: number;
}

/** Before the first step, where tfjs has to compute the loss since no graph can: training takes a second forward pass. */
export interface FallbackEvent {
  readonly type: 'fallback';
  readonly epoch: number;
  readonly epochs: number;
  readonly reason: string;
}

/** Loss and accuracy are the batch's. */
export interface StepEvent extends Progress {
  readonly type: 'step';
  readonly step: number;
  readonly steps: number;
}

/** Loss and accuracy are means over the epoch; where it was interrupted, over its steps since. */
export interface EpochEvent extends Progress {
  readonly type: 'epoch';
  readonly terms: Readonly<Record<string, TermReport>>;
  /** By name, in the order of the network: the layers with weights that learn or a ReLU. */
  readonly layers: Readonly<Record<string, LayerReport>>;
  /** Of the loss's own weights, such as a regressor's, by name; absent where it has none. */
  readonly own?: Readonly<Record<string, OwnReport>>;
  /** In the epoch's last batch, on which gradient norms and dead units are measured: after its update, with its dropout and augmentation. */
  readonly samplesMeasured: number;
  /** After the epoch's updates; there where the training was given a validation split. */
  readonly validation?: { readonly correct: number; readonly total: number };
}

export interface TermReport {
  /** Mean over the epoch. */
  readonly value: number;
  /** Euclidean norm of this term's gradient by all weights, on the epoch's last batch, after its update. */
  readonly gradientNorm: number;
}

export interface OwnReport {
  /** As in LayerReport. */
  readonly gradientNorm: number;
  readonly weightNorm: number;
  /** How many numbers the weight holds. */
  readonly values: number;
}

export interface LayerReport {
  /** Euclidean norm of the whole loss's gradient by all weights of the layer, before decay and clipping; 0 where it has none. */
  readonly gradientNorm: number;
  /** Euclidean norm of all weights of the layer that learn; 0 where it has none. */
  readonly weightNorm: number;
  /** Share, 0 … 1, of the units that put out 0 at every position of every sample measured; absent without relu or relu6. */
  readonly deadUnits?: number;
  /** Output channels; there where `deadUnits` is. */
  readonly units?: number;
}

export type TrainingEvent = StepEvent | EpochEvent | FallbackEvent;
