// Reads the packed image, from the run folder or from where the user says.

import type { StudentImage } from '../../image/student-image.ts';
import { readInputFile } from '../input-file.ts';
import { pathToRead } from '../run-folder.ts';

/** @throws MissingArtifactError, InputFileError, and what the image's reader throws */
export async function openImage(folder: string, given?: string): Promise<StudentImage> {
  const { readStudentImage } = await import('../../image/read.ts');
  const path = pathToRead(folder, 'image', given);
  return readStudentImage(await readInputFile(path), path);
}
