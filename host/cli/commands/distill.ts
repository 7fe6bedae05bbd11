// `retort distill`: trains a student from a teacher, and the same student from scratch for comparison.

import { dirname } from 'node:path';
import { Command, Option } from 'commander';
import type { Dataset } from '../../dataset/dataset.ts';
import { hasBoxes } from '../../task/detection.ts';
import { taskOf } from '../../task/task-of.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { addAugmentOption } from '../settings/augment-option.ts';
import { MethodListError, parseMethod } from '../settings/method-list.ts';
import { addSizeOption, addStudentOption, nameOfChoice } from '../settings/network-choice.ts';
import {
  addCoreOption,
  addDataOptions,
  addTrainingOptions,
  type CoreOptions,
  decimal,
  integer,
} from '../settings/options.ts';
import { studentChoice, studentNetworkOf } from '../settings/recipes.ts';
import { resolveSettings, type Settings, type SettingsFlags, type TrainingFlags } from '../settings/settings.ts';
import { collectTeacher, type TeacherOption } from '../settings/teacher-option.ts';
import { keepCheckpoints } from '../steps/checkpoints.ts';
import type { MisfitWarning } from '../steps/fitting-student.ts';
import { describeTree, refuseTrainingOptions, treeText } from '../steps/grown-tree.ts';
import type { OpenedTeacher } from '../steps/open-teacher.ts';
import { provenanceOf } from '../steps/provenance.ts';
import { refuseOverwrite } from '../steps/refuse-overwrite.ts';
import { pathToRead, pathToWrite } from '../steps/run-folder.ts';
import { claimRunFolder } from '../steps/run-lock.ts';
import type { SavedStudents, TrainedStudents } from '../steps/train-students.ts';
import { columns, grouped, percent } from '../text/format.ts';

interface DistillOptions extends SettingsFlags, TrainingFlags, CoreOptions {
  readonly student?: string;
  readonly teacher?: TeacherOption;
  readonly method?: string;
  readonly alpha?: number;
  readonly temperature?: number;
  readonly seeds?: number;
  readonly seed?: number;
  readonly suggest?: boolean;
}

export function distillCommand(): Command {
  const withStudent = addStudentOption(addSizeOption(addDataOptions(new Command('distill'))));
  return addCoreOption(addAugmentOption(addTrainingOptions(withStudent)), 'any that fits the student')
    .description('trains a student from a teacher, and the same student from scratch for comparison')
    .option(
      '--teacher <file|live|cached>',
      'the trained teacher (default: teacher.safetensors of the run folder); live runs it in each step on the augmented pictures, cached runs it once on the original pictures (default: live if pictures are augmented and it can run). May be given twice',
      collectTeacher,
    )
    .option(
      '--method <name>',
      "such as 'logit-regression?weight=0.3'; 'retort methods' explains them (default: soft targets; bounded-detection for boxes)",
    )
    .option('--alpha <x>', 'without --method: weight of the soft targets; the labels get the rest', decimal(0, 1))
    .option('--temperature <x>', 'without --method: temperature of the soft targets', decimal(1, 1000))
    .option(
      '--seeds <n>',
      'train and compare over this many seeds; the students of the first are saved',
      integer(1, 100),
    )
    .addOption(
      new Option(
        '--suggest',
        'train nothing; suggest methods to try for this data, student, teacher and --board, based on the experiments in docs/methods.md',
      ).conflicts(['method', 'alpha', 'temperature', 'seeds']),
    )
    .addHelpText(
      'after',
      '\nExample:\n  retort distill --temperature 4 --alpha 0.9 --seeds 3\n  retort distill --student vgg:8-16-32/2\n  retort distill --suggest --data pictures --board up5k',
    )
    .action((options: DistillOptions) =>
      runCommand(options.json === true, (context) => (options.suggest ? suggest : distill)(options, context)),
    );
}

async function suggest(options: DistillOptions, context: CommandContext): Promise<CommandOutcome> {
  const { evidenceSummary } = await import('../../lab/evidence-summary.ts');
  const { suggestMethods } = await import('../../lab/suggest.ts');
  const { describeSituation } = await import('../steps/describe-situation.ts');
  const { suggestionText } = await import('../text/suggestion-text.ts');
  const asked = await resolveSettings({ ...options, studentNetwork: options.student });
  const flags = { teacherFile: options.teacher?.file, board: options.board };
  const situation = await describeSituation(asked, flags, context);
  const suggestions = suggestMethods(situation, evidenceSummary);
  return { json: { ...situation, ...suggestions }, text: suggestionText(situation, suggestions, asked.out) };
}

