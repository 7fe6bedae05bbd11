// The data set that an image says it was made with.

import type { DataOrigin } from '../../dataset/data-origin.ts';
import { parseOrigin } from '../../dataset/parse-origin.ts';
import { CorruptImageError } from '../../image/image-errors.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { detectedClasses } from '../../task/detection.ts';
import type { MadeFrom } from './load-run-data.ts';
import { pathToRead } from './run-folder.ts';

/** `given`: the image's path, where the user named one. @throws CorruptImageError, MissingArtifactError */
export function madeFromOf(image: StudentImage, folder: string, given?: string): MadeFrom {
  const path = pathToRead(folder, 'image', given);
  const origin = originOf(image, path);
  return { path, ...(origin && { origin }) };
}

/** `undefined` for an image that names none, as an imported one. */
function originOf({ provenance, labels, input }: StudentImage, path: string): DataOrigin | undefined {
  const { datasetName, datasetDigest, datasetPath, datasetFolder, datasetSettings, datasetSamples } = provenance;
  if (datasetName === undefined || datasetDigest === undefined) return undefined;
  const classes = detectedClasses(labels);
  const origin = parseOrigin({
    name: datasetName,
    digest: datasetDigest,
    classes: classes ?? labels,
    ...(classes && { detection: true }),
    vocabulary: input.vocabulary,
    path: datasetPath,
    folder: datasetFolder,
    settings: parseSettings(datasetSettings),
    samples: datasetSamples,
  });
  if (origin === undefined)
    throw new CorruptImageError(path, `it does not say how ${datasetName} is read: ${datasetSettings}`);
  return origin;
}

function parseSettings(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return json; // not settings
  }
}
