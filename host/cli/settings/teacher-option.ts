// The value of `--teacher`: which teacher the student learns from, and whether it runs live.

import { InvalidArgumentError } from 'commander';

/** Whether teachers run in each step, on the augmented pictures, or ran once, on the original pictures. */
export const teacherModes = ['live', 'cached'] as const;
export type TeacherMode = (typeof teacherModes)[number];

export interface TeacherOption {
  /** Of the trained teacher. */
  readonly file?: string;
  readonly mode?: TeacherMode;
}

export function isTeacherMode(text: string): text is TeacherMode {
  return (teacherModes as readonly string[]).includes(text);
}

/** For an option that may stand once with a file and once with a mode. @throws InvalidArgumentError */
export function collectTeacher(text: string, before: TeacherOption = {}): TeacherOption {
  const one = isTeacherMode(text) ? { mode: text } : { file: text };
  const [key] = Object.keys(one) as (keyof TeacherOption)[];
  if (before[key] !== undefined) {
    throw new InvalidArgumentError(
      `${key === 'mode' ? 'live or cached' : 'a file'} is given twice: '${before[key]}' and '${text}'.`,
    );
  }
  return { ...before, ...one };
}
