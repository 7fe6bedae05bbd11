#!/usr/bin/env node
// The command `retort`. Loads the program only after error handling is in place, so that every failure gives a message
// and an exit code.

import { guardProcess } from './guard-process.ts';
import { reportError } from './report-error.ts';
import { hideSecretsOfCommandLine } from './text/secret-urls.ts';

hideSecretsOfCommandLine();
const json = process.argv.includes('--json');
const finished = guardProcess(json);

try {
  const { runCommandLine } = await import('./program.ts');
  await runCommandLine(process.argv.slice(2), json);
} catch (error) {
  reportError(error, json);
}
finished();
