// How large the teacher is that an image's student learned from, where its file is at hand.
import { existsSync } from 'node:fs';
import { pathToWrite } from './run-folder.ts';

/** @param given the teacher's file, where the user named it. Empty for a file of another teacher. @throws TrainedNetworkFileError */
export async function teacherParameters(
  folder: string,
  given: string | undefined,
  digest: string | undefined,
): Promise<{ readonly teacher?: number }> {
  const path = given ?? pathToWrite(folder, 'teacher');
  if (!existsSync(path)) return {};
  const { loadTrainedNetwork } = await import('../../network/trained-network-file.ts');
  const { countParameters } = await import('../../network/shapes.ts');
  const teacher = await loadTrainedNetwork(path);
  return digest === undefined || teacher.digest === digest ? { teacher: countParameters(teacher.trained.network) } : {};
}
