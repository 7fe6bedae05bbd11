// Imports an int8 .tflite classifier as a quantized network, in which the integer reference computes what TensorFlow Lite Micro would, bit
// for bit. Pure: bytes in, network out; the file is not trusted.
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import { checkOneGraph } from './check-one-graph.ts';
import { dropUnread } from './drop-unread.ts';
import { Graph } from './graph.ts';
import { CONVERT_TO_INT8, TfliteFileError, TfliteGraphError } from './import-errors.ts';
import { checkSize } from './tensors.ts';
import { readTflite, type TfliteTensor } from './tflite-schema.ts';
import { translateOperator } from './translate.ts';
import { edgeOf, edgesOf } from './translate-edges.ts';

/**
 * The quantized network in an int8 TensorFlow Lite file. Tensors keep their names; operations are named by operator and place, as "conv_2d-3".
 * Weights are views of `bytes` where they need no change.
 * @param source names the file in errors, and the network
 * @throws TfliteFileError, TfliteGraphError, TfliteTensorError, TfliteOperatorError
 * @example
 * import { readFileSync, writeFileSync } from 'node:fs';
 * import { importTflite, packStudentImage } from 'retort-fpga/image';
 *
 * const quantized = importTflite(readFileSync('model.tflite'), 'model');
 * const preprocessing = { scale: 1 / 255, offset: 0 };
 * const image = packStudentImage({ quantized, labels: [], preprocessing, provenance: { toolVersion: '0.1.0' } });
 * writeFileSync('student.retort', image);
 */
export function importTflite(bytes: Uint8Array, source: string): QuantizedNetwork {
  const model = readTflite(bytes, (problem) => new TfliteFileError(source, problem));
  checkOneGraph(model, source);
  const graph = new Graph(model, source);
  defineInput(graph);
  for (const operator of model.operators) translateOperator(graph, operator);
  const { output, softmax, edges } = findOutput(graph);
  const operations = dropUnread(graph.operations, output);
  if (operations.length === 0) throw new TfliteGraphError(source, 'none of its operators computes anything');
  const input = graph.input?.tensor.name;
  if (input === undefined) throw new TfliteGraphError(source, 'nothing quantizes its input', CONVERT_TO_INT8);
  const made = [input, ...operations.map((operation) => operation.output)];
  const tensors = new Map(made.map((name) => [name, graph.tensors.get(name)!]));
  return { name: source, input, output, tensors, operations, ...(softmax && { softmax }), ...(edges && { edges }) };
}

function defineInput(graph: Graph): void {
  const { model, source } = graph;
  const [index, ...more] = model.inputs;
  if (index === undefined || more.length > 0) {
    throw new TfliteGraphError(source, `it has ${model.inputs.length} inputs`, 'Build the model with one input.');
  }
  const file = model.tensors[index];
  const dims = inputDims(file, source);
  const edge = edgeOf(file, source);
  if (edge) {
    checkSize(dims, file.name, source);
    graph.outsideInput = edge;
    graph.set(index, { kind: 'outside', edge, dims }, 'the input');
    return;
  }
  const input = graph.describe(index, dims, 'the input');
  graph.enter(input);
  graph.set(index, input, 'the input');
}

/** The batch is 1 whatever the model leaves open; all else must be known. */
function inputDims(file: TfliteTensor, source: string): number[] {
  const { shape, signature, name } = file;
  const isOpen = (axis: number) => signature[axis] === -1 || shape[axis] === -1;
  const open = shape.findIndex((_, axis) => axis > 0 && isOpen(axis));
  if (open > 0) {
    const nextStep = 'Give the input layer a complete shape and convert again.';
    throw new TfliteGraphError(source, `the input "${name}" has an open axis ${open} in [${signature}]`, nextStep);
  }
  if (shape.length > 1 && !isOpen(0) && shape[0] !== 1) {
    const nextStep = 'Convert the model with a batch size of 1.';
    throw new TfliteGraphError(source, `the input "${name}" is a batch of ${shape[0]} samples`, nextStep);
  }
  return shape.map((length, axis) => (axis === 0 && isOpen(axis) ? 1 : length));
}

function findOutput(graph: Graph): Pick<QuantizedNetwork, 'output' | 'softmax' | 'edges'> {
  const { model, source, softmax } = graph;
  const [index, ...more] = model.outputs;
  if (index === undefined || more.length > 0) {
    throw new TfliteGraphError(source, `it has ${model.outputs.length} outputs`, 'Build the model with one output.');
  }
  const found = graph.valueOf(index, 'the output');
  const outside = found?.kind === 'outside' ? found : undefined;
  const value = outside ? outside.inside : found;
  const name = model.tensors[index].name;
  const edges = edgesOf(graph, outside);
  if (value?.kind === 'probabilities' && softmax) {
    return { output: softmax.logits.tensor.name, softmax: softmax.after, edges };
  }
  if (softmax) throw new TfliteGraphError(source, `its output "${name}" is not what its SOFTMAX makes`);
  if (value?.kind === 'reshaped') return { output: value.source.tensor.name, edges };
  if (value?.kind !== 'activation') throw new TfliteGraphError(source, `its output "${name}" is a constant`);
  return { output: value.tensor.name, edges };
}
