// The files of a LayersModel: its layers in Keras 2's words and its weights by their names. Loads no TensorFlow.
import type { Weight } from '../../network/network.ts';
import { sizeOf } from '../../network/shapes.ts';
import { isKeras3, type LayersTopology, renameWeights, toKeras2 } from './keras3-topology.ts';
import { OutsideTeacherModelError } from './outside-errors.ts';
import { readTfjsWeights, type TfjsFolder, type WeightSpec } from './tfjs-folder.ts';

export interface LayersFiles {
  /** In Keras 2's words. */
  readonly modelTopology: NonNullable<LayersTopology['model_config']>;
  /** By `${layer}/${weight}`, or `${layer}/vars/${number}` where a .keras file was converted. */
  readonly weights: ReadonlyMap<string, Weight>;
  readonly digest: string;
}

/** @throws OutsideTeacherFileError, OutsideTeacherModelError, InputFileError; the signal's reason when aborted */
export async function readLayersFiles(folder: TfjsFolder, signal?: AbortSignal): Promise<LayersFiles> {
  const { path, json } = folder;
  const { specs, data, digest } = await readTfjsWeights(folder, (spec) => requireFloat32(spec, path), signal);
  const topology = json.modelTopology as LayersTopology;
  const config = topology.model_config ?? (topology as LayersFiles['modelTopology']);
  const keras3 = isKeras3(topology);
  const weightNames = specs.map(({ name }) => name);
  return {
    modelTopology: keras3 ? toKeras2(config) : config,
    weights: divideWeights(specs, keras3 ? renameWeights(config, weightNames) : weightNames, data),
    digest,
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

/** The bytes of an element. */
function requireFloat32({ name, dtype, quantization }: WeightSpec, path: string): number {
  if (dtype === 'float32' && !quantization) return 4;
  const what = quantization ? 'quantized' : `of type ${dtype}`;
  const nextStep = 'Convert without quantization (no --quantize_float16, --quantize_uint8).';
  throw new OutsideTeacherModelError(path, `its weight "${name}" is ${what}`, nextStep);
}
