// Reads out of an image what its output means and what its model takes and gives; of images before format 1.2, works it out.

import type { retort } from '../../proto/gen/messages.js';
import { grouped } from '../../proto/numbers.ts';
import type { Edge, Edges } from '../quantize/quantized-network.ts';
import { positionsOf } from './head.ts';
import type { Fail } from './image-errors.ts';
import type { Head, ImageLayer, MemoryPlan } from './student-image.ts';
import { alignToWord } from './tensor-layout.ts';
import { edgeTypes, headKinds, headOutputs } from './write.ts';

type Message = retort.image.v1.StudentImage;

const INT8: Edge = { type: 'int8' };

/** Throws what `fail` makes. */
export function readMeaning(
  { head, edges, labels }: Message,
  memory: MemoryPlan,
  layers: readonly ImageLayer[],
  fail: Fail,
): { readonly head: Head; readonly edges: Edges } {
  const read = head ? toHead(head, fail) : assumeHead(memory, layers, labels.length);
  const [rows, columns, channels] = read.shape;
  const bytes = positionsOf(read) === 1 ? channels : rows * columns * alignToWord(channels);
  if (bytes !== memory.logitsCount) {
    throw fail(
      `its head has ${read.shape.join('×')} outputs, but its memory plan has ${grouped(memory.logitsCount)} bytes of them`,
    );
  }
  return { head: read, edges: { input: toEdge(edges?.input, fail), output: toEdge(edges?.output, fail) } };
}

function toHead(message: retort.image.v1.Head.$Properties, fail: Fail): Head {
  const kind = nameOf(headKinds, message.kind);
  const output = nameOf(headOutputs, message.output);
  const { shape = [], softmaxBeta } = message;
  const [rows, columns, channels] = shape ?? [];
  if (kind === undefined || output === undefined || (kind === 'values') !== (output === 'values')) {
    throw fail(`its head is of kind ${message.kind ?? 0} with outputs of kind ${message.output ?? 0}`);
  }
  if (shape?.length !== 3 || !(rows * columns * channels > 0) || (kind === 'binary' && channels !== 1)) {
    throw fail(`its head is of kind ${kind} over [${shape}]`);
  }
  if (softmaxBeta != null && !(softmaxBeta > 0 && kind === 'softmax')) {
    throw fail(`its head is of kind ${kind} behind a SOFTMAX with beta ${softmaxBeta}`);
  }
  return { kind, output, shape: [rows, columns, channels], ...(softmaxBeta != null && { softmaxBeta }) };
}

/** As such images were always read: several logits are a softmax's. A single one is that of two classes, or of the one label that it was given. */
function assumeHead({ logitsAddress, logitsCount }: MemoryPlan, layers: readonly ImageLayer[], labels: number): Head {
  const last = layers.findLast(({ outputAddress }) => outputAddress === logitsAddress);
  const shape = last?.shape ?? ([1, 1, logitsCount] as const);
  if (shape[0] * shape[1] > 1) return { kind: 'values', output: 'values', shape };
  if (shape[2] > 1) return { kind: 'softmax', output: 'logits', shape };
  const kind = labels === 1 ? 'multi-label' : 'binary';
  return { kind, output: last?.operator.endsWith('LOGISTIC') ? 'probabilities' : 'logits', shape };
}

function toEdge(message: retort.image.v1.Edge.$Properties | null | undefined, fail: Fail): Edge {
  if (!message) return INT8;
  const type = nameOf(edgeTypes, message.type);
  if (type === undefined) throw fail(`one of its edges has the type ${message.type ?? 0}`);
  if (type !== 'uint8') return { type };
  const { scale = 0, zeroPoint = 0 } = message;
  if (!(Number(scale) > 0) || Number(zeroPoint) > 255) {
    throw fail(`one of its edges is uint8 with scale ${scale} and zero point ${zeroPoint}`);
  }
  return { type, scale: Number(scale), zeroPoint: Number(zeroPoint) };
}

function nameOf<Name extends string>(numbers: Record<Name, number>, value: number | null | undefined) {
  return (Object.keys(numbers) as Name[]).find((name) => numbers[name] === value);
}
