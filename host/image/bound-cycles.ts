// How many cycles a descriptor can take at most: what it reads, steps through and writes, as though none of it ran beside another. The exact
// number is host/plan's, which walks a program cycle by cycle and therefore must not be given one that is not bounded.
import { boards, type CoreDescription, requantizingCycles } from './core-description.ts';
import { countOutputs, type Descriptor } from './descriptor.ts';
import { WORD } from './tensor-layout.ts';

/** More than any program that fits a board's memory needs: 2.8 s at 24 MHz. The core's own limit where an image names none. */
export const MOST_CYCLES = 2 ** 26;

const TABLE_WORDS = 257;
const RECORD_WORDS = 9;
/** Of the core's stages, beside what they work on: fetching a descriptor, filling and draining a layer; and of each group's first weights. */
const LAYER_LATENCY = 128;
const GROUP_LATENCY = 16;

/** Of its 8 output channels, in order. */
export function stepsPerTap({ opcode, tapWords, lastSteps }: Descriptor, { inputs }: CoreDescription): number {
  const fullSteps = opcode === 'ARGMAX' ? WORD : opcode === 'CONV' ? WORD / inputs : 1;
  return (tapWords - 1) * fullSteps + lastSteps;
}

/** Finite for any field's values; at least as many as the core counts. */
export function boundCycles(d: Descriptor, core: CoreDescription): number {
  const taps = d.kernel[0] * d.kernel[1];
  const pixels = d.groups * d.outputRows * d.outputColumns;
  const words = pixels * taps * d.tapWords;
  const steps = pixels * taps * stepsPerTap(d, core);
  const latency = LAYER_LATENCY + GROUP_LATENCY * d.groups;
  if (d.opcode === 'ARGMAX') return words + steps + latency;
  if (d.opcode === 'EXPAND') return words + steps + pixels * Math.ceil(taps / WORD) + latency;
  const passes = slowestRequantizer(core, d.post);
  const weights = d.groups * d.groupWeights * Math.max(1, d.weightPasses);
  const loads = (d.post ? TABLE_WORDS : 0) + d.groups * RECORD_WORDS + weights;
  const outputs = d.groups * d.outputRows * countOutputs(d);
  return words + steps + loads + outputs * (passes + (d.post ? 2 : 1)) + latency;
}

/** Of all boards that run this core's images, since an image's limit has to do for each of them. */
function slowestRequantizer(core: CoreDescription, post: boolean): number {
  const alike = boards.filter((board) => board.core === core.core);
  return Math.max(...[core, ...alike].map((board) => requantizingCycles(board, post)));
}
