// `retort data PATH`: describes a data set before anything is trained on it.

import { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import { addReadingOptions } from '../settings/options.ts';
import { resolveSettings, type SettingsFlags } from '../settings/settings.ts';
import { datasetText, describeDataset } from '../text/reading-text.ts';

export function dataCommand(): Command {
  return addReadingOptions(new Command('data'))
    .description('describes a data set: classes, shape, splits and how they were made, what was left out and why')
    .argument(
      '[set]',
      "a data set's name, a folder of pictures or WAV files, a .csv, or a .safetensors of samples (default: mnist)",
    )
    .addHelpText('after', '\nExample:\n  retort data photos/ --shape 48x48x3\n  retort data digits.csv --json')
    .action((set: string | undefined, options: SettingsFlags) =>
      runCommand(options.json === true, async (context) => {
        const { loadData } = await import('../steps/load-data.ts');
        const settings = await resolveSettings({ ...options, data: set });
        const quiet = { ...context, output: { ...context.output, note: () => {} } }; // The result reports it.
        const description = describeDataset(await loadData(settings, quiet));
        return { json: description, text: datasetText(description) };
      }),
    );
}
