// DEPTHWISE with SLIDE (docs/core.md): a row of outputs computed column by column of the input, each input word read once per row of outputs.
// Which layers it is for, and how their windows become columns.
import type { ActivationTensor } from '../quantize/quantized-network.ts';
import { type CoreDescription, requantizingCycles, slides } from './core-description.ts';
import type { Descriptor } from './descriptor.ts';
import { RECORD_BYTES } from './parameters.ts';
import { WORD } from './tensor-layout.ts';

/** Neighbouring outputs that a step multiplies for: as many columns may a kernel have. */
export const MOST_SLIDE_COLUMNS = 3;

type Window = Pick<Descriptor, 'kernel' | 'strides'>;

/** The columns of the input that a row of outputs reaches over. */
function countColumns({ kernel, strides }: Window, [, outputColumns]: ActivationTensor['shape']): number {
  return (outputColumns - 1) * strides[1] + kernel[1];
}

/** Whether the core can compute these outputs in this way, and takes fewer cycles for them. */
export function slidesFaster(
  window: Window,
  { shape }: ActivationTensor,
  post: boolean,
  core: CoreDescription,
): boolean {
  const [height, width] = window.kernel;
  if (!slides(core) || width < 2 || width > MOST_SLIDE_COLUMNS || height > core.weightEntries) return false;
  const [rows, columns, channels] = shape;
  const groups = Math.ceil(channels / WORD);
  const requantizing = requantizingCycles(core, post);
  const taps = height * width;
  // Each output takes its steps or as long as the requantizer does; a row's first one waits for all its columns.
  const computing = (ofFirst: number, ofOther: number) =>
    rows * (Math.max(ofFirst, requantizing) + (columns - 1) * Math.max(ofOther, requantizing));
  // A group's weights and record come while the one before it is computed; the first one's weights while it makes its first steps.
  const cycles = (ofGroup: number, entries: number, words: number) =>
    words - entries + ofGroup + (groups - 1) * Math.max(ofGroup, words + RECORD_BYTES / WORD);
  const sliding = cycles(computing(taps, height * window.strides[1]), height, height * core.inputs);
  return sliding < cycles(computing(taps, taps), taps, taps);
}

/** Fields of the same window, walked column by column. */
export function describeSlide(window: Window, { shape }: ActivationTensor) {
  const { kernel, strides } = window;
  return {
    slide: true,
    kernel: [kernel[0], 1],
    strides: [strides[0], 1],
    outputColumns: countColumns(window, shape),
    skips: [kernel[1] - 1, strides[1] - 1],
  } as const;
}
