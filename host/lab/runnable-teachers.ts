// Methods that ask teachers about new samples need ones that can be run: of a teacher from outside there are outputs alone.
import type { TrainedNetwork } from '../network/network.ts';
import { MethodOptionError } from './lab-errors.ts';
import type { LabTeacher } from './method.ts';

/** @throws MethodOptionError */
export function runnableTeachers(method: string, teachers: readonly LabTeacher[]): TrainedNetwork[] {
  return teachers.map(({ trained, digest }) => {
    if (trained) return trained;
    const known = digest.slice(0, 12);
    throw new MethodOptionError(
      method,
      digest,
      `teacher ${known} cannot be run, because only its outputs are available; train one, or name its file`,
    );
  });
}
