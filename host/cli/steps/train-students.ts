// Trains the student from scratch and distilled, over the seeds, as laboratory cells: the baseline is always included.

import { join } from 'node:path';
import type { Dataset, Samples } from '../../dataset/dataset.ts';
import type { StudentRecipe } from '../../distill/hinton.ts';
import type { Cell } from '../../lab/cell.ts';
import type { ComparedMethod, LabEvent } from '../../lab/compare-methods.ts';
import type { StageEvent } from '../../lab/method.ts';
import type { Bench } from '../../lab/run-cell.ts';
import type { Difference } from '../../lab/summarize.ts';
import { hasSteps, type Network, type TrainedNetwork } from '../../network/network.ts';
import { pointsOf } from '../../report/comparison/wording.ts';
import { hasBoxes } from '../../task/detection.ts';
import { taskOf } from '../../task/task-of.ts';
import type { TeacherOutputs } from '../../teacher/teacher-outputs.ts';
import type { FrozenNetwork } from '../../train/loss.ts';
import type { Recipe } from '../../train/recipe.ts';
import type { TrainingWarning } from '../../train/watch.ts';
import { type GuessingWarning, warnOfGuessing } from '../../validate/guessing.ts';
import { proportionOf } from '../../validate/statistics.ts';
import { type Output, runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import { parseMethod } from '../settings/method-list.ts';
import { chosenPrefix } from '../settings/network-choice.ts';
import { studentChoice, studentNetworkOf, studentRecipe, studentTrainingRecipe } from '../settings/recipes.ts';
import type { Settings } from '../settings/settings.ts';
import { grouped, percent } from '../text/format.ts';
import { saveLearnedFrom } from './learned-from.ts';
import { openBench } from './open-bench.ts';
import type { RunProvenance } from './provenance.ts';
import { pathToWrite } from './run-folder.ts';
import { showTraining } from './training-progress.ts';

type StudentKind = 'scratch' | 'distilled';

const TITLES = { scratch: 'student from scratch', distilled: 'student, distilled' };

type StudentWarning = (TrainingWarning | GuessingWarning) & { readonly student: StudentKind; readonly seed: number };

/** A student after its last epoch. */
interface Student {
  readonly trained: TrainedNetwork;
  /** On the test split, a fraction. */
  readonly accuracy: number;
  /** Of a tree that was grown of a teacher's answers: the share of the test split of which both say the same. */
  readonly fidelity?: number;
  /** Absent where it is the training split. */
  readonly learnedFrom?: Samples;
}

export interface TrainedStudents {
  readonly recipe: StudentRecipe;
  readonly runs: readonly { readonly seed: number; readonly scratch: Student; readonly distilled: Student }[];
  /** Distilled − scratch, paired by seed, with its 95 % interval. */
  readonly difference: Difference;
  readonly warnings: readonly StudentWarning[];
}

/** A teacher's outputs, and the teacher itself if it can run. */
export interface StudentTeacher {
  readonly outputs: TeacherOutputs;
  readonly trained?: FrozenNetwork;
}

/**
 * Seeds count up from `settings.seed`. Cells are kept in the run folder: a finished cell is read, not run again.
 * @throws MethodOptionError, and what training throws
 */
export async function trainStudents(
  dataset: Dataset,
  teacher: StudentTeacher,
  settings: Settings,
  context: CommandContext,
): Promise<TrainedStudents> {
  const { output } = context;
  const { compareMethods } = await import('../../lab/compare-methods.ts');
  const { pairedDifference } = await import('../../lab/summarize.ts');
  const { countParameters } = await import('../../network/shapes.ts');
  const network = studentNetworkOf(dataset, settings);
  const recipe = studentRecipe(dataset, settings);
  const method = methodOf(settings, recipe, network, dataset);
  const warnings: StudentWarning[] = [];
  const warn = (warning: StudentWarning, text: string) => {
    warnings.push(warning);
    output.note(text);
  };
  const { runs, difference } = await runStep(output, 'students', async (update) => {
    const training = studentTrainingRecipe(dataset, settings);
    const { listensToTeachers, readMethodOptions } = await import('../../lab/methods.ts');
    const isTaught = listensToTeachers(method.name, readMethodOptions(method.name, method.options));
    const parts = { network, recipe: training };
    const bench = await openStudentBench(dataset, isTaught ? teacher : undefined, parts, settings, context);
    const seeds = Array.from({ length: settings.distill.seeds }, (_, i) => settings.seed + i);
    const plan = { methods: [method], seeds, recipe: training, tuningBudget: 1 };
    const show = showStudents(recipe.learningRate, update, warn);
    const cells = await compareMethods(bench, plan, (event) => {
      if (event.type === 'plan') noteKept(event.cells, bench.folder, output);
      else show(event);
    });
    const ofMethod = (name: string) => cells.filter(({ configuration }) => configuration.method === name);
    const [scratch, distilled] = [ofMethod('scratch'), ofMethod(method.name)];
    const runs: TrainedStudents['runs'][number][] = [];
    for (const [i, seed] of seeds.entries()) {
      runs.push({
        seed,
        scratch: await openStudent(bench, scratch[i]),
        distilled: await openStudent(bench, distilled[i]),
      });
    }
    const name = chosenPrefix(studentChoice(dataset, settings), 'student');
    const parameters = `${name}${grouped(countParameters(network))} parameters`;
    const difference = pairedDifference({ cells: distilled }, { cells: scratch })!;
    const first = `${percent(runs[0].scratch.accuracy)} from scratch, ${percent(runs[0].distilled.accuracy)} distilled`;
    const paired =
      runs.length === 1 ? '' : ` (seed ${seeds[0]}); over ${seeds.length} seeds ${differenceText(difference)}`;
    return { result: { runs, difference }, text: `${parameters}; ${first}${paired}` };
  });
  for (const warning of warnOfStudents(runs, dataset)) warn(warning, `warning: ${warning.message}`);
  return { recipe, runs, difference, warnings };
}

/** `+0.14 points (95 % interval −0.07 to +0.35)`: distilled against scratch, over the seeds. */
export function differenceText(difference: TrainedStudents['difference']): string {
  const [mean, low, high] = pointsOf(difference);
  return `${mean} points (95 % interval ${low} to ${high})`;
}

function methodOf(
  { distill: { method } }: Settings,
  { alpha, temperature }: StudentRecipe,
  network: Network,
  { task }: Dataset,
): ComparedMethod {
  if (method === undefined && hasSteps(network)) return { name: 'tree', options: {} };
  if (method === undefined && hasBoxes(task)) return { name: 'bounded-detection', options: {} };
  return method === undefined ? { name: 'soft-targets', options: { alpha, temperature } } : parseMethod(method);
}

/** @param teacher absent for a method that does not use one */
async function openStudentBench(
  dataset: Dataset,
  teacher: StudentTeacher | undefined,
  student: { readonly network: Network; readonly recipe: Recipe },
  { out, distill: { teacherMode } }: Settings,
  context: CommandContext,
): Promise<Bench> {
  const { indexTeacher } = await import('../../distill/pseudo-data.ts');
  const toLab = ({ outputs: { teacherDigest, ids, logits, classes }, trained }: StudentTeacher) => ({
    ...indexTeacher(teacherDigest, ids, logits, classes),
    trained,
  });
  const teachers = teacher ? [toLab(teacher)] : [];
  const folder = join(out, 'students');
  const kept = { folder, cache: out, int8: false, keepStudents: true, stopOnFailure: true };
  return openBench({ dataset, ...student, teachers, teacherMode, ...kept }, context);
}

function noteKept(cells: readonly Cell[], folder: string, output: Output): void {
  const kept = cells.filter(({ figures }) => figures).length;
  if (kept === 0) return;
  output.note(`${kept} of ${cells.length} students were already trained; delete ${folder} to train them again`);
}

async function openStudent(bench: Bench, cell: Cell): Promise<Student> {
  const { loadLearnedFrom, loadStudent } = await import('../../lab/run-cell.ts');
  return {
    trained: await loadStudent(bench, cell),
    accuracy: cell.figures!.test.accuracy,
    fidelity: cell.figures!.agreement?.accuracy,
    learnedFrom: await loadLearnedFrom(bench, cell),
  };
}

/** The distilled ones: that from scratch is there to compare. */
function warnOfStudents(runs: TrainedStudents['runs'], dataset: Dataset): (GuessingWarning & StudentWarning)[] {
  return runs.flatMap(({ seed, distilled }) => {
    const { labels, ids } = dataset.test;
    const accuracy = proportionOf(Math.round(distilled.accuracy * ids.length), ids.length);
    const found = warnOfGuessing({ model: `student of seed ${seed}`, accuracy, labels, task: taskOf(dataset) });
    return found.map((warning) => ({ ...warning, student: 'distilled' as const, seed }));
  });
}

/** Each stage of each student has its own watch; they are trained one after another. */
function showStudents(
  learningRate: number,
  update: (text: string) => void,
  warn: (warning: StudentWarning, text: string) => void,
) {
  const shown = new Map<string, (event: StageEvent) => void>();
  return (event: LabEvent) => {
    if (event.type !== 'training') return;
    const { configuration, stage, training } = event;
    const { method, seed } = configuration;
    const student: StudentKind = method === 'scratch' ? 'scratch' : 'distilled';
    const title = `${TITLES[student]}, seed ${seed}${stage === 'student' ? '' : `, ${stage}`}`;
    const show =
      shown.get(title) ??
      showTraining({
        learningRate,
        update: (text) => update(`${title}, ${text}`),
        warn: (warning) => warn({ ...warning, student, seed }, `${title}, epoch ${warning.epoch}: ${warning.message}`),
      });
    shown.set(title, show);
    show(training);
  };
}

export interface SavedStudents {
  readonly path: string;
  readonly scratchPath: string;
  /** Of the distilled student, its own digest and accuracy included. */
  readonly provenance: RunProvenance;
}

/** Writes the students of the first seed, which is chosen in advance and not by their accuracy. */
export async function saveStudents(
  { runs: [{ scratch, distilled }] }: TrainedStudents,
  provenance: RunProvenance,
  dataset: Dataset,
  folder: string,
): Promise<SavedStudents> {
  const { digestTrainedNetwork, saveTrainedNetwork } = await import('../../network/trained-network-file.ts');
  const known = {
    ...provenance,
    learnedFrom: await saveLearnedFrom(folder, distilled.learnedFrom, dataset),
    studentDigest: digestTrainedNetwork(distilled.trained),
    studentAccuracy: distilled.accuracy,
  };
  const scratchPath = pathToWrite(folder, 'scratch');
  await saveTrainedNetwork(scratchPath, scratch.trained, { ...provenance, studentAccuracy: scratch.accuracy });
  const path = pathToWrite(folder, 'student');
  await saveTrainedNetwork(path, distilled.trained, known);
  return { path, scratchPath, provenance: known };
}
