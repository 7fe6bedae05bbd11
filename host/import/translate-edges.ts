// QUANTIZE and DEQUANTIZE. At the model's edges they come off and the host does their work; between int8 tensors they become a table.
import { LARGEST_MULTIPLIER } from '../quantize/multiplier.ts';
import type { ActivationTensor, Edge, Edges, SoftmaxAfter } from '../quantize/quantized-network.ts';
import { compileRequantize, dequantizeToReal, quantizeReal, requantizeToUint8 } from '../reference/edge-values.ts';
import type { Graph, Inside, Outside } from './graph.ts';
import { CONVERT_TO_INT8, TfliteTensorError } from './import-errors.ts';
import type { Site } from './site.ts';
import { describeUint8 } from './tensors.ts';
import type { TfliteTensor } from './tflite-schema.ts';
import { translateRescaling } from './translate-elementwise.ts';

const INT8: Edge = { type: 'int8' };

/** What a tensor at the model's edge is outside; undefined for one that is int8, or that no edge can be, such as uint8 without a scale. */
export function edgeOf(file: TfliteTensor, source: string): Exclude<Edge, { type: 'int8' }> | undefined {
  if (file.type === 'float32') return { type: 'float32' };
  return file.type === 'uint8' && file.scales.length > 0
    ? { type: 'uint8', ...describeUint8(file, source) }
    : undefined;
}

/** Undefined where both are int8. `output`: the model's. */
export function edgesOf({ outsideInput }: Graph, output: Outside | undefined): Edges | undefined {
  if (!outsideInput && !output) return undefined;
  return { input: outsideInput ?? INT8, output: output?.edge ?? INT8 };
}

export function translateQuantize(site: Site): void {
  const value = site.value(0);
  if (value?.kind === 'outside') {
    if (value.inside) bringBack(site, value, value.inside);
    else enter(site, value);
    return;
  }
  if (site.outputFile().type === 'uint8' && isInside(value)) leave(site, value);
  else translateRescaling(site, 'QUANTIZE');
}

export function translateDequantize(site: Site): void {
  const value = site.value(0);
  if (value === undefined || value.kind === 'constant') {
    const { name, type } = site.file(0);
    throw new TfliteTensorError(site.source, name, `holds ${type} constants for float32 arithmetic`, CONVERT_TO_INT8);
  }
  if (!isInside(value)) {
    throw site.fail("it reads the model's own input, but int8 arithmetic is needed after it", CONVERT_TO_INT8);
  }
  leave(site, value);
}

function isInside(value: ReturnType<Site['value']>): value is Inside {
  return value?.kind === 'activation' || value?.kind === 'probabilities' || value?.kind === 'reshaped';
}

/** The model's input, as it is outside, becomes the network's: once, since there is one input slot. */
function enter(site: Site, { edge, dims }: Outside): void {
  const { graph } = site;
  const input = site.describeOutput(dims);
  if (edge.type === 'uint8') site.checkMultiplier(edge.scale / input.tensor.scale, LARGEST_MULTIPLIER);
  const known = graph.input;
  if (known === undefined) {
    graph.enter(input);
    site.resolve(input);
    return;
  }
  const { scale, zeroPoint } = known.tensor;
  if (scale !== input.tensor.scale || zeroPoint !== input.tensor.zeroPoint || known.dims.join() !== dims.join()) {
    throw site.fail(
      `it quantizes the input to scale ${input.tensor.scale}, zero point ${input.tensor.zeroPoint}; another operator quantizes it to ${scale}, ${zeroPoint}`,
      'Convert with a representative data set, which gives the input one scale.',
    );
  }
  site.resolve(known);
}

function leave(site: Site, inside: Inside): void {
  const edge = edgeOf(site.outputFile(), site.source);
  if (edge === undefined) throw site.fail(`it makes ${site.outputFile().type}`, CONVERT_TO_INT8);
  if (edge.type === 'uint8') {
    site.checkMultiplier(quantizationOf(site, inside).scale / edge.scale, LARGEST_MULTIPLIER);
  }
  site.resolve({ kind: 'outside', edge, inside, dims: inside.dims });
}

/** What left int8 comes back to it within the model: a table of both steps, or nothing where they are each other's inverse. */
function bringBack(site: Site, { edge, dims }: Outside, inside: Inside): void {
  const from = quantizationOf(site, inside);
  const to = site.describeOutputValues();
  const table = Int8Array.from({ length: 256 }, (_, i) => throughEdge(i - 128, from, edge, to));
  const isIdentity = from.scale === to.scale && table.every((q, i) => q === i - 128);
  if (isIdentity && inside.dims.join() === dims.join()) {
    site.resolve(inside);
    return;
  }
  if (inside.kind !== 'activation' || inside.dims.join() !== dims.join()) {
    throw site.fail(
      `it rescales ${inside.kind === 'probabilities' ? 'the output of SOFTMAX' : 'a reshaped tensor'} within the model`,
      'End the model there, or leave out the conversion to float32 and back.',
    );
  }
  site.become({ operator: 'TABLE', table }, [inside], site.describeOutput(dims));
}

function throughEdge(q: number, from: ActivationTensor | SoftmaxAfter, edge: Edge, to: ActivationTensor): number {
  if (edge.type === 'uint8') {
    return compileRequantize(edge, to, [-128, 127])(requantizeToUint8(Int8Array.of(q), from, edge)[0]);
  }
  return quantizeReal(dequantizeToReal(q, from), to);
}

function quantizationOf({ graph }: Site, inside: Inside): ActivationTensor | SoftmaxAfter {
  switch (inside.kind) {
    case 'activation':
      return inside.tensor;
    case 'reshaped':
      return inside.source.tensor;
    case 'probabilities':
      return graph.softmax!.after;
  }
}
