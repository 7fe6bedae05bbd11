// Ctrl-C and termination: the first signal aborts the running command, which cleans up; the second one ends the process at once.

import { RetortError } from '../../proto/retort-error.ts';
import { EXIT_CODES } from './exit-codes.ts';

export class InterruptedError extends RetortError {
  readonly code = 'CLI_INTERRUPTED';
  readonly category = 'interrupted';
  override readonly name = 'InterruptedError';

  /** @param checkpoints the folder with the training so far, if there is any */
  constructor(checkpoints?: string) {
    super(
      checkpoints === undefined
        ? 'interrupted; no half-written files were left behind'
        : `interrupted; the training so far is saved in ${checkpoints}: the same command resumes from there`,
    );
  }
}

const SHOW_CURSOR = '\u001b[?25h';

/** Installs the handlers; the signal is aborted with an InterruptedError. */
export function listenForInterrupt(): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) {
      if (process.stderr.isTTY) process.stderr.write(`${SHOW_CURSOR}\n`);
      process.exit(EXIT_CODES.interrupted);
    }
    controller.abort(new InterruptedError());
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller.signal;
}

/** For commands that run until interrupted. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
