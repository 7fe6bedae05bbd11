// Handles everything that ends the process besides a command's own result: a closed or full output, an uncaught error,
// an end without a result.

import { EXIT_CODES } from './exit-codes.ts';
import { reportError } from './report-error.ts';
import { systemErrorOf } from './system-errors.ts';

/** Captured early, because `process.exit` is replaced while a configuration is loaded (config.ts). */
const exit = process.exit.bind(process);

/** Installs the handlers. The result is to be called when the command has set its exit code. */
export function guardProcess(json: boolean): () => void {
  let outcome: typeof process.exitCode;
  process.stdout.on('error', endOnLostOutput);
  process.stderr.on('error', () => {}); // Only progress is lost.
  const fail = (error: unknown) => {
    reportError(error, json);
    exit();
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  process.on('exit', (code) => {
    if (code !== EXIT_CODES.ok) return;
    if (outcome === undefined)
      reportError(
        new Error('ended without a result: it exited, or was waiting for something that never happens'),
        json,
      );
    else process.exitCode = outcome; // Whatever exit code a configuration set.
  });
  process.on('beforeExit', () => {
    if (outcome === undefined) exit();
  });
  return () => {
    outcome = process.exitCode ?? EXIT_CODES.ok;
  };
}

/** At once: nobody reads the output any more, and artifacts are written completely or not at all. */
function endOnLostOutput(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') exit(EXIT_CODES.outputClosed);
  process.stderr.write(
    `retort: the output cannot be written: ${error.message}; ${systemErrorOf(error)?.advice ?? 'try again'}\n`,
  );
  exit(EXIT_CODES.environment);
}
