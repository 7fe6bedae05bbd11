// Runs a teacher that Retort did not train on the training and test splits, or reads its outputs from a file.

import { RetortError } from '../../../proto/retort-error.ts';
import { readOutsideFile } from '../../artifact/read-outside-file.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import type { TrainedNetwork } from '../../network/network.ts';
import { taskOf } from '../../task/task-of.ts';
import type { OutsideChoices, OutsideModel, OutsideOutputs } from '../../teacher/outside/outside-teacher.ts';
import type { Proportion } from '../../validate/statistics.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import type { Settings } from '../settings/settings.ts';
import { grouped } from '../text/format.ts';
import { accuracyOf, testScoreText } from './accuracy.ts';
import { askedSplit } from './asked-split.ts';
import { originIn } from './provenance.ts';
import { pathToWrite } from './run-folder.ts';
import { type TeacherWarning, warnOfTeacher } from './teacher-warnings.ts';

export interface OutsideTeacher {
  readonly outputs: OutsideOutputs;
  /** Where the network is kept that can run in a training step, if there is one. */
  readonly networkPath?: string;
  readonly outputsPath: string;
  /** On the test split. */
  readonly accuracy: Proportion;
  readonly warnings: readonly TeacherWarning[];
}

type Choices = Pick<OutsideChoices, 'preprocessing' | 'output'>;

/** Preprocessing that was given for outputs which are there already. */
class TeacherInputOptionError extends RetortError {
  readonly code = 'CLI_TEACHER_INPUT_OPTION';
  readonly category = 'usage';
  override readonly name = 'TeacherInputOptionError';

  constructor(path: string) {
    super(
      `${path} holds outputs, so there is no input to scale: leave --teacher-scale and --teacher-offset out, or name a model`,
    );
  }
}

/**
 * Writes the teacher outputs into the settings' run folder.
 * @throws what reading and asking throw: host/teacher/outside/outside-errors.ts, host/import/import-errors.ts
 */
export async function askOutsideTeacher(
  from: string,
  dataset: Dataset,
  settings: Settings,
  choices: Choices,
  context: CommandContext,
): Promise<OutsideTeacher> {
  const { logitsOf, saveTeacherOutputs } = await import('../../teacher/teacher-outputs.ts');
  const asked = await runStep(context.output, 'teacher outputs', async (update) => {
    const { outputs, trained } = await outputsOf(from, dataset, choices, context, update);
    const accuracy = accuracyOf(taskOf(dataset), logitsOf(outputs, dataset.test.ids), dataset.test.labels);
    const outputsPath = pathToWrite(settings.out, 'teacherOutputs');
    await saveTeacherOutputs(outputsPath, { ...outputs, dataset: await originIn(dataset, settings) });
    const networkPath = await saveNetwork(trained, outputs, dataset, settings);
    const { output } = outputs.outside;
    const taken = output === 'logits' ? 'used as logits' : 'probabilities, whose logarithms are used as logits';
    const counts = `${grouped(outputs.ids.length)} samples, ${taken}`;
    return {
      result: { outputs, outputsPath, accuracy, ...(networkPath !== undefined && { networkPath }) },
      text: `${counts}; ${testScoreText(taskOf(dataset), accuracy)}`,
    };
  });
  return { ...asked, warnings: await warnOfTeacher(asked.outputs, dataset, context.output) };
}

/** Where its logits are those that students learn from, on pictures of the data set's shape. */
async function saveNetwork(
  trained: TrainedNetwork | undefined,
  { outside, teacherDigest }: OutsideOutputs,
  dataset: Dataset,
  settings: Settings,
): Promise<string | undefined> {
  const { saveTrainedNetwork } = await import('../../network/trained-network-file.ts');
  if (!trained || outside.output !== 'logits' || trained.network.inputShape.join() !== dataset.shape.join()) return;
  const path = pathToWrite(settings.out, 'teacher');
  await saveTrainedNetwork(path, trained, { dataset: await originIn(dataset, settings), outside, teacherDigest });
  return path;
}

interface AskedOutside {
  readonly outputs: OutsideOutputs;
  readonly trained?: TrainedNetwork;
}

async function outputsOf(
  from: string,
  dataset: Dataset,
  choices: Choices,
  { signal }: CommandContext,
  update: (text: string) => void,
): Promise<AskedOutside> {
  const { recognizeKind } = await import('../../teacher/outside/recognize-kind.ts');
  const { kind, path } = await recognizeKind(from);
  const split = askedSplit(dataset);
  if (kind === 'npy' || kind === 'csv' || kind === 'safetensors') {
    if (choices.preprocessing) throw new TeacherInputOptionError(path);
    const { readRows } = await import('../../teacher/outside/read-rows.ts');
    const { sortOutsideRows } = await import('../../teacher/outside/sort-outside-rows.ts');
    return { outputs: sortOutsideRows(await readRows(path, kind, signal), dataset, split, choices.output) };
  }
  const { computeOutsideOutputs } = await import('../../teacher/outside/compute-outside-outputs.ts');
  const model = await openModel(path, kind, signal);
  try {
    const outputs = await computeOutsideOutputs(model, dataset, split, {
      ...choices,
      signal,
      onProgress: (done, total) => update(`${grouped(done)} of ${grouped(total)} samples`),
    });
    return { outputs, ...(model.trained && { trained: model.trained }) };
  } finally {
    model.dispose();
  }
}

async function openModel(
  path: string,
  kind: 'tfjs' | 'keras' | 'saved-model' | 'tflite',
  signal: AbortSignal,
): Promise<OutsideModel> {
  if (kind === 'tfjs') {
    const { openTfjsModel } = await import('../../teacher/outside/tfjs-model.ts');
    return openTfjsModel(path, signal);
  }
  if (kind === 'keras') {
    const { openKerasModel } = await import('../../teacher/outside/layers-model.ts');
    return openKerasModel(path, signal);
  }
  if (kind === 'saved-model') {
    const { openSavedModel } = await import('../../teacher/outside/saved-model.ts');
    return openSavedModel(path, signal);
  }
  const { sha256 } = await import('../../artifact/digest.ts');
  const { importFloatTflite } = await import('../../import/float/import-float-tflite.ts');
  const { openNetworkModel } = await import('../../teacher/outside/network-model.ts');
  const bytes = await readOutsideFile(path, 'model', signal);
  const { trained, inputShape } = importFloatTflite(bytes, path);
  return openNetworkModel(trained, { kind, source: path, digest: sha256(bytes), inputShape });
}
