// Trains the teacher and runs it once on every sample, so that it need not run again.

import type { Dataset } from '../../dataset/dataset.ts';
import type { TrainedNetwork } from '../../network/network.ts';
import { taskOf } from '../../task/task-of.ts';
import type { TeacherOutputs } from '../../teacher/teacher-outputs.ts';
import { describeAugmentation } from '../../train/default-augmentation.ts';
import type { TrainingWarning } from '../../train/watch.ts';
import type { Proportion } from '../../validate/statistics.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import { chosenPrefix } from '../settings/network-choice.ts';
import { teacherChoice, teacherNetworkOf, teacherRecipe } from '../settings/recipes.ts';
import type { Settings } from '../settings/settings.ts';
import { grouped } from '../text/format.ts';
import { accuracyOf, testScoreText } from './accuracy.ts';
import { askedSplit } from './asked-split.ts';
import { checkpointPath } from './checkpoints.ts';
import { provenanceOf, type RunProvenance } from './provenance.ts';
import { pathToWrite } from './run-folder.ts';
import { type TeacherWarning, warnOfTeacher } from './teacher-warnings.ts';
import { showTraining } from './training-progress.ts';

export interface Teacher {
  readonly trained: TrainedNetwork;
  readonly path: string;
  readonly digest: string;
  readonly parameters: number;
  readonly warnings: readonly (TrainingWarning | TeacherWarning)[];
  /** For the training and the test split. */
  readonly outputs: TeacherOutputs;
  readonly outputsPath: string;
  /** On the test split. */
  readonly accuracy: Proportion;
  /** [test samples, classes] */
  readonly testLogits: Float32Array;
  readonly provenance: RunProvenance;
}

export async function trainTeacher(dataset: Dataset, settings: Settings, context: CommandContext): Promise<Teacher> {
  const { countParameters } = await import('../../network/shapes.ts');
  const { labelLoss } = await import('../../train/loss.ts');
  const { trainNetwork } = await import('../../train/train.ts');
  const { output, signal } = context;
  const network = teacherNetworkOf(dataset, settings);
  const parameters = countParameters(network);
  const recipe = teacherRecipe(dataset, settings);
  const warnings: TrainingWarning[] = [];
  const warn = (warning: TrainingWarning) => {
    warnings.push(warning);
    output.note(`teacher, epoch ${warning.epoch}: ${warning.message}`);
  };
  const trained = await runStep(output, 'teacher', async (update) => {
    const result = await trainNetwork({
      network,
      split: dataset.train,
      validation: dataset.validation,
      preprocessing: dataset.preprocessing,
      task: taskOf(dataset),
      loss: labelLoss,
      ...recipe,
      seed: settings.seed,
      checkpointPath: checkpointPath(settings.out, 'teacher'),
      signal,
      onEvent: showTraining({ learningRate: recipe.learningRate, update, warn }),
    });
    return {
      result,
      text: `${chosenPrefix(teacherChoice(dataset, settings), 'teacher')}${grouped(parameters)} parameters trained, pictures ${describeAugmentation(recipe.augmentation)}`,
    };
  });
  const asked = await askTeacher(trained, dataset, settings, context);
  const found = await warnOfTeacher(asked.outputs, dataset, output);
  return { ...asked, trained, parameters, warnings: [...warnings, ...found] };
}

/** Computes and writes the teacher's outputs for the training and test splits, and writes the teacher. */
async function askTeacher(
  trained: TrainedNetwork,
  dataset: Dataset,
  settings: Settings,
  { output, signal }: CommandContext,
): Promise<Omit<Teacher, 'trained' | 'parameters' | 'warnings'>> {
  const { saveTrainedNetwork } = await import('../../network/trained-network-file.ts');
  const { computeTeacherOutputs, logitsOf, saveTeacherOutputs } = await import('../../teacher/teacher-outputs.ts');
  return runStep(output, 'teacher outputs', async () => {
    const outputs = await computeTeacherOutputs(trained, dataset, { split: askedSplit(dataset), signal });
    const testLogits = logitsOf(outputs, dataset.test.ids);
    const accuracy = accuracyOf(taskOf(dataset), testLogits, dataset.test.labels);
    const provenance = {
      ...(await provenanceOf(dataset, settings)),
      teacherDigest: outputs.teacherDigest,
      teacherAccuracy: accuracy.value,
    };
    const path = pathToWrite(settings.out, 'teacher');
    const digest = await saveTrainedNetwork(path, trained, provenance);
    const outputsPath = pathToWrite(settings.out, 'teacherOutputs');
    const { preprocessing: _preprocessing, ...origin } = provenance.dataset;
    await saveTeacherOutputs(outputsPath, { ...outputs, dataset: origin });
    const result = { path, digest, outputs, outputsPath, accuracy, testLogits, provenance };
    return { result, text: `${grouped(outputs.ids.length)} samples; ${testScoreText(taskOf(dataset), accuracy)}` };
  });
}
