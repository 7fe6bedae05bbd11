// `retort set-up`: installs TensorFlow, needed only to train, distil and quantize, if npm could not.

import { Command } from 'commander';
import { RetortError } from '../../../proto/retort-error.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import type { CommonOptions } from '../settings/options.ts';

class SetUpFailedError extends RetortError {
  readonly code = 'TENSORFLOW_SET_UP_FAILED';
  readonly category = 'environment';
  override readonly name = 'SetUpFailedError';
}

export function setUpCommand(): Command {
  return new Command('set-up')
    .description(
      'installs TensorFlow, needed to train and quantize, if npm could not; does nothing if it already works',
    )
    .addHelpText('after', '\nExample:\n  retort set-up')
    .action((options: CommonOptions) => runCommand(options.json === true, setUpTensorFlow));
}

async function setUpTensorFlow({ output, signal }: CommandContext): Promise<CommandOutcome> {
  const { setUp } = await import('../../tensorflow/set-up-steps.mjs');
  const { interruptCommands, SetUpError } = await import('../../tensorflow/run-command.mjs');
  const { findTfjs } = await import('../../tensorflow/tfjs-package.mjs');
  signal.addEventListener('abort', () => interruptCommands(EXIT_CODES.interrupted), { once: true });
  try {
    const installed = await setUp((line) => output.note(`set-up: ${line}`));
    const folder = findTfjs();
    return { json: { installed, folder }, text: `TensorFlow works: ${folder}` };
  } catch (error) {
    throw error instanceof SetUpError ? new SetUpFailedError(error.message, { cause: error }) : error;
  }
}
