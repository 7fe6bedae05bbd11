// `retort compare`: methods over several seeds, each compared with the student from scratch; what is shown, and what is
// not.

import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { ComparedMethod } from '../../lab/compare-methods.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { addAugmentOption } from '../settings/augment-option.ts';
import { loadConfig } from '../settings/config.ts';
import { parseMethods } from '../settings/method-list.ts';
import { addSizeOption, addStudentOption, addTeacherNetworkOption } from '../settings/network-choice.ts';
import { addDataOptions, addTrainingOptions, integer } from '../settings/options.ts';
import { studentNetworkOf, teacherNetworkOf, teacherRecipe } from '../settings/recipes.ts';
import { resolveSettings, type SettingsFlags, type TrainingFlags } from '../settings/settings.ts';
import { type TeacherMode, teacherModes } from '../settings/teacher-option.ts';
import { keepCheckpoints } from '../steps/checkpoints.ts';
import { refuseOverwrite } from '../steps/refuse-overwrite.ts';
import { claimRunFolder } from '../steps/run-lock.ts';

interface CompareFlags extends SettingsFlags, TrainingFlags {
  readonly methods?: string;
  readonly seeds?: number;
  readonly student?: string;
  readonly teacherNetwork?: string;
  readonly teachers?: number;
  readonly teacher?: TeacherMode;
  readonly teacherEpochs?: number;
  readonly tune?: number;
  readonly int8?: boolean;
}

export function compareCommand(): Command {
  const withData = addTrainingOptions(addDataOptions(new Command('compare')));
  return addAugmentOption(addTeacherNetworkOption(addStudentOption(addSizeOption(withData))))
    .description(
      'compares distillation and compression methods with a student trained from scratch, over several seeds',
    )
    .option(
      '--methods <list>',
      "methods with their options, such as 'soft-targets?temperature=20&alpha=1,quantize-only'",
    )
    .option('--seeds <n>', 'students per method (default: 3)', integer(1, 100))
    .option('--teachers <n>', 'number of teachers, used as an ensemble (default: 1)', integer(1, 50))
    .addOption(
      new Option(
        '--teacher <mode>',
        'live: run the teachers in each step, on the augmented pictures; cached: run them once, on the original pictures (default: live if pictures are augmented)',
      ).choices(teacherModes),
    )
    .option('--teacher-epochs <n>', "a teacher's passes over the training split", integer(1, 10_000))
    .option(
      '--tune <n>',
      'candidates per method to tune on the validation split, scratch included (default: 1)',
      integer(1, 100),
    )
    .option('--no-int8', 'skip the int8 students on the integer reference')
    .addHelpText(
      'after',
      "\nMethods, their options and sources: 'retort methods'.\n\nExample:\n  retort compare --data digits --methods soft-targets,logit-regression --seeds 5",
    )
    .action((flags: CompareFlags) => runCommand(flags.json === true, (context) => compare(flags, context)));
}

async function compare(flags: CompareFlags, context: CommandContext): Promise<CommandOutcome> {
  const { loadData, pathOfData } = await import('../steps/load-data.ts');
  const { checkMethodFor, listensToTeachers, readMethodOptions, siteOf } = await import('../../lab/methods.ts');
  const { trainLabTeachers } = await import('../steps/lab-teachers.ts');
  const { runComparison } = await import('../steps/run-comparison.ts');
  const { compare: configured = {} } = await loadConfig(flags.config);
  const teacherTraining = flags.teacherEpochs === undefined ? {} : { epochs: flags.teacherEpochs };
  const settings = await resolveSettings({
    ...flags,
    distillation: { ...flags, teacherMode: flags.teacher },
    teacherTraining,
    studentNetwork: flags.student ?? configured.student,
    teacherNetwork: flags.teacherNetwork ?? configured.teacher,
  });
  const methods = flags.methods === undefined ? methodsOf(configured.methods) : parseMethods(flags.methods);
  // Refuse wrong ones before hours of training.
  const read = methods.map(({ name, options }) => ({ name, options: readMethodOptions(name, options) }));
  const folder = join(settings.out, 'comparison');
  const data = await pathOfData(settings);
  await refuseOverwrite(folder, [data]);
  await using _claim = await claimRunFolder(settings.out, 'compare', [data]);
  const dataset = await loadData(settings, context);
  const network = studentNetworkOf(dataset, settings);
  const teacherNetwork = teacherNetworkOf(dataset, settings);
  const site = siteOf(dataset, network, teacherNetwork);
  for (const { name, options } of read) checkMethodFor(name, options, site);
  return keepCheckpoints(folder, context, [], async () => {
    const listening = read.some(({ name, options }) => listensToTeachers(name, options));
    const count = listening ? (flags.teachers ?? configured.teachers ?? 1) : 0;
    const recipe = teacherRecipe(dataset, settings);
    const options = { folder, network: teacherNetwork, recipe, seed: settings.seed, count };
    const teachers = await trainLabTeachers(dataset, options, context);
    const plan = {
      methods,
      seeds: Array.from({ length: flags.seeds ?? configured.seeds ?? 3 }, (_, i) => settings.seed + i),
      tuningBudget: flags.tune ?? configured.tune ?? 1,
    };
    return runComparison({ dataset, settings, network, teachers, folder, plan, int8: flags.int8 !== false }, context);
  });
}

const defaultMethods = ['soft-targets', 'logit-regression', 'quantize-only', 'quantization-aware'];

type ConfiguredMethods = readonly (string | { readonly name: string; readonly options?: ComparedMethod['options'] })[];

function methodsOf(configured: ConfiguredMethods = defaultMethods): ComparedMethod[] {
  return configured.flatMap((one) =>
    typeof one === 'string' ? parseMethods(one) : [{ name: one.name, options: one.options ?? {} }],
  );
}
