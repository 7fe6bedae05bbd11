// The frame around every command: its output, its interrupt, its result on stdout, and its errors as message and exit code.

import { EXIT_CODES, exitCodeOf } from './exit-codes.ts';
import { InterruptedError, listenForInterrupt } from './interrupt.ts';
import { createOutput, type Output } from './output.ts';

export interface CommandContext {
  readonly output: Output;
  readonly signal: AbortSignal;
}

export interface CommandOutcome {
  /** For stdout with --json, as one line. */
  readonly json: Readonly<Record<string, unknown>>;
  /** For stdout without. */
  readonly text: string;
  /** 0 where absent. */
  readonly exitCode?: number;
}

/** Sets the process's exit code; never rejects. */
export async function runCommand(
  json: boolean,
  command: (context: CommandContext) => Promise<CommandOutcome>,
): Promise<void> {
  const signal = listenForInterrupt();
  try {
    const outcome = await command({ output: createOutput(json), signal });
    process.stdout.write(`${json ? JSON.stringify(outcome.json) : outcome.text}\n`);
    process.exitCode = outcome.exitCode ?? EXIT_CODES.ok;
  } catch (error) {
    const interrupted = error instanceof InterruptedError ? error : new InterruptedError();
    reportError(signal.aborted ? interrupted : error, json);
  }
}

/** As {"error":{code,message,…}} on stdout with --json, as text on stderr without. Sets the process's exit code. */
export function reportError(error: unknown, json: boolean): void {
  const { exitCode, code, message, ...fields } = describeError(error);
  process.exitCode = exitCode;
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message, ...fields } })}\n`);
  else process.stderr.write(`retort: ${message}\n`);
  if (process.env.RETORT_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}

/** Code, message and the error's own fields. */
function describeError(error: unknown): { readonly exitCode: number; readonly code: string; readonly message: string } {
  const exitCode = exitCodeOf(error);
  if (!(error instanceof Error)) return { exitCode, code: 'UNEXPECTED', message: String(error) };
  if (exitCode === EXIT_CODES.defect) {
    const message = `${error.message} (not foreseen: set RETORT_DEBUG=1 to see where, and report it)`;
    return { exitCode, code: 'UNEXPECTED', message };
  }
  const { name: _name, cause: _cause, code, ...fields } = { code: undefined, cause: undefined, ...error };
  return { ...fields, exitCode, code: String(code), message: error.message };
}