async function distill(options: DistillOptions, context: CommandContext): Promise<CommandOutcome> {
  const { loadRunData } = await import('../steps/load-run-data.ts');
  const { loadTeacherOutputs } = await import('../../teacher/teacher-outputs.ts');
  const { coreNamed, cores } = await import('../../image/core-description.ts');
  const { requireFittingStudent, warnOfMadeStudent } = await import('../steps/fitting-student.ts');
  const { openTeacher } = await import('../steps/open-teacher.ts');
  const { saveStudents, trainStudents } = await import('../steps/train-students.ts');
  const asked = await resolveSettings({
    ...options,
    distillation: { ...options, teacherMode: options.teacher?.mode },
    studentNetwork: options.student,
  });
  checkMethod(asked.distill);
  await refuseTrainingOptions(asked.studentNetwork, options);
  const outputsPath = pathToRead(asked.out, 'teacherOutputs');
  const { file } = options.teacher ?? {};
  await using _claim = await claimRunFolder(asked.out, 'distill', [outputsPath, file, options.data]);
  const { dataset: origin } = await loadTeacherOutputs(outputsPath);
  const { dataset, settings } = await loadRunData(asked, { path: outputsPath, origin }, context);
  await refuseOverwrite(pathToWrite(settings.out, 'learnedFrom'), [settings.data]);
  // If no board is named, refuse only what fits no board.
  const roomiest = cores.reduce((a, b) => (b.memoryBytes > a.memoryBytes ? b : a));
  const core = options.board === undefined ? roomiest : coreNamed(options.board);
  refuseSoftTargetOptions(dataset, asked.distill);
  const network = studentNetworkOf(dataset, settings);
  await requireFittingStudent(network, dataset, core);
  const teacher = await openTeacher(settings.out, file, dataset, context.output);
  const provenance = { ...teacher.provenance, ...(await provenanceOf(dataset, settings)) };
  const { comparison, path, scratchPath } = await keepCheckpoints(settings.out, context, ['student-'], async () => {
    const comparison = await trainStudents(dataset, teacher, settings, context);
    return { comparison, ...(await saveStudents(comparison, provenance, dataset, settings.out)) };
  });
  const [{ distilled }] = comparison.runs;
  const misfits = await warnOfMadeStudent(distilled.trained.network, network, dataset, core);
  for (const { message } of misfits) context.output.note(`warning: ${message}`);
  return outcomeOf(comparison, misfits, dataset, settings, teacher, { path, scratchPath });
}

/** @throws MethodListError if the method is unknown, or an option does not belong to it */
function checkMethod({ method, alpha, temperature }: Settings['distill']): void {
  if (method === undefined) return;
  const { name } = parseMethod(method);
  if (name === 'scratch') throw new MethodListError(method, 'is always trained, next to every method');
  const given = Object.entries({ alpha, temperature }).find(([, value]) => value !== undefined);
  if (given) throw new MethodListError(method, `takes its options after a question mark, not from --${given[0]}`);
}

/** @throws MethodListError if an option of soft targets is given for boxes, which do not use them */
function refuseSoftTargetOptions({ name, task }: Dataset, { alpha, temperature }: Settings['distill']): void {
  const given = Object.entries({ alpha, temperature }).find(([, value]) => value !== undefined);
  if (!given || !hasBoxes(task)) return;
  throw new MethodListError(
    `--${given[0]}`,
    `is an option of soft targets, but ${name} has boxes in pictures: leave it out, or give the options of bounded-detection with --method`,
  );
}

async function outcomeOf(
  { recipe: { alpha, temperature, ...training }, runs, difference, warnings: found }: TrainedStudents,
  misfits: readonly MisfitWarning[],
  dataset: Dataset,
  settings: Settings,
  teacher: OpenedTeacher,
  { path, scratchPath }: Pick<SavedStudents, 'path' | 'scratchPath'>,
): Promise<CommandOutcome> {
  const { method } = settings.distill;
  const studentNetwork = nameOfChoice(studentChoice(dataset, settings));
  const { countParameters } = await import('../../network/shapes.ts');
  const { differenceText } = await import('../steps/train-students.ts');
  const { testScoreText } = await import('../steps/accuracy.ts');
  const { hasGuessing } = await import('../../validate/guessing.ts');
  const warnings = [...teacher.warnings, ...found, ...misfits];
  const noBetterThanGuessing = hasGuessing(warnings);
  const accuracies = runs.map(({ seed, scratch, distilled }) => ({
    seed,
    scratchAccuracy: scratch.accuracy,
    studentAccuracy: distilled.accuracy,
  }));
  const points = (fraction: number) => `${fraction < 0 ? '' : '+'}${(100 * fraction).toFixed(2)}`;
  const rows = accuracies.map(({ seed, scratchAccuracy, studentAccuracy }) => [
    String(seed),
    percent(scratchAccuracy),
    percent(studentAccuracy),
    points(studentAccuracy - scratchAccuracy),
  ]);
  const { mean, low, high } = difference;
  const compared = runs.length > 1;
  const { learnedFrom } = runs[0].distilled;
  const tree = await describeTree(runs[0].distilled, dataset);
  const isTrained = tree === undefined;
  const isSoft = method === undefined && !hasBoxes(dataset.task);
  const samples = learnedFrom && { path: pathToWrite(dirname(path), 'learnedFrom'), count: learnedFrom.labels.length };
  const next = noBetterThanGuessing
    ? 'No better than guessing: improve it before retort quantize.'
    : misfits.length > 0
      ? 'It does not fit the board: see the warning before retort quantize.'
      : 'Next: retort quantize';
  return {
    json: {
      student: path,
      scratch: scratchPath,
      studentNetwork,
      parameters: countParameters(runs[0].distilled.trained.network),
      ...(isTrained && { recipe: isSoft ? { ...training, alpha, temperature } : training }),
      ...(tree && { tree }),
      ...(method !== undefined && { method }),
      teacherAccuracy: teacher.accuracy.value,
      runs: accuracies,
      ...(compared && { difference: { mean, low, high } }),
      ...(samples && { learnedFrom: samples }),
      noBetterThanGuessing,
      warnings,
    },
    text: [
      `The teacher: ${testScoreText(taskOf(dataset), teacher.accuracy)}.`,
      columns(['seed', 'from scratch', 'distilled', 'points'], rows, new Set([0, 1, 2, 3])),
      compared
        ? `Distilled − scratch: ${differenceText(difference)}.`
        : 'One seed shows no spread: --seeds 3 gives an interval.',
      ...(tree ? [treeText(tree)] : []),
      ...(samples
        ? [`${samples.path}: the ${grouped(samples.count)} samples it was trained on; --data accepts this file.`]
        : []),
      `${path} is the student of seed ${runs[0].seed}. ${next}`,
    ].join('\n'),
  };
}
