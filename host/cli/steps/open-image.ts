// Reads the packed image, from the run folder or the given path.

import { readOutsideFile } from '../../artifact/read-outside-file.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { pathToRead } from './run-folder.ts';

/** @throws MissingArtifactError, InputFileError, and what the image's reader throws */
export async function openImage(folder: string, given?: string): Promise<StudentImage> {
  return (await openImageFile(folder, given)).image;
}

/** With the file's bytes. Throws what openImage throws. */
export async function openImageFile(
  folder: string,
  given?: string,
): Promise<{ readonly image: StudentImage; readonly file: Uint8Array }> {
  const { readStudentImage } = await import('../../image/read.ts');
  const path = pathToRead(folder, 'image', given);
  const file = await readOutsideFile(path, 'image');
  return { image: readStudentImage(file, path), file };
}
