// Trains the student from scratch and distilled, over the seeds: the baseline is never left out.

import type { Dataset } from '../../dataset/dataset.ts';
import type { CompareEvent, Comparison, StudentKind } from '../../distill/compare.ts';
import type { TrainingEvent } from '../../train/training-events.ts';
import type { TrainingWarning } from '../../train/watch.ts';
import { type GuessingWarning, warnOfGuessing } from '../../validate/guessing.ts';
import { proportionOf } from '../../validate/statistics.ts';
import { checkpointPath } from '../checkpoints.ts';
import { grouped, percent } from '../format.ts';
import { chosenPrefix, networkFor, picturesOf } from '../network-choice.ts';
import { runStep } from '../output.ts';
import type { RunProvenance } from '../provenance.ts';
import { studentRecipe } from '../recipes.ts';
import type { CommandContext } from '../run-command.ts';
import { pathToWrite } from '../run-folder.ts';
import { DEFAULTS, type Settings } from '../settings.ts';
import { distilByMethod, type StudentTeacher } from './distil-by-method.ts';
import { showTraining } from './training-progress.ts';

const TITLES = { scratch: 'student from scratch', distilled: 'student, distilled' };

type StudentWarning = (TrainingWarning | GuessingWarning) & { readonly student: StudentKind; readonly seed: number };

export interface TrainedStudents extends Comparison {
  readonly warnings: readonly StudentWarning[];
}

/** Seeds count up from `settings.seed`. */
export async function trainStudents(
  dataset: Dataset,
  teacher: StudentTeacher,
  settings: Settings,
  context: CommandContext,
): Promise<TrainedStudents> {
  const { output, signal } = context;
  const { compareWithScratch } = await import('../../distill/compare.ts');
  const { countParameters } = await import('../../network/shapes.ts');
  const network = networkFor(settings.studentNetwork, picturesOf(dataset));
  const recipe = studentRecipe(dataset, settings);
  const warnings: StudentWarning[] = [];
  const warn = (warning: TrainingWarning & StudentWarning) => {
    warnings.push(warning);
    output.note(`${titleOf(warning)}, epoch ${warning.epoch}: ${warning.message}`);
  };
  const comparison = await runStep(output, 'students', async (update) => {
    const comparison = await compareWithScratch({
      dataset,
      network,
      teacherOutputs: teacher.outputs,
      recipe,
      distil: await distilByMethod(dataset, teacher, network, settings, context),
      checkpointPathOf: (student, seed) => checkpointPath(settings.out, `student-${student}-${seed}`),
      seeds: Array.from({ length: settings.distill.seeds }, (_, i) => settings.seed + i),
      signal,
      onEvent: showStudents(recipe.learningRate, update, warn),
    });
    const [{ scratch, distilled }] = comparison.runs;
    const name = chosenPrefix(settings.studentNetwork, DEFAULTS.studentNetwork);
    const parameters = `${name}${grouped(countParameters(network))} parameters`;
    return {
      result: comparison,
      text: `${parameters}; ${percent(scratch.accuracy)} from scratch, ${percent(distilled.accuracy)} distilled`,
    };
  });
  for (const warning of warnOfStudents(comparison, dataset)) {
    warnings.push(warning);
    output.note(`warning: ${warning.message}`);
  }
  return { ...comparison, warnings };
}

/** The distilled ones: that from scratch is there to compare. */
function warnOfStudents({ runs }: Comparison, { test: { labels } }: Dataset): (GuessingWarning & StudentWarning)[] {
  return runs.flatMap(({ seed, distilled }) => {
    const accuracy = proportionOf(Math.round(distilled.accuracy * labels.length), labels.length);
    const found = warnOfGuessing({ model: `student of seed ${seed}`, accuracy, labels });
    return found.map((warning) => ({ ...warning, student: 'distilled' as const, seed }));
  });
}

/** Each student's training has a watch of its own; they are trained one behind another. */
function showStudents(
  learningRate: number,
  update: (text: string) => void,
  warn: (warning: TrainingWarning & StudentWarning) => void,
) {
  const shown = new Map<string, (event: TrainingEvent) => void>();
  return ({ student, seed, training }: CompareEvent) => {
    const title = titleOf({ student, seed });
    const show =
      shown.get(title) ??
      showTraining({
        learningRate,
        update: (text) => update(`${title}, ${text}`),
        warn: (warning) => warn({ ...warning, student, seed }),
      });
    shown.set(title, show);
    show(training);
  };
}

function titleOf({ student, seed }: { readonly student: StudentKind; readonly seed: number }): string {
  return `${TITLES[student]}, seed ${seed}`;
}

export interface SavedStudents {
  readonly path: string;
  readonly scratchPath: string;
  /** Of the distilled student, its own digest and accuracy included. */
  readonly provenance: RunProvenance;
}

/** Writes the students of the first seed: chosen beforehand, not by how well they do. */
export async function saveStudents(
  { runs: [{ scratch, distilled }] }: Comparison,
  provenance: RunProvenance,
  folder: string,
): Promise<SavedStudents> {
  const { digestTrainedNetwork, saveTrainedNetwork } = await import('../../network/trained-network-file.ts');
  const known = {
    ...provenance,
    studentDigest: digestTrainedNetwork(distilled.trained),
    studentAccuracy: distilled.accuracy,
  };
  const scratchPath = pathToWrite(folder, 'scratch');
  await saveTrainedNetwork(scratchPath, scratch.trained, { ...provenance, studentAccuracy: scratch.accuracy });
  const path = pathToWrite(folder, 'student');
  await saveTrainedNetwork(path, distilled.trained, known);
  return { path, scratchPath, provenance: known };
}
