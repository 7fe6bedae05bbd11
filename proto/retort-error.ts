// The base of every error that Retort foresees. It stands here because host, bridge and virtual board all import from proto/.

/** What is at fault; the command line's exit code follows from it (host/cli/exit-codes.ts). */
export type ErrorCategory =
  | 'comparison'
  | 'usage'
  | 'input'
  | 'training'
  | 'image'
  | 'board'
  | 'environment'
  | 'interrupted';

/** The message carries the value that is wrong and the next step; the fields of a class carry them for programs. */
export abstract class RetortError extends Error {
  /** Names the class in JSON; stable from version to version. */
  abstract readonly code: string;
  abstract readonly category: ErrorCategory;
}
