// What would make a network fit a board that has too little memory for it, or make one faster that only just fits.
import { compileNetwork } from '../image/compile.ts';
import type { CoreDescription } from '../image/core-description.ts';
import { WORD } from '../image/tensor-layout.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import { boardsThatHold } from './boards-that-hold.ts';
import { timeProgram } from './clock/time-program.ts';
import type { ImagePlan, LayerPlan } from './plan-image.ts';
import type { MemoryUse } from './plan-memory.ts';

/** Each whole by itself; nothing where there is nothing to say. */
export type Advice =
  | { readonly kind: 'board'; readonly boards: readonly string[] }
  /** Of one layer; its successor's weights shrink as well, which is not counted. */
  | {
      readonly kind: 'fewer filters';
      readonly layer: string;
      readonly filters: number;
      readonly of: number;
      readonly freed: number;
    }
  /** Of all layers together, where no layer alone can give enough. */
  | { readonly kind: 'fewer weights'; readonly bytes: number; readonly most: number }
  /** What lives at the layer where most does. */
  | { readonly kind: 'smaller activations'; readonly layer: string; readonly bytes: number; readonly most: number }
  /** It fits, but its input is not laid out column by column as it would be with more memory. */
  | { readonly kind: 'more memory'; readonly missing: number; readonly cycles: number };

export function adviseOn(plan: ImagePlan, network: QuantizedNetwork, core: CoreDescription): Advice[] {
  if (plan.fits) return adviseOnSpeed(plan, network, core);
  const boards = boardsThatHold(network);
  return [
    ...(boards.length > 0 ? [{ kind: 'board', boards } as const] : []),
    ...fewerFilters(plan),
    ...smallerActivations(plan),
  ];
}

/** In the layer that has most weights, whole groups of channels: other filters take memory all the same. */
function fewerFilters({ layers, memory }: ImagePlan): Advice[] {
  // The last layer's filters are the classes, a depthwise one's are its input's channels.
  const free = layers.slice(0, -1).filter(({ macs, operator }) => macs > 0 && !operator.includes('DEPTHWISE'));
  if (free.length === 0) return fewerWeights(memory);
  const bytesOf = ({ weightBytes, parameterBytes }: LayerPlan) => weightBytes + parameterBytes;
  const largest = free.reduce((most, layer) => (bytesOf(layer) > bytesOf(most) ? layer : most));
  const of = largest.shape[2];
  const groups = Math.ceil(of / WORD);
  const fewer = Math.ceil((memory.missing * groups) / bytesOf(largest));
  if (fewer >= groups) return fewerWeights(memory);
  const filters = WORD * (groups - fewer);
  return [
    { kind: 'fewer filters', layer: largest.name, filters, of, freed: Math.floor((fewer * bytesOf(largest)) / groups) },
  ];
}

function fewerWeights({ weights, missing }: MemoryUse): Advice[] {
  return weights > missing ? [{ kind: 'fewer weights', bytes: weights, most: weights - missing }] : [];
}

function smallerActivations({ memory }: ImagePlan): Advice[] {
  const most = memory.activations - memory.missing;
  if (most <= 0) return [];
  return [{ kind: 'smaller activations', layer: memory.peak.layer, bytes: memory.activations, most }];
}

function adviseOnSpeed({ cycles, memory }: ImagePlan, network: QuantizedNetwork, core: CoreDescription): Advice[] {
  const roomy = compileNetwork(network, { ...core, memoryBytes: Number.MAX_SAFE_INTEGER });
  const fewer = timeProgram(roomy.payload, core).at(-1)!;
  if (fewer >= cycles) return [];
  const { bytesNeeded, slotCount, slotPitch } = roomy.memory;
  return [
    { kind: 'more memory', missing: bytesNeeded - (slotCount - 1) * slotPitch - memory.available, cycles: fewer },
  ];
}
