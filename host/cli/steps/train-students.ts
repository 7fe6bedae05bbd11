// Trains the student from scratch and distilled, over the seeds: the baseline is never left out.

import type { Dataset } from '../../dataset/dataset.ts';
import type { Comparison } from '../../distill/compare.ts';
import type { TeacherOutputs } from '../../teacher/teacher-outputs.ts';
import { checkpointPath } from '../checkpoints.ts';
import { grouped, percent } from '../format.ts';
import { runStep } from '../output.ts';
import type { RunProvenance } from '../provenance.ts';
import { studentRecipe } from '../recipes.ts';
import type { CommandContext } from '../run-command.ts';
import { pathToWrite } from '../run-folder.ts';
import type { Settings } from '../settings.ts';
import { showTraining } from './training-progress.ts';

const TITLES = { scratch: 'student from scratch', distilled: 'student, distilled' };

/** Seeds count up from `settings.seed`. */
export async function trainStudents(
  dataset: Dataset,
  teacherOutputs: TeacherOutputs,
  settings: Settings,
  { output, signal }: CommandContext,
): Promise<Comparison> {
  const { studentNetwork } = await import('../../network/architectures.ts');
  const { compareWithScratch } = await import('../../distill/compare.ts');
  const { countParameters } = await import('../../network/shapes.ts');
  const network = studentNetwork(dataset.shape, dataset.classes.length);
  return runStep(output, 'students', async (update) => {
    const result = await compareWithScratch({
      dataset,
      network,
      teacherOutputs,
      recipe: studentRecipe(dataset, settings),
      checkpointPathOf: (student, seed) => checkpointPath(settings.out, `student-${student}-${seed}`),
      seeds: Array.from({ length: settings.distill.seeds }, (_, i) => settings.seed + i),
      signal,
      onEvent: ({ student, seed, training }) =>
        showTraining((text) => update(`${TITLES[student]}, seed ${seed}, ${text}`))(training),
    });
    const [{ scratch, distilled }] = result.runs;
    const parameters = `${grouped(countParameters(network))} parameters`;
    return {
      result,
      text: `${parameters}; ${percent(scratch.accuracy)} from scratch, ${percent(distilled.accuracy)} distilled`,
    };
  });
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
