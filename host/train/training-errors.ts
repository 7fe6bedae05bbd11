// How training can fail.

import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';

export interface DivergedAt {
  /** From 1. */
  readonly epoch: number;
  /** From 1, within the epoch. */
  readonly step: number;
  /** In that step. */
  readonly learningRate: number;
  /** The setting from which it follows. */
  readonly peak: number;
}

/** A checkpoint whose every number is finite. */
export interface LastGoodState {
  readonly path: string;
  /** Over the whole run. */
  readonly stepsDone: number;
}

/** The loss, a weight or what the optimizer keeps of one is no longer a finite number. */
export class TrainingDivergedError extends RetortError implements DivergedAt {
  readonly code = 'TRAINING_DIVERGED';
  readonly category = 'training';
  override readonly name = 'TrainingDivergedError';
  readonly epoch: number;
  readonly step: number;
  readonly learningRate: number;
  readonly peak: number;
  /** `undefined` where there is no checkpoint. */
  readonly lastGood: LastGoodState | undefined;
  readonly #what: string;

  constructor(what: string, at: DivergedAt, lastGood?: LastGoodState) {
    const { epoch, step, learningRate, peak } = at;
    const kept =
      lastGood &&
      `, after deleting ${lastGood.path}: it holds the run's last good state, after step ${grouped(lastGood.stepsDone)}, from which ` +
        'these settings diverge again';
    super(
      `training diverged: ${what} in epoch ${epoch}, step ${grouped(step)}, at learning rate ${learningRate.toPrecision(3)}; ` +
        `train with a lower learning rate (${lowerRate(peak)} instead of ${peak})${kept ?? ''}`,
    );
    this.epoch = epoch;
    this.step = step;
    this.learningRate = learningRate;
    this.peak = peak;
    this.lastGood = lastGood;
    this.#what = what;
  }

  /** The same, which also says where the run's last good state is. */
  keptIn(lastGood: LastGoodState): TrainingDivergedError {
    return new TrainingDivergedError(this.#what, this, lastGood);
  }
}

/** What to try in place of a learning rate that was too high: a tenth. */
export function lowerRate(learningRate: number): number {
  return Number((learningRate / 10).toPrecision(3));
}

/** A setting with which no training can start. */
export class TrainingSettingError extends RetortError {
  readonly code = 'TRAINING_SETTING_INVALID';
  readonly category = 'training';
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
export class CheckpointMismatchError extends RetortError {
  readonly code = 'CHECKPOINT_MISMATCH';
  readonly category = 'training';
  override readonly name = 'CheckpointMismatchError';
  readonly path: string;

  constructor(path: string, problem: string) {
    super(`cannot resume from ${path}: ${problem}; delete it to start over, or use another file`);
    this.path = path;
  }
}
