// For a report: how the training of a run folder's student went, and of the one from scratch with the same seed.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StudentImage } from '../../image/student-image.ts';
import type { Cell } from '../../lab/cell.ts';
import { studentPath } from '../../lab/cell-files.ts';
import { readJson } from '../../lab/json-file.ts';
import type { TrainingCourse } from '../../report/student/report-content.ts';

/** @returns `undefined` where the folder has no student whose digest the image names. @throws LabFileError, TrainedNetworkFileError */
export async function trainingCourseOf(
  folder: string,
  { provenance: { studentDigest } }: Pick<StudentImage, 'provenance'>,
): Promise<readonly TrainingCourse[] | undefined> {
  const cells = join(folder, 'students', 'cells');
  if (studentDigest === undefined || !existsSync(cells)) return undefined;
  const { loadTrainedNetwork } = await import('../../network/trained-network-file.ts');
  const run: { readonly cell: Cell; readonly isImage: boolean }[] = [];
  for (const name of (await readdir(cells)).filter((each) => each.endsWith('.json')).sort()) {
    const path = join(cells, name);
    const student = studentPath(path);
    const cell = await readJson<Cell>(path);
    if (!cell?.figures || !existsSync(student)) continue;
    run.push({ cell, isImage: (await loadTrainedNetwork(student)).digest === studentDigest });
  }
  const image = run.find(({ isImage }) => isImage)?.cell;
  if (!image) return undefined;
  const { method, seed } = image.configuration;
  const scratch = run.find(
    ({ cell: { configuration } }) =>
      method !== 'scratch' &&
      configuration.method === 'scratch' &&
      configuration.seed === seed &&
      configuration.network.digest === image.configuration.network.digest,
  )?.cell;
  return [courseOf(`distilled (${method})`, image), ...(scratch ? [courseOf('from scratch', scratch)] : [])];
}

function courseOf(name: string, { figures }: Cell): TrainingCourse {
  return { name, epochs: figures!.history.flatMap(({ epochs }) => epochs) };
}
