// How a training can fail.

/** The loss or a weight is no longer a finite number. */
export class TrainingDivergedError extends Error {
  readonly code = 'TRAINING_DIVERGED';
  override readonly name = 'TrainingDivergedError';
  /** From 1. */
  readonly epoch: number;
  /** From 1, within the epoch. */
  readonly step: number;
  /** In that step. */
  readonly learningRate: number;

  constructor(what: string, epoch: number, step: number, learningRate: number, peak: number) {
    super(
      `training diverged: ${what} in epoch ${epoch}, step ${step}, at learning rate ${learningRate.toPrecision(3)}; ` +
        `train with a lower learning rate (${Number((peak / 10).toPrecision(3))} in place of ${peak})`,
    );
    this.epoch = epoch;
    this.step = step;
    this.learningRate = learningRate;
  }
}

/** A setting with which no training can start. */
export class TrainingSettingError extends Error {
  readonly code = 'TRAINING_SETTING_INVALID';
  override readonly name = 'TrainingSettingError';
  readonly setting: string;
  readonly value: unknown;

  constructor(setting: string, value: unknown, expected: string) {
    super(`${setting} is ${value}: it must be ${expected}`);
    this.setting = setting;
    this.value = value;
  }
}

/** A checkpoint that another run has written, or none at all. */
export class CheckpointMismatchError extends Error {
  readonly code = 'CHECKPOINT_MISMATCH';
  override readonly name = 'CheckpointMismatchError';
  readonly path: string;

  constructor(path: string, problem: string) {
    super(`cannot resume from ${path}: ${problem}; delete it to start anew, or name another file`);
    this.path = path;
  }
}
