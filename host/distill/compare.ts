// Is the teacher worth listening to? The same student from scratch and distilled, over several seeds, alike in everything else.
import type { Dataset, Split } from '../dataset/dataset.ts';
import { accuracy } from '../network/logits.ts';
import type { Network, TrainedNetwork } from '../network/network.ts';
import type { TeacherOutputs } from '../teacher/teacher-outputs.ts';
import { computeLogits } from '../train/evaluate.ts';
import { TrainingSettingError } from '../train/training-errors.ts';
import type { TrainingEvent } from '../train/training-events.ts';
import { distillStudent, type StudentRecipe } from './distill.ts';
import { type Interval, meanWithInterval } from './paired-interval.ts';

export type StudentKind = 'scratch' | 'distilled';

export interface CompareOptions {
  readonly dataset: Dataset;
  readonly network: Network;
  readonly teacherOutputs: TeacherOutputs;
  /** Fixed beforehand, on the validation split. */
  readonly recipe: StudentRecipe;
  readonly seeds: readonly number[];
  /** Another way to distil than by soft targets, with everything else the same. */
  readonly distil?: (seed: number, onEvent: (training: TrainingEvent) => void) => Promise<TrainedNetwork>;
  /** Where each training keeps what it goes on from. */
  readonly checkpointPathOf?: (student: StudentKind, seed: number) => string;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: CompareEvent) => void;
}

export interface CompareEvent {
  readonly type: 'student';
  readonly student: StudentKind;
  readonly seed: number;
  readonly training: TrainingEvent;
}

/** A student after its last epoch. */
export interface Student {
  readonly trained: TrainedNetwork;
  /** On the test split, a fraction. */
  readonly accuracy: number;
}

export interface Comparison {
  readonly recipe: StudentRecipe;
  readonly runs: readonly { readonly seed: number; readonly scratch: Student; readonly distilled: Student }[];
  /** Distilled − scratch, paired by seed, with its 95 % interval: above 0 means that distillation helped. */
  readonly difference: Interval;
}

/**
 * Trains both students for each seed: same architecture, epochs, order of samples, initial weights and schedule; only alpha differs. The test
 * split is read once, after every student has been trained.
 * @throws TrainingSettingError without seeds or with one twice, and what distillStudent throws
 */
export async function compareWithScratch(options: CompareOptions): Promise<Comparison> {
  const { seeds, dataset, recipe, signal } = options;
  if (seeds.length === 0 || new Set(seeds).size !== seeds.length) {
    throw new TrainingSettingError('list of seeds', `[${seeds.join(', ')}]`, 'at least one seed, each once');
  }
  const students: { seed: number; scratch: TrainedNetwork; distilled: TrainedNetwork }[] = [];
  for (const seed of seeds) {
    const scratch = await trainStudent(options, 'scratch', seed);
    students.push({ seed, scratch, distilled: await trainStudent(options, 'distilled', seed) });
  }
  const test: Split = dataset.test;
  const judge = async (trained: TrainedNetwork): Promise<Student> => {
    const logits = await computeLogits(trained, test.images, dataset.preprocessing, signal);
    return { trained, accuracy: accuracy(logits, test.labels) };
  };
  const runs: Comparison['runs'][number][] = [];
  for (const { seed, scratch, distilled } of students) {
    runs.push({ seed, scratch: await judge(scratch), distilled: await judge(distilled) });
  }
  const difference = meanWithInterval(runs.map(({ scratch, distilled }) => distilled.accuracy - scratch.accuracy));
  return { recipe, runs, difference };
}

function trainStudent(options: CompareOptions, student: StudentKind, seed: number): Promise<TrainedNetwork> {
  const { dataset, network, teacherOutputs, recipe, distil, checkpointPathOf, signal, onEvent } = options;
  const report = (training: TrainingEvent) => onEvent?.({ type: 'student', student, seed, training });
  if (student === 'distilled' && distil) return distil(seed, report);
  return distillStudent({
    ...recipe,
    alpha: student === 'scratch' ? 0 : recipe.alpha,
    dataset,
    network,
    teacherOutputs,
    seed,
    checkpointPath: checkpointPathOf?.(student, seed),
    signal,
    onEvent: report,
  });
}
