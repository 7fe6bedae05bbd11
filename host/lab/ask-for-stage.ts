// A network that a method trained, as the teacher of a later stage: asked of the training split, and there to run live.
import { askTeachers } from '../distill/pseudo-data.ts';
import type { TeacherLogits } from '../distill/teachers.ts';
import type { TrainedNetwork } from '../network/network.ts';
import type { MethodContext } from './method.ts';

export async function askForStage(
  trained: TrainedNetwork,
  { data: { train, preprocessing }, signal }: MethodContext,
): Promise<TeacherLogits> {
  const [asked] = await askTeachers([trained], train, preprocessing, signal);
  return { ...asked, trained };
}
