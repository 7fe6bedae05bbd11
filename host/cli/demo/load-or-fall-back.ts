// The demo's data: the requested set or, if none was requested and the default cannot be found or downloaded, the
// embedded set.

import type { Dataset } from '../../dataset/dataset.ts';
import { DatasetNotFoundError } from '../../dataset/errors.ts';
import { quietAtFirst } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import type { Settings } from '../settings/settings.ts';
import { loadData } from '../steps/load-data.ts';

/** Falls back only from a default; the demo's first line then says so. */
export async function loadOrFallBack(settings: Settings, context: CommandContext): Promise<Dataset> {
  if (settings.dataNamed) return loadData(settings, context);
  const { data, dataDir, dataSettings } = settings;
  try {
    return await loadData({ data, dataDir, dataSettings }, { ...context, output: quietAtFirst(context.output) });
  } catch (error) {
    if (!(error instanceof DatasetNotFoundError)) throw error;
    context.output.note(
      `${data} could not be found or downloaded: this demo uses the embedded data set glyphs instead (retort demo --data ${data} says why)`,
    );
    return loadData({ data: 'glyphs', dataSettings }, context);
  }
}
