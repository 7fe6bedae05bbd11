// Reads the packed image, from the run folder or the given path.

import { readOutsideFile } from '../../artifact/read-outside-file.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { pathToRead } from './run-folder.ts';

/** @throws MissingArtifactError, InputFileError, and what the image's reader throws */
export async function openImage(folder: string, given?: string): Promise<StudentImage> {
  const { readStudentImage } = await import('../../image/read.ts');
  const path = pathToRead(folder, 'image', given);
  return readStudentImage(await readOutsideFile(path, 'image'), path);
}
