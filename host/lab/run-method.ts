// A method with its options, from data and teachers to a student: what a cell and a candidate of the tuning have in common.
import type { MethodStudent } from './method.ts';
import { findMethod } from './methods.ts';
import { createStageRunner, type StageRunner, type StageRunnerOptions } from './train-stage.ts';
import { withholdTraining } from './withhold-training.ts';

export interface MethodRun extends StageRunnerOptions {
  readonly method: string;
  /** Read already. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** @throws WithheldDataError if the method reads what it declared it does without; what its training throws */
export async function runMethod({
  method,
  options,
  ...given
}: MethodRun): Promise<{ readonly student: MethodStudent; readonly stages: StageRunner }> {
  const { sees, run } = findMethod(method);
  const share = sees?.(options) ?? 1;
  const shared = { ...given, ...withholdTraining(given, share, given.seed) };
  const stages = createStageRunner(shared);
  const student = await run({ ...shared, ...stages }, options);
  if (share < 1 && !student.learnedFrom) throw new TypeError(`method "${method}" does not report what it learned from`);
  return { student, stages };
}
