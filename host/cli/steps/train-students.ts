// Trains the student from scratch and distilled, over the seeds: the baseline is never left out.

import { join } from 'node:path';
import type { Dataset } from '../../dataset/dataset.ts';
import type { CompareOptions, Comparison } from '../../distill/compare.ts';
import type { Network, TrainedNetwork } from '../../network/network.ts';
import type { TeacherOutputs } from '../../teacher/teacher-outputs.ts';
import { checkpointPath } from '../checkpoints.ts';
import { grouped, percent } from '../format.ts';
import { parseMethods } from '../method-list.ts';
import { runStep } from '../output.ts';
import type { RunProvenance } from '../provenance.ts';
import { studentRecipe } from '../recipes.ts';
import type { CommandContext } from '../run-command.ts';
import { pathToWrite } from '../run-folder.ts';
import type { Settings } from '../settings.ts';
import { showTraining } from './training-progress.ts';

const TITLES = { scratch: 'student from scratch', distilled: 'student, distilled' };

/** A teacher's word, and the teacher itself where it can be run. */
export interface StudentTeacher {
  readonly outputs: TeacherOutputs;
  readonly trained?: TrainedNetwork;
}

/** Seeds count up from `settings.seed`. */
export async function trainStudents(
  dataset: Dataset,
  teacher: StudentTeacher,
  settings: Settings,
  context: CommandContext,
): Promise<Comparison> {
  const { output, signal } = context;
  const { studentNetwork } = await import('../../network/architectures.ts');
  const { compareWithScratch } = await import('../../distill/compare.ts');
  const { countParameters } = await import('../../network/shapes.ts');
  const network = studentNetwork(dataset.shape, dataset.classes.length);
  return runStep(output, 'students', async (update) => {
    const result = await compareWithScratch({
      dataset,
      network,
      teacherOutputs: teacher.outputs,
      recipe: studentRecipe(dataset, settings),
      distil: await methodOf(dataset, teacher, network, settings, context),
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

/** `undefined` where soft targets are asked for by alpha and temperature. @throws MethodOptionError */
async function methodOf(
  dataset: Dataset,
  { outputs, trained }: StudentTeacher,
  network: Network,
  settings: Settings,
  { signal }: CommandContext,
): Promise<CompareOptions['distil']> {
  const { method } = settings.distill;
  if (method === undefined) return undefined;
  const { findMethod, readMethodOptions } = await import('../../lab/methods.ts');
  const { createStageRunner } = await import('../../lab/train-stage.ts');
  const { withholdTest } = await import('../../lab/withhold-test.ts');
  const { indexTeacherOutputs } = await import('../../teacher/teacher-outputs.ts');
  const [{ name, options: given }] = parseMethods(method);
  const [definition, options] = [findMethod(name), readMethodOptions(name, given)];
  const { alpha: _alpha, temperature: _temperature, ...recipe } = studentRecipe(dataset, settings);
  const teachers = [{ digest: outputs.teacherDigest, logitsOf: indexTeacherOutputs(outputs), trained }];
  return (seed, onEvent) => {
    const shared = { data: withholdTest(dataset).data, network, recipe, seed, teachers, signal };
    const folder = join(settings.out, 'checkpoints', `student-${name}-${seed}`);
    const { train } = createStageRunner({ ...shared, folder, onEvent: (_, event) => onEvent(event) });
    return definition.run({ ...shared, train }, options);
  };
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
