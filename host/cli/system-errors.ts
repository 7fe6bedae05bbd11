// Operating system errors that reach a command unchanged: what is wrong, and what to do about it.

import type { ErrorCategory } from '../../proto/retort-error.ts';

interface SystemError {
  readonly category: ErrorCategory;
  readonly advice: string;
}

const input = (advice: string): SystemError => ({ category: 'input', advice });
const environment = (advice: string): SystemError => ({ category: 'environment', advice });

const SYSTEM_ERRORS: Readonly<Record<string, SystemError>> = {
  ENOENT: input('check the path'),
  ENOTDIR: input('a part of the path is a file; check the path'),
  EISDIR: input('name a file, not a folder'),
  ELOOP: input('its symbolic links form a loop; fix them'),
  ENAMETOOLONG: input('use a shorter path'),
  EACCES: environment('check the permissions'),
  EPERM: environment('check the permissions'),
  EROFS: environment('the file system is read-only; choose another folder'),
  ENOSPC: environment('the disk is full; free some space or choose another folder'),
  EDQUOT: environment('the disk quota is used up; free some space or choose another folder'),
  EIO: environment('the disk, or the device behind the path, failed; check it, then run the command again'),
  EMFILE: environment('too many files are open; raise the limit (ulimit -n 1024) and run the command again'),
  ENFILE: environment('the computer has too many files open; close programs and run the command again'),
  ENOMEM: environment('there is not enough memory; close programs and run the command again'),
  EAGAIN: environment('the system is out of a resource; run the command again'),
};

/** Undefined for an error that is unexpected or not from the operating system. */
export function systemErrorOf(error: unknown): SystemError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const code = String(error.code);
  return Object.hasOwn(SYSTEM_ERRORS, code) ? SYSTEM_ERRORS[code] : undefined;
}
