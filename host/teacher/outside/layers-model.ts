// A tfjs or Keras LayersModel as a teacher. tfjs builds its layers from their descriptions; no code of the model's runs.
import { tf } from '../../tensorflow/tensorflow.ts';
import { readKerasFile } from './keras-file.ts';
import { type LayersFiles, readLayersFiles } from './layers-files.ts';
import { OutsideTeacherModelError } from './outside-errors.ts';
import type { OutsideModel } from './outside-teacher.ts';
import { saveAgain, type TfjsFolder } from './tfjs-folder.ts';

const exportInstead =
  'Export the model from Keras with model.export("teacher") and name that folder, or save its outputs in a .npy.';

/** @throws OutsideTeacherFileError, OutsideTeacherModelError, InputFileError; the signal's reason when aborted */
export async function openLayersModel(folder: TfjsFolder, signal?: AbortSignal): Promise<OutsideModel> {
  return openLayers('layers-model', folder.folder, folder.path, await readLayersFiles(folder, signal));
}

/** A .keras or .h5 file. @throws OutsideTeacherFileError, OutsideTeacherModelError, InputFileError; the signal's reason when aborted */
export async function openKerasModel(path: string, signal?: AbortSignal): Promise<OutsideModel> {
  return openLayers('keras', path, path, await readKerasFile(path, signal));
}

/** @param path named in errors */
async function openLayers(
  kind: OutsideModel['kind'],
  source: string,
  path: string,
  files: LayersFiles,
): Promise<OutsideModel> {
  refuseChannelsFirst(path, files.modelTopology);
  const model = await build(path, files);
  const { inputs, outputs } = model;
  try {
    requireOne(path, 'inputs', inputs.length, model.inputNames);
    requireOne(path, 'outputs', outputs.length, model.outputNames);
    const [{ dtype, shape, name }] = inputs;
    if (dtype !== 'float32') {
      throw new OutsideTeacherModelError(path, `its input "${name}" is ${dtype}, not float32`, exportInstead);
    }
    return {
      kind,
      source,
      digest: files.digest,
      inputShape: shape.slice(1),
      largestBatch: shape[0] ?? Number.POSITIVE_INFINITY,
      givesLogits: false,
      run: (images) => (model.predict(images) as tf.Tensor).dataSync<'float32'>(),
      dispose: () => void model.dispose(),
    };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

type LayersModel = Awaited<ReturnType<typeof tf.models.modelFromJSON>>;

/** Leaves no tensor where it throws. */
async function build(path: string, files: LayersFiles): Promise<LayersModel> {
  const before = new Set(Object.keys(tf.engine().registeredVariables));
  try {
    const model = await tf.models.modelFromJSON({ modelTopology: files.modelTopology });
    setWeights(path, model, files.weights);
    return model;
  } catch (error) {
    for (const [name, variable] of Object.entries(tf.engine().registeredVariables)) {
      if (!before.has(name)) variable.dispose();
    }
    if (error instanceof OutsideTeacherModelError) throw error;
    const words = error instanceof Error ? error.message.split('\n')[0].replace(/[.\s]+$/, '') : String(error);
    const custom = /Unknown (\w+): (\w+)/.exec(words);
    const problem = custom
      ? `tfjs has no ${custom[1]} "${custom[2]}", and a model's own code is not run`
      : `tfjs cannot build it (${words})`;
    throw new OutsideTeacherModelError(path, problem, exportInstead, error);
  }
}

/** Assigns every weight by its name, or by its layer's name and its index there; none may be left over. */
function setWeights(path: string, model: LayersModel, given: LayersFiles['weights']): void {
  const fail = (problem: string) => new OutsideTeacherModelError(path, problem, saveAgain);
  const left = new Map(given);
  for (const layer of model.layers) {
    for (const [i, variable] of layer.weights.entries()) {
      const name = [variable.originalName, `${layer.name}/vars/${i}`].find((candidate) => left.has(candidate));
      if (name === undefined) throw fail(`no weights are given for "${variable.originalName}"`);
      const { shape, data } = left.get(name)!;
      if (shape.join() !== variable.shape.join()) {
        throw fail(`its weight "${name}" has shape [${shape}] instead of [${variable.shape}]`);
      }
      tf.tidy(() => void variable.write(tf.tensor(data, [...shape])));
      left.delete(name);
    }
  }
  const [extra] = left.keys();
  if (extra !== undefined) throw fail(`its weight "${extra}" belongs to no layer`);
}

function requireOne(path: string, what: string, count: number, names: readonly string[]): void {
  if (count === 1) return;
  throw new OutsideTeacherModelError(path, `it has ${count} ${what}: ${names.join(', ')}`, 'Save a model with one.');
}

/** Wherever in the description a layer says so; TensorFlow computes such layers on no processor. */
function refuseChannelsFirst(path: string, description: unknown): void {
  if (typeof description !== 'object' || description === null) return;
  if ('data_format' in description && description.data_format === 'channels_first') {
    const name = 'name' in description ? String(description.name) : 'one';
    const nextStep = 'Build it with data_format="channels_last", or save its outputs in a .npy.';
    throw new OutsideTeacherModelError(path, `its layer "${name}" has the channels first`, nextStep);
  }
  for (const part of Object.values(description)) refuseChannelsFirst(path, part);
}
