// Imports a float .tflite classifier as a Retort network with its weights, which TensorFlow then runs. Pure: bytes in,
// network out; the file is not trusted.
import type { TrainedNetwork } from '../../network/network.ts';
import { checkWeights, countClasses } from '../../network/shapes.ts';
import { checkOneGraph } from '../check-one-graph.ts';
import { TfliteFileError, TfliteGraphError, TfliteTensorError } from '../import-errors.ts';
import { readTflite } from '../tflite-schema.ts';
import { FloatGraph } from './float-graph.ts';
import { convertToFloat } from './float-tensors.ts';
import { translateFloatOperator } from './translate-float.ts';

export interface ImportedFloatModel {
  readonly trained: TrainedNetwork;
  /** Of one sample as the file has it, without the batch; null where it is open. The network's own may have other axes of the same values. */
  readonly inputShape: readonly (number | null)[];
  /** Whether the file ends in a SOFTMAX, which the network leaves out: it puts out the logits before it. */
  readonly softmax: boolean;
}

/**
 * A float TensorFlow Lite file as a trained network, for a teacher. Weights that the converter has stored as float16 or int8 become float32; activations
 * are float32 throughout, where TensorFlow Lite would quantize those that meet int8 weights. QUANTIZE and DEQUANTIZE at the edges come off: the
 * network takes and gives the float32 within.
 * @param source names the file in errors, and the network
 * @throws TfliteFileError, TfliteGraphError, TfliteTensorError, TfliteOperatorError; NetworkError
 * @example
 * import { readFileSync } from 'node:fs';
 * import { countParameters, importFloatTflite } from 'retort-fpga/train';
 *
 * const { trained, softmax } = importFloatTflite(readFileSync('teacher.tflite'), 'teacher');
 * console.log(countParameters(trained.network), softmax);
 */
export function importFloatTflite(bytes: Uint8Array, source: string): ImportedFloatModel {
  const model = readTflite(bytes, (problem) => new TfliteFileError(source, problem));
  checkOneGraph(model, source);
  const graph = new FloatGraph(model, source);
  const inputShape = defineInput(graph);
  for (const operator of model.operators) translateFloatOperator(graph, operator);
  const softmax = checkOutput(graph);
  if (graph.layers.length === 0) throw new TfliteGraphError(source, 'none of its operators computes anything');
  const network = { name: source, inputShape: graph.inputShape, layers: graph.layers };
  countClasses(network);
  checkWeights(network, graph.weights);
  return { trained: { network, weights: graph.weights }, inputShape, softmax };
}

/** Quantized outside, it is what a DEQUANTIZE makes of it. */
function defineInput(graph: FloatGraph): (number | null)[] {
  const { model, source } = graph;
  const index = onlyOne(graph, model.inputs, 'inputs');
  const { name, type, shape, signature } = model.tensors[index];
  const quantized = type === 'int8' || type === 'uint8';
  if (type !== 'float32' && !quantized)
    throw new TfliteTensorError(source, name, `is an input of ${type}, not float32`, convertToFloat);
  const reader = model.operators.find(
    ({ inputs, name: operator }) => inputs.includes(index) && operator !== 'DEQUANTIZE',
  );
  if (quantized && reader) {
    const problem = `is an input of ${type} that ${reader.name} computes with: the model is quantized, but a teacher is computed in float32`;
    throw new TfliteTensorError(source, name, problem, convertToFloat);
  }
  const isOpen = (axis: number) => signature[axis] === -1 || shape[axis] === -1;
  if (shape.length < 2 || shape.some((_, axis) => axis > 0 && isOpen(axis))) {
    const problem = `the input "${name}" has the shape [${signature.length > 0 ? signature : shape}]`;
    throw new TfliteGraphError(source, problem, 'Give the input layer a complete shape and convert again.');
  }
  if (!isOpen(0) && shape[0] !== 1) {
    throw new TfliteGraphError(
      source,
      `the input "${name}" is a batch of ${shape[0]}`,
      'Convert with a batch size of 1.',
    );
  }
  const inner = graph.reshapeInput([1, ...shape.slice(1)]);
  graph.set(index, quantized ? { kind: 'quantized', inner, dims: inner.dims } : inner, 'the input');
  return shape.slice(1);
}

/** Whether it is what a SOFTMAX makes. */
function checkOutput(graph: FloatGraph): boolean {
  const index = onlyOne(graph, graph.model.outputs, 'outputs');
  const value = graph.valueOf(index, 'the output');
  const last = value?.kind === 'probabilities' ? value.logits : value;
  const { name } = graph.model.tensors[index];
  if (last?.kind !== 'activation' || last.layer !== graph.layers.at(-1)?.name) {
    throw new TfliteGraphError(graph.source, `its output "${name}" is not what its last operator makes`);
  }
  return value?.kind === 'probabilities';
}

function onlyOne({ model, source }: FloatGraph, indices: readonly number[], what: string): number {
  if (indices.length === 1) return indices[0];
  const names = indices.map((index) => `"${model.tensors[index].name}"`).join(', ');
  throw new TfliteGraphError(
    source,
    `it has ${indices.length} ${what}: ${names || 'none'}`,
    `Convert a model with one.`,
  );
}
