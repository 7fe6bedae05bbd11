#!/usr/bin/env node
// The command `retort`: parses the command line and hands over to one file per command, which loads what it needs.

import { CommanderError } from 'commander';
import { EXIT_CODES } from './exit-codes.ts';
import { createProgram, UsageError } from './program.ts';
import { reportError } from './run-command.ts';

const json = process.argv.includes('--json');

try {
  await createProgram(json).parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) reportError(error, json);
  else if (error.exitCode === 0) process.exitCode = EXIT_CODES.ok;
  // Without --json, commander has already written its message to stderr.
  else if (json) reportError(new UsageError(error.message.replace(/^error: /, '')), json);
  else process.exitCode = EXIT_CODES.usage;
}
