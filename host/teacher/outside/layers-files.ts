// The files of a LayersModel: model.json and the weights that it names, read and checked. Loads no TensorFlow.
import { join } from 'node:path';
import { parseJson } from '../../artifact/parse-json.ts';
import { checkSize } from '../../artifact/read-outside-file.ts';
import type { Weight } from '../../network/network.ts';
import { sizeOf } from '../../network/shapes.ts';
import { digestFiles } from './digest-files.ts';
import { readInside } from './inside-folder.ts';
import { isKeras3, type LayersTopology, renameWeights, toKeras2 } from './keras3-topology.ts';
import { OutsideTeacherFileError, OutsideTeacherModelError } from './outside-errors.ts';

interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: unknown;
}

export interface LayersFiles {
  /** In Keras 2's words. */
  readonly modelTopology: NonNullable<LayersTopology['model_config']>;
  /** By `${layer}/${weight}`, or `${layer}/vars/${number}` where a .keras file was converted. */
  readonly weights: ReadonlyMap<string, Weight>;
  readonly digest: string;
}

interface ModelJson {
  readonly format?: string;
  readonly modelTopology?: LayersTopology;
  readonly weightsManifest?: readonly { readonly paths: readonly string[]; readonly weights: readonly WeightSpec[] }[];
}

export const saveAgain = 'Save the model again: model.save("file://…") in tfjs, tensorflowjs_converter from Keras.';

/** @throws OutsideTeacherFileError, OutsideTeacherModelError, InputFileError; the signal's reason when aborted */
export async function readLayersFiles(folder: string, signal?: AbortSignal): Promise<LayersFiles> {
  const path = join(folder, 'model.json');
  const description = await readInside(folder, ['model.json'], 'description', signal);
  const { modelTopology: topology, weightsManifest: groups, format } = readJson(description.get('model.json')!, path);
  if (format === 'graph-model' || (topology && 'node' in topology)) {
    const nextStep = 'Give the SavedModel that it was converted from, or convert to a LayersModel.';
    throw new OutsideTeacherModelError(path, 'it is a graph model', nextStep);
  }
  if (!isFields(topology) || !isManifest(groups))
    throw new OutsideTeacherFileError(path, 'it describes no model', saveAgain);
  const specs = groups.flatMap(({ weights }) => weights);
  checkSpecs(path, specs);
  const expected = specs.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
  checkSize(path, 'weights', expected);
  const names = groups.flatMap(({ paths }) => paths);
  const files = await readInside(folder, names, 'weights', signal);
  const given = names.reduce((sum, name) => sum + files.get(name)!.length, 0);
  if (given !== expected) {
    const problem = `its weights take ${expected} bytes, their files have ${given}`;
    throw new OutsideTeacherFileError(path, problem, saveAgain);
  }
  const data = Uint8Array.from(Buffer.concat(names.map((name) => files.get(name)!)));
  const config = topology.model_config ?? (topology as LayersFiles['modelTopology']);
  const keras3 = isKeras3(topology);
  const weightNames = specs.map(({ name }) => name);
  return {
    modelTopology: keras3 ? toKeras2(config) : config,
    weights: divideWeights(specs, keras3 ? renameWeights(config, weightNames) : weightNames, data.buffer),
    digest: digestFiles(new Map([...description, ...files])),
  };
}

/** One after another, float32, little-endian. */
function divideWeights(specs: readonly WeightSpec[], names: readonly string[], data: ArrayBuffer): Map<string, Weight> {
  let at = 0;
  return new Map(
    specs.map(({ shape }, i) => {
      const values = new Float32Array(data, at, sizeOf(shape));
      at += values.byteLength;
      return [names[i], { shape, data: values }];
    }),
  );
}

function readJson(bytes: Uint8Array, path: string): ModelJson {
  let json: unknown;
  try {
    json = parseJson(new TextDecoder().decode(bytes));
  } catch (error) {
    const problem = `it is not JSON that can be read (${error instanceof Error ? error.message : error})`;
    throw new OutsideTeacherFileError(path, problem, saveAgain, error);
  }
  if (isFields(json)) return json;
  throw new OutsideTeacherFileError(path, 'it describes no model', saveAgain);
}

function isFields(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isManifest(groups: ModelJson['weightsManifest']): groups is NonNullable<ModelJson['weightsManifest']> {
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

function checkSpecs(path: string, specs: readonly WeightSpec[]): void {
  for (const { name, dtype, shape, quantization } of specs) {
    if (!Array.isArray(shape) || !shape.every((length) => Number.isSafeInteger(length) && length >= 0)) {
      throw new OutsideTeacherFileError(path, `its weight "${name}" has shape ${JSON.stringify(shape)}`, saveAgain);
    }
    if (dtype !== 'float32' || quantization) {
      const what = quantization ? 'quantized' : `of type ${dtype}`;
      const nextStep = 'Convert without quantization (no --quantize_float16, --quantize_uint8).';
      throw new OutsideTeacherModelError(path, `its weight "${name}" is ${what}`, nextStep);
    }
  }
}
