// A .keras or .h5 file as a description of layers and their weights, as readLayersFiles gives those of a folder. Loads no TensorFlow, runs no code.
import { unzipSync } from 'fflate';
import { sha256 } from '../../artifact/digest.ts';
import { parseJson } from '../../artifact/parse-json.ts';
import { checkSize, readOutsideFile } from '../../artifact/read-outside-file.ts';
import { openHdf5, type StoredWeight } from './hdf5-weights.ts';
import { isKeras3, type LayersTopology, renameWeights, toKeras2 } from './keras3-topology.ts';
import type { LayersFiles } from './layers-files.ts';
import { OutsideTeacherFileError } from './outside-errors.ts';

type Config = LayersFiles['modelTopology'];

const saveAgain = 'Save the whole model with model.save("model.keras").';
const parts = ['config.json', 'metadata.json', 'model.weights.h5'] as const;

/** @throws OutsideTeacherFileError, OutsideTeacherModelError, InputFileError; the signal's reason when aborted */
export async function readKerasFile(path: string, signal?: AbortSignal): Promise<LayersFiles> {
  const bytes = await readOutsideFile(path, 'weights', signal);
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return { ...(isZip ? readZip(bytes, path) : readHdf5(bytes, path)), digest: sha256(bytes) };
}

/** The zip of Keras 3: config.json, metadata.json and model.weights.h5. */
function readZip(bytes: Uint8Array, path: string): Omit<LayersFiles, 'digest'> {
  const files = unzip(bytes, path);
  const [config, metadata, stored] = parts.map((name) => {
    if (!files[name]) throw new OutsideTeacherFileError(path, `there is no ${name} in it`, saveAgain);
    return files[name];
  });
  const { keras_version } = readJson(new TextDecoder().decode(metadata), path) as LayersTopology;
  const model = readJson(new TextDecoder().decode(config), path) as Config;
  const weights = openHdf5(stored, path).weights('layers');
  const names = weights.map(({ path: steps }) => steps.join('/'));
  const renamed = renameWeights(model, names);
  return {
    modelTopology: isKeras3({ keras_version }) ? toKeras2(model) : model,
    weights: new Map(weights.map((weight, i) => [nameByLayer(weight) ?? renamed[i], weight])),
  };
}

/** Its layer and its number there, where the group "vars" around it names the layer. */
function nameByLayer({ layer, path }: StoredWeight): string | undefined {
  return layer === undefined || path.at(-2) !== 'vars' ? undefined : `${layer}/vars/${path.at(-1)}`;
}

/** The one file of Keras 2, which Keras 3 writes too: the description is an attribute, weights lie by the names of layers. */
function readHdf5(bytes: Uint8Array, path: string): Omit<LayersFiles, 'digest'> {
  const { attributes, weights } = openHdf5(bytes, path);
  const description = attributes.get('model_config');
  if (description === undefined) {
    throw new OutsideTeacherFileError(
      path,
      'it holds weights, but does not describe their model (model_config)',
      saveAgain,
    );
  }
  const model = readJson(description, path) as Config;
  return {
    modelTopology: isKeras3({ keras_version: attributes.get('keras_version') }) ? toKeras2(model) : model,
    weights: new Map(
      weights('model_weights').map((weight) => [weight.path.slice(-2).join('/').replace(/:0$/, ''), weight]),
    ),
  };
}

/** Sizes are those that the zip states; nothing larger is unpacked. */
function unzip(bytes: Uint8Array, path: string): Record<string, Uint8Array> {
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!parts.some((part) => part === name)) return false;
        total += originalSize;
        checkSize(path, 'weights', total);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof Error && 'category' in error) throw error;
    throw new OutsideTeacherFileError(
      path,
      `it is not a complete zip file (${error instanceof Error ? error.message : error})`,
      saveAgain,
      error,
    );
  }
}

function readJson(text: string, path: string): object {
  try {
    const json = parseJson(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new OutsideTeacherFileError(path, `its description is not valid JSON (${reason})`, saveAgain, error);
  }
  throw new OutsideTeacherFileError(path, 'it describes no model', saveAgain);
}
