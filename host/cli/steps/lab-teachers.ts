// The teachers of a comparison: that of the run folder, a file's, or as many as were asked for, trained once and kept.

import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256OfJson } from '../../artifact/digest.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import type { LabTeacher } from '../../lab/method.ts';
import type { Network } from '../../network/network.ts';
import { scoreOutputs } from '../../task/task.ts';
import { taskOf } from '../../task/task-of.ts';
import type { Recipe } from '../../train/recipe.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import { percent } from '../text/format.ts';
import { checkpointPath } from './checkpoints.ts';
import { showTraining } from './training-progress.ts';

export interface LabTeachersOptions {
  readonly folder: string;
  readonly network: Network;
  readonly recipe: Recipe;
  readonly seed: number;
  readonly count: number;
}

/** Seeds count up from `seed`. Each is asked once of the training split, and told apart by its digest. */
export async function trainLabTeachers(
  dataset: Dataset,
  options: LabTeachersOptions,
  context: CommandContext,
): Promise<LabTeacher[]> {
  const teachers: LabTeacher[] = [];
  for (let i = 0; i < options.count; i++) teachers.push(await trainLabTeacher(dataset, options, i, context));
  return teachers;
}

async function trainLabTeacher(
  dataset: Dataset,
  { folder, network, recipe, seed, count }: LabTeachersOptions,
  index: number,
  { output, signal }: CommandContext,
): Promise<LabTeacher> {
  const files = await import('../../network/trained-network-file.ts');
  const { computeTeacherOutputs, indexTeacherOutputs } = await import('../../teacher/teacher-outputs.ts');
  const { computeLogits } = await import('../../train/evaluate.ts');
  const { labelLoss } = await import('../../train/loss.ts');
  const { trainNetwork } = await import('../../train/train.ts');
  const title = count === 1 ? 'teacher' : `teacher ${index + 1} of ${count}`;
  return runStep(output, title, async (update) => {
    const { preprocessing, train: split, validation } = dataset;
    const settings = { network, ...recipe, seed: seed + index };
    const name = `teacher-${sha256OfJson({ ...settings, data: dataset.digest }).slice(0, 12)}`;
    const path = join(folder, 'teachers', `${name}.safetensors`);
    const task = taskOf(dataset);
    const training = { ...settings, split, preprocessing, task, loss: labelLoss, signal };
    const checkpoint = checkpointPath(folder, name);
    const isKept = existsSync(path);
    const trained = isKept
      ? (await files.loadTrainedNetwork(path)).trained
      : await trainNetwork({
          ...training,
          checkpointPath: checkpoint,
          onEvent: showTraining({
            learningRate: recipe.learningRate,
            update,
            warn: ({ epoch, message }) => output.note(`${title}, epoch ${epoch}: ${message}`),
          }),
        });
    if (!isKept) {
      await files.saveTrainedNetwork(path, trained, { data: dataset.digest, ...recipe, seed: settings.seed });
      await rm(checkpoint, { force: true });
    }
    const asked = await computeTeacherOutputs(trained, dataset, { signal });
    const logitsOf = indexTeacherOutputs(asked);
    const outputs = await computeLogits(trained, validation.images, preprocessing, signal);
    const { value, unit } = scoreOutputs(task, outputs, validation.labels);
    const origin = { network: { name: network.name, digest: sha256OfJson(network) }, recipe, seed: settings.seed };
    return {
      result: { digest: asked.teacherDigest, logitsOf, trained, origin },
      text: task.interval
        ? `${unit} ${percent(value)} on the validation split`
        : `${percent(value)} of the validation split ${unit}`,
    };
  });
}
