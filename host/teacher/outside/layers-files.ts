// The files of a LayersModel: model.json and the weights that it names, read and checked. Loads no TensorFlow.
import { join, relative } from 'node:path';
import { type FileUse, InputFileError, readOutsideFile } from '../../artifact/read-outside-file.ts';
import type { Weight } from '../../network/network.ts';
import { sizeOf } from '../../network/shapes.ts';
import { digestFiles } from './digest-files.ts';
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

/** @throws OutsideTeacherFileError, OutsideTeacherModelError */
export async function readLayersFiles(folder: string): Promise<LayersFiles> {
  const files = new Map([['model.json', await readPart(folder, 'model.json', 'description')]]);
  const path = join(folder, 'model.json');
  const json = parseJson(files.get('model.json')!, path);
  const { modelTopology: topology, weightsManifest: groups, format } = json;
  if (format === 'graph-model' || (topology && 'node' in topology)) {
    const nextStep = 'Give the SavedModel that it was converted from, or convert to a LayersModel.';
    throw new OutsideTeacherModelError(path, 'it is a graph model', nextStep);
  }
  if (!topology || !isManifest(groups)) throw new OutsideTeacherFileError(path, 'it describes no model', saveAgain);
  const specs = groups.flatMap(({ weights }) => weights);
  checkSpecs(path, specs);
  const parts: Uint8Array[] = [];
  for (const name of groups.flatMap(({ paths }) => paths)) {
    const bytes = files.get(name) ?? (await readPart(folder, name, 'weights'));
    files.set(name, bytes);
    parts.push(bytes);
  }
  const data = Uint8Array.from(Buffer.concat(parts));
  const expected = specs.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
  if (data.length !== expected) {
    const problem = `its weights take ${expected} bytes, their files have ${data.length}`;
    throw new OutsideTeacherFileError(path, problem, saveAgain);
  }
  const config = topology.model_config ?? (topology as LayersFiles['modelTopology']);
  const keras3 = isKeras3(topology);
  const names = specs.map(({ name }) => name);
  return {
    modelTopology: keras3 ? toKeras2(config) : config,
    weights: divideWeights(specs, keras3 ? renameWeights(config, names) : names, data.buffer),
    digest: digestFiles(files),
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

/** A file of the folder, and of no other. */
async function readPart(folder: string, name: string, use: FileUse): Promise<Uint8Array> {
  const path = join(folder, name);
  if (relative(folder, path).startsWith('..')) {
    throw new OutsideTeacherFileError(
      join(folder, 'model.json'),
      `it names weights outside its folder, "${name}"`,
      saveAgain,
    );
  }
  return readOutsideFile(path, use).catch((error: unknown) => {
    if (!(error instanceof InputFileError && error.reason === 'ENOENT')) throw error;
    const nextStep = 'Copy the whole folder: model.json and every file that it names.';
    throw new OutsideTeacherFileError(path, 'there is no such file', nextStep, error);
  });
}

function parseJson(bytes: Uint8Array, path: string): ModelJson {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof json === 'object' && json !== null) return json;
  } catch (error) {
    throw new OutsideTeacherFileError(path, 'it is not JSON', saveAgain, error);
  }
  throw new OutsideTeacherFileError(path, 'it describes no model', saveAgain);
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
