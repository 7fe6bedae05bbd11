// Where files are kept that can be made or fetched again.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** In `RETORT_CACHE`, or in `~/.cache/retort`. */
export function cacheFolder(kind: 'datasets' | 'pictures'): string {
  return join(process.env.RETORT_CACHE || join(homedir(), '.cache', 'retort'), kind);
}
