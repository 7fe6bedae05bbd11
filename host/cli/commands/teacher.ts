// `retort teacher`: trains a teacher and caches its outputs.

import { Command } from 'commander';
import { keepCheckpoints } from '../checkpoints.ts';
import { proportion } from '../format.ts';
import { addDataOptions, addTrainingOptions } from '../options.ts';
import { runCommand } from '../run-command.ts';
import { prepareRunFolder } from '../run-folder.ts';
import { resolveSettings, type SettingsFlags, type TrainingFlags } from '../settings.ts';

export function teacherCommand(): Command {
  return addTrainingOptions(addDataOptions(new Command('teacher')))
    .description('trains a teacher and caches its outputs by sample id')
    .addHelpText('after', '\nExample:\n  retort teacher --data fashion-mnist --epochs 5')
    .action((options: SettingsFlags & TrainingFlags) =>
      runCommand(options.json === true, async (context) => {
        const { loadData } = await import('../steps/load-data.ts');
        const { trainTeacher } = await import('../steps/train-teacher.ts');
        const settings = await resolveSettings({ ...options, teacherTraining: options });
        await prepareRunFolder(settings.out);
        const dataset = await loadData(settings, context);
        const { path, outputsPath, digest, parameters, accuracy } = await keepCheckpoints(settings.out, context, () =>
          trainTeacher(dataset, settings, context),
        );
        return {
          json: {
            teacher: path,
            teacherOutputs: outputsPath,
            digest,
            parameters,
            teacherAccuracy: accuracy.value,
            interval: { low: accuracy.low, high: accuracy.high },
          },
          text: `${path}: ${proportion(accuracy)} of the test split right. Next: retort distill`,
        };
      }),
    );
}
