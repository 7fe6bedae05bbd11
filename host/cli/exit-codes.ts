// The exit code of each error follows from its category (proto/retort-error.ts).

import { type ErrorCategory, RetortError } from '../../proto/retort-error.ts';
import { systemErrorOf } from './system-errors.ts';

export const EXIT_CODES = {
  ok: 0,
  comparisonFailed: 1,
  usage: 2,
  input: 3,
  training: 4,
  image: 5,
  board: 6,
  environment: 7,
  defect: 70,
  interrupted: 130,
  outputClosed: 141,
} as const;

export const EXIT_CODES_HELP = `Exit codes:
  0    done
  1    the comparison failed: predictions are missing, foreign or not bit-exact; a design exceeds its budget or its FPGA, or is slower than its clock
  2    wrong usage: an option, a board's URL, retort.config.ts
  3    a data set or an input file is missing, damaged or of the wrong shape
  4    training, distillation, compression or quantization failed
  5    the image is corrupt, too large or made for another core, or a layer is not supported
  6    the board or the link to it failed
  7    the environment: TensorFlow missing, disk full, no permission, too many open files
  70   a defect in retort itself
  130  interrupted
  141  the output's reader closed the pipe, as in 'retort … | head'`;

const OF_CATEGORY: Readonly<Record<ErrorCategory, number>> = {
  comparison: EXIT_CODES.comparisonFailed,
  usage: EXIT_CODES.usage,
  input: EXIT_CODES.input,
  training: EXIT_CODES.training,
  image: EXIT_CODES.image,
  board: EXIT_CODES.board,
  environment: EXIT_CODES.environment,
  interrupted: EXIT_CODES.interrupted,
};

/** Undefined for an unexpected error, which is a defect. */
function categoryOf(error: unknown): ErrorCategory | undefined {
  if (error instanceof RetortError) return error.category;
  return systemErrorOf(error)?.category;
}

export function exitCodeOf(error: unknown): number {
  const category = categoryOf(error);
  return category === undefined ? EXIT_CODES.defect : OF_CATEGORY[category];
}
