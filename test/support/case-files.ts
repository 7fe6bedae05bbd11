// Files that failed strangers, in an archive beside the data sets. Tests that need them skip without.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './data-folder.ts';

const archive = join(dataFolder, '..', 'cases', 'data.tar.gz');

export const hasCaseFiles = existsSync(archive);

/** Unpacks those into `folder` where they are there. @param patterns tar's; all files where absent */
export function unpackCaseFiles(folder: string, ...patterns: readonly string[]): void {
  if (hasCaseFiles) execFileSync('tar', ['-xzf', archive, '-C', folder, '--wildcards', ...patterns]);
}
