// Reports an error as a command's result: its message and its exit code.

import { EXIT_CODES, exitCodeOf } from './exit-codes.ts';
import { systemErrorOf } from './system-errors.ts';
import { shownJson, shownText } from './text/shown-text.ts';

/** As {"error":{code,message,…}} on stdout with --json, as text on stderr without. Sets the process's exit code. */
export function reportError(error: unknown, json: boolean): void {
  const { exitCode, code, message, ...fields } = describeError(error);
  process.exitCode = exitCode;
  if (json) process.stdout.write(`${shownJson({ error: { code, message, ...fields } })}\n`);
  else process.stderr.write(`retort: ${shownText(message)}\n`);
  if (process.env.RETORT_DEBUG && error instanceof Error) process.stderr.write(`${shownText(String(error.stack))}\n`);
}

/** Code, message and the error's own fields. */
function describeError(error: unknown): { readonly exitCode: number; readonly code: string; readonly message: string } {
  const exitCode = exitCodeOf(error);
  if (!(error instanceof Error)) return { exitCode, code: 'UNEXPECTED', message: String(error) };
  if (exitCode === EXIT_CODES.defect) {
    const message = `${error.message} (unexpected: set RETORT_DEBUG=1 to see where, and report it)`;
    return { exitCode, code: 'UNEXPECTED', message };
  }
  const { name: _name, cause: _cause, code, ...fields } = { code: undefined, cause: undefined, ...error };
  const system = systemErrorOf(error);
  return {
    ...fields,
    exitCode,
    code: String(code),
    message: system ? `${error.message}; ${system.advice}` : error.message,
  };
}
