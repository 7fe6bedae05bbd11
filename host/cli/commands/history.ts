// `retort history export FILE`: the predictions that `retort monitor --web` has kept, as a file for other programs.

import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { RetortError } from '../../../proto/retort-error.ts';
import { runCommand } from '../run-command.ts';
import { moment } from '../settings/options.ts';
import { resolveSettings, type SettingsFlags } from '../settings/settings.ts';
import { grouped } from '../text/format.ts';

interface ExportFlags extends SettingsFlags {
  readonly history?: string;
  readonly from?: number;
  readonly to?: number;
}

export function historyCommand(): Command {
  return new Command('history')
    .description("what 'retort monitor --web' has kept")
    .enablePositionalOptions()
    .addHelpText('after', '\nExample:\n  retort history export predictions.parquet')
    .addCommand(exportCommand());
}

function exportCommand(): Command {
  return new Command('export')
    .description('writes the predictions of a history as CSV or Parquet')
    .argument('<file>', 'the file to write: .csv or .parquet')
    .option(
      '--history <place>',
      'the history: a folder, or postgres://USER:PASSWORD@HOST/DATABASE (default: history in the run folder)',
    )
    .option('--from <time>', 'only from this time on, such as 2026-11-30T12:00:00Z', moment)
    .option('--to <time>', 'only before this time', moment)
    .addHelpText(
      'after',
      '\nExample:\n  retort history export predictions.parquet\n  retort history export today.csv --from 2026-11-30 --history postgres://127.0.0.1/lab',
    )
    .action((file: string, flags: ExportFlags) =>
      runCommand(flags.json === true, async () => {
        const { exportFormats, exportHistory } = await import('../../web/history/export-history.ts');
        const { writeFileAtomically } = await import('../../artifact/write-file.ts');
        const { openHistoryAt, placeOfHistory } = await import('../monitor/open-web-history.ts');
        const format = exportFormats.find((each) => file.toLowerCase().endsWith(`.${each}`));
        if (!format) throw new ExportFormatError(file);
        const { out } = await resolveSettings(flags);
        const place = placeOfHistory(flags.history, out);
        const history = await openHistoryAt(place, { command: 'history export', mustExist: true });
        try {
          const chunks = exportHistory(history, format, { fromMs: flags.from, toMs: flags.to });
          await writeFileAtomically(file, chunks);
          const { size: bytes } = await stat(file);
          return { json: { file, bytes }, text: `${file}: ${grouped(bytes)} bytes` };
        } finally {
          await history.close();
        }
      }),
    );
}

class ExportFormatError extends RetortError {
  readonly code = 'CLI_EXPORT_FORMAT';
  readonly category = 'usage';
  override readonly name = 'ExportFormatError';
  readonly path: string;

  constructor(path: string) {
    super(`'${path}' is neither CSV nor Parquet: let its name end in .csv or .parquet`);
    this.path = path;
  }
}
