// `retort teacher`: trains a teacher and caches its outputs, or uses those of your own model.

import { Command, Option } from 'commander';
import { RetortError } from '../../../proto/retort-error.ts';
import { requireUniform } from '../../dataset/preprocessing.ts';
import { hasBoxes } from '../../task/detection.ts';
import { taskOf } from '../../task/task-of.ts';
import type { OutputKind } from '../../teacher/outside/outside-teacher.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { addAugmentOption } from '../settings/augment-option.ts';
import { addSizeOption, addTeacherNetworkOption, nameOfChoice } from '../settings/network-choice.ts';
import { addDataOptions, addTrainingOptions, decimal } from '../settings/options.ts';
import { teacherChoice } from '../settings/recipes.ts';
import { resolveSettings, type SettingsFlags, type TrainingFlags } from '../settings/settings.ts';
import { keepCheckpoints } from '../steps/checkpoints.ts';
import { claimRunFolder } from '../steps/run-lock.ts';

interface OutsideFlags {
  readonly from?: string;
  readonly teacherOutput?: OutputKind;
  readonly teacherScale?: number;
  readonly teacherOffset?: number;
}

interface TeacherOptions extends SettingsFlags, TrainingFlags, OutsideFlags {}

/** Options for training a teacher were mixed with options for an external one. */
class TeacherOptionsError extends RetortError {
  readonly code = 'CLI_TEACHER_OPTIONS';
  readonly category = 'usage';
  override readonly name = 'TeacherOptionsError';
}

export function teacherCommand(): Command {
  return addOutsideOptions(
    addAugmentOption(
      addTrainingOptions(addTeacherNetworkOption(addSizeOption(addDataOptions(new Command('teacher'))))),
    ),
  )
    .description('trains a teacher and caches its outputs by sample id; with --from, uses one that is already trained')
    .addHelpText(
      'after',
      '\nExample:\n  retort teacher --data fashion-mnist --epochs 5\n  retort teacher --data mnist --from exported-model',
    )
    .action((options: TeacherOptions) =>
      runCommand(options.json === true, (context) => {
        checkOptions(options);
        return options.from === undefined ? train(options, context) : ask(options.from, options, context);
      }),
    );
}

function addOutsideOptions(command: Command): Command {
  return command
    .option(
      '--from <path>',
      'use this trained teacher: a SavedModel, LayersModel or GraphModel folder, a .keras, .h5 or float .tflite, or outputs in a .npy, .csv or .safetensors',
    )
    .addOption(
      new Option('--teacher-output <kind>', 'what the teacher outputs (default: inferred from its rows)').choices([
        'logits',
        'probabilities',
      ]),
    )
    .option('--teacher-scale <x>', "the teacher's input is pixel · scale + offset (default: 1/255)", decimal(1e-9, 1e9))
    .option('--teacher-offset <x>', '(default: 0)', decimal(-1e9, 1e9));
}

/** @throws TeacherOptionsError */
function checkOptions({ from, ...options }: TeacherOptions): void {
  const training = ['size', 'teacherNetwork', 'epochs', 'batchSize', 'learningRate', 'augment'] as const;
  const outside = ['teacherOutput', 'teacherScale', 'teacherOffset'] as const;
  const given = (from === undefined ? outside : training).find((key) => options[key] !== undefined);
  if (given === undefined) return;
  const flag = `--${given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new TeacherOptionsError(
    from === undefined
      ? `${flag} is for an external teacher: name one with --from, or leave it out`
      : `${flag} is for training, and --from trains nothing: leave one of them out`,
  );
}

async function train(options: TeacherOptions, context: CommandContext): Promise<CommandOutcome> {
  const { loadData, pathOfData } = await import('../steps/load-data.ts');
  const { testScoreText } = await import('../steps/accuracy.ts');
  const { trainTeacher } = await import('../steps/train-teacher.ts');
  const { hasGuessing } = await import('../../validate/guessing.ts');
  const settings = await resolveSettings({ ...options, teacherTraining: options });
  await using _claim = await claimRunFolder(settings.out, 'teacher', [await pathOfData(settings)]);
  const dataset = await loadData(settings, context);
  const teacher = await keepCheckpoints(settings.out, context, ['teacher'], () =>
    trainTeacher(dataset, settings, context),
  );
  const { path, outputsPath, digest, parameters, accuracy, warnings } = teacher;
  const noBetterThanGuessing = hasGuessing(warnings);
  return {
    json: {
      teacher: path,
      teacherOutputs: outputsPath,
      digest,
      teacherNetwork: nameOfChoice(teacherChoice(dataset, settings)),
      parameters,
      teacherAccuracy: accuracy.value,
      interval: { low: accuracy.low, high: accuracy.high },
      noBetterThanGuessing,
      warnings,
    },
    text: `${path}: ${testScoreText(taskOf(dataset), accuracy)}. ${nextStep(noBetterThanGuessing)}`,
  };
}

/** An external teacher, for boxes in pictures. */
class OutsideDetectorError extends RetortError {
  readonly code = 'CLI_OUTSIDE_DETECTOR';
  readonly category = 'usage';
  override readonly name = 'OutsideDetectorError';

  constructor(from: string, data: string) {
    super(`${from} outputs classes, but ${data} has boxes in pictures: leave --from out to train a detector`);
  }
}

async function ask(from: string, options: TeacherOptions, context: CommandContext): Promise<CommandOutcome> {
  const { loadData, pathOfData } = await import('../steps/load-data.ts');
  const { testScoreText } = await import('../steps/accuracy.ts');
  const { askOutsideTeacher } = await import('../steps/ask-outside-teacher.ts');
  const { hasGuessing } = await import('../../validate/guessing.ts');
  const settings = await resolveSettings(options);
  await using _claim = await claimRunFolder(settings.out, 'teacher', [from, await pathOfData(settings)]);
  const dataset = await loadData(settings, context);
  if (hasBoxes(dataset.task)) throw new OutsideDetectorError(from, dataset.name);
  const { teacherScale: scale, teacherOffset: offset, teacherOutput: output } = options;
  const own = () => requireUniform('one of --teacher-scale and --teacher-offset', dataset.preprocessing, 'give both');
  const preprocessing =
    scale === undefined && offset === undefined
      ? undefined
      : { scale: scale ?? own().scale, offset: offset ?? own().offset };
  const choices = { preprocessing, output };
  const { outputs, outputsPath, networkPath, accuracy, warnings } = await askOutsideTeacher(
    from,
    dataset,
    settings,
    choices,
    context,
  );
  const { kind, output: taken, preprocessing: fed } = outputs.outside;
  const noBetterThanGuessing = hasGuessing(warnings);
  return {
    json: {
      teacher: from,
      kind,
      teacherOutputs: outputsPath,
      ...(networkPath !== undefined && { network: networkPath }),
      digest: outputs.teacherDigest,
      output: taken,
      ...(fed && { preprocessing: fed }),
      teacherAccuracy: accuracy.value,
      interval: { low: accuracy.low, high: accuracy.high },
      noBetterThanGuessing,
      warnings,
    },
    text: `${outputsPath}, by ${from}: ${testScoreText(taskOf(dataset), accuracy)}. ${nextStep(noBetterThanGuessing)}`,
  };
}

function nextStep(noBetterThanGuessing: boolean): string {
  return noBetterThanGuessing ? 'No better than guessing: improve it before retort distill.' : 'Next: retort distill';
}
