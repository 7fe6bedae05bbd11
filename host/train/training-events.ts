// What a training reports while it runs. Epochs and steps count from 1.

interface Progress {
  readonly epoch: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly loss: number;
  /** Fraction of the training samples that were right when they were trained on. */
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

/** Loss and accuracy are means over the epoch. */
export interface EpochEvent extends Progress {
  readonly type: 'epoch';
  readonly terms: Readonly<Record<string, TermReport>>;
}

export interface TermReport {
  /** Mean over the epoch. */
  readonly value: number;
  /** Euclidean norm of this term's gradient by all weights, on the epoch's last batch, after its update. */
  readonly gradientNorm: number;
}

export type TrainingEvent = StepEvent | EpochEvent | FallbackEvent;
