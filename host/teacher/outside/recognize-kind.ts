// Determines which kind of teacher is at a path, from the names of its files. Their readers check whether they are
// complete.
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import type { OutsideOrigin } from '../teacher-outputs.ts';
import { OutsideTeacherFileError } from './outside-errors.ts';

/** What model.json describes it says itself. */
type Kind = Exclude<OutsideOrigin['kind'], 'layers-model' | 'graph-model'> | 'tfjs';

const kindsByEnding: Readonly<Record<string, Kind>> = {
  '.keras': 'keras',
  '.h5': 'keras',
  '.hdf5': 'keras',
  '.tflite': 'tflite',
  '.npy': 'npy',
  '.csv': 'csv',
  '.safetensors': 'safetensors',
};

const whatServes =
  'Name a folder with model.json (a tfjs LayersModel or GraphModel) or saved_model.pb (a TensorFlow SavedModel), a .keras, .h5 or .tflite, ' +
  'or outputs in a .npy, .csv or teacher-outputs.safetensors.';

/** What others write, and what to do with it. */
const knownOthers: Readonly<Record<string, string>> = {
  '.onnx': 'Compute its outputs for every sample and name their .npy file.',
  '.pt': 'Compute its outputs for every sample and name their .npy file.',
  '.pth': 'Compute its outputs for every sample and name their .npy file.',
  '.npz': 'Write one array with numpy.save.',
};

/**
 * @returns the kind, and the path of the model: its folder where one of the files in it was named
 * @throws OutsideTeacherFileError
 */
export async function recognizeKind(path: string): Promise<{ readonly kind: Kind; readonly path: string }> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const problem = error.code === 'ENOENT' ? 'there is no such file or folder' : `it cannot be read (${error.code})`;
    throw new OutsideTeacherFileError(path, problem, 'Check the path.', error);
  });
  if (found.isDirectory()) return { kind: recognizeFolder(path, await readdir(path)), path };
  const name = basename(path);
  if (name === 'model.json' || name === 'saved_model.pb') return recognizeKind(dirname(path));
  const ending = extname(path).toLowerCase();
  const kind = kindsByEnding[ending];
  if (kind) return { kind, path };
  throw new OutsideTeacherFileError(
    path,
    `files ending in "${ending}" are not supported`,
    knownOthers[ending] ?? whatServes,
  );
}

function recognizeFolder(path: string, names: readonly string[]): Kind {
  const [layers, saved] = [names.includes('model.json'), names.includes('saved_model.pb')];
  if (layers && saved) {
    const problem = 'it holds both a model.json and a saved_model.pb';
    throw new OutsideTeacherFileError(path, problem, 'Put each into a separate folder.');
  }
  if (layers) return 'tfjs';
  if (saved) return 'saved-model';
  const seen = names.length === 0 ? 'it is an empty folder' : `it holds ${[...names].sort().slice(0, 6).join(', ')}`;
  throw new OutsideTeacherFileError(path, seen, whatServes);
}
