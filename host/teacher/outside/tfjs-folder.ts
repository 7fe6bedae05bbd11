// What tfjs stores in a folder, of either kind of model: model.json and the weights that it names, read and checked. Loads no TensorFlow.

import { join } from 'node:path';
import { grouped } from '../../../proto/numbers.ts';
import { parseJson } from '../../artifact/parse-json.ts';
import { checkSize } from '../../artifact/read-outside-file.ts';
import { sizeOf } from '../../network/shapes.ts';
import { digestFiles } from './digest-files.ts';
import { readInside } from './inside-folder.ts';
import { OutsideTeacherFileError } from './outside-errors.ts';

export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: unknown;
}

interface ModelJson {
  readonly format?: unknown;
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: readonly WeightSpec[] }[];
  /** Of graph models. */
  readonly signature?: unknown;
  readonly userDefinedMetadata?: unknown;
  readonly modelInitializer?: unknown;
}

/** A folder whose model.json is read. */
export interface TfjsFolder {
  readonly folder: string;
  /** Of model.json, as errors name it. */
  readonly path: string;
  /** model.json by its name. */
  readonly description: ReadonlyMap<string, Uint8Array>;
  readonly json: ModelJson;
}

export interface TfjsWeights {
  readonly specs: readonly WeightSpec[];
  /** One weight after another, little-endian. */
  readonly data: ArrayBuffer;
  /** Of model.json and all weights. */
  readonly digest: string;
}

export const saveAgain = 'Save the model again: model.save("file://…") in tfjs, tensorflowjs_converter from Keras.';

/** @throws OutsideTeacherFileError, InputFileError; the signal's reason when aborted */
export async function readTfjsFolder(folder: string, signal?: AbortSignal): Promise<TfjsFolder> {
  const path = join(folder, 'model.json');
  const description = await readInside(folder, ['model.json'], 'description', signal);
  const json = readJson(description.get('model.json')!, path);
  const fields = isFields(json) ? json : {};
  const { modelTopology, weightsManifest } = fields;
  if (isFields(modelTopology) && isManifest(weightsManifest)) {
    return { folder, path, description, json: { ...fields, modelTopology, weightsManifest } };
  }
  throw new OutsideTeacherFileError(path, 'it describes no model', saveAgain);
}

export function isGraphModel({ json }: TfjsFolder): boolean {
  return json.format === 'graph-model' || 'node' in json.modelTopology;
}

/**
 * @param elementBytes of a weight; throws for one that is not read
 * @throws OutsideTeacherFileError, InputFileError, what `elementBytes` throws; the signal's reason when aborted
 */
export async function readTfjsWeights(
  { folder, path, description, json }: TfjsFolder,
  elementBytes: (spec: WeightSpec) => number,
  signal?: AbortSignal,
): Promise<TfjsWeights> {
  const specs = json.weightsManifest.flatMap(({ weights }) => weights);
  for (const { name, shape } of specs) {
    if (Array.isArray(shape) && shape.every((length) => Number.isSafeInteger(length) && length >= 0)) continue;
    throw new OutsideTeacherFileError(path, `its weight "${name}" has shape ${JSON.stringify(shape)}`, saveAgain);
  }
  const expected = specs.reduce((sum, spec) => sum + elementBytes(spec) * sizeOf(spec.shape), 0);
  checkSize(path, 'weights', expected);
  const names = json.weightsManifest.flatMap(({ paths }) => paths);
  const files = await readInside(folder, names, 'weights', signal);
  const given = names.reduce((sum, name) => sum + files.get(name)!.length, 0);
  if (given !== expected) {
    const problem = `its weights take ${grouped(expected)} bytes, but their files have ${grouped(given)}`;
    throw new OutsideTeacherFileError(path, problem, saveAgain);
  }
  const data = Uint8Array.from(Buffer.concat(names.map((name) => files.get(name)!))).buffer;
  return { specs, data, digest: digestFiles(new Map([...description, ...files])) };
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readJson(bytes: Uint8Array, path: string): unknown {
  try {
    return parseJson(new TextDecoder().decode(bytes));
  } catch (error) {
    const problem = `it is not valid JSON (${error instanceof Error ? error.message : error})`;
    throw new OutsideTeacherFileError(path, problem, saveAgain, error);
  }
}

function isManifest(groups: unknown): groups is ModelJson['weightsManifest'] {
  const isText = (value: unknown) => typeof value === 'string';
  return (
    Array.isArray(groups) &&
    groups.every(
      (group) =>
        Array.isArray(group?.paths) &&
        group.paths.every(isText) &&
        Array.isArray(group.weights) &&
        group.weights.every((weight: Partial<WeightSpec> | null) => isText(weight?.name)),
    )
  );
}
