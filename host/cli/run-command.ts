// The frame around every command: its output, its interrupt, its result on stdout, and its errors as message and exit code.

import { EXIT_CODES } from './exit-codes.ts';
import { InterruptedError, listenForInterrupt } from './interrupt.ts';
import { createOutput, type Output } from './output.ts';
import { reportError } from './report-error.ts';
import { shownJson, shownText } from './text/shown-text.ts';

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
    process.stdout.write(`${json ? shownJson(outcome.json) : shownText(outcome.text)}\n`);
    process.exitCode = outcome.exitCode ?? EXIT_CODES.ok;
  } catch (error) {
    const interrupted = error instanceof InterruptedError ? error : new InterruptedError();
    reportError(signal.aborted ? interrupted : error, json);
  }
}
