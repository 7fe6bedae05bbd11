// The float student that an image was made of, where the run folder has it.
import { existsSync } from 'node:fs';
import type { StudentImage } from '../../image/student-image.ts';
import { pathToWrite } from './run-folder.ts';

/** @returns `undefined` where there is none, or one that is not the image's own. @throws TrainedNetworkFileError */
export async function openImageStudent(folder: string, { provenance: { studentDigest } }: StudentImage) {
  const path = pathToWrite(folder, 'student');
  if (studentDigest === undefined || !existsSync(path)) return undefined;
  const { loadTrainedNetwork } = await import('../../network/trained-network-file.ts');
  const student = await loadTrainedNetwork(path);
  return student.digest === studentDigest ? student : undefined;
}

export type ImageStudent = NonNullable<Awaited<ReturnType<typeof openImageStudent>>>;
