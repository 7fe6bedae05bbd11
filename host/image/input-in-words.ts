// How a convolution reads the network's dense input: its channels padded, or some rows of the window at once, whichever takes fewest cycles.
import type { ActivationTensor } from '../quantize/quantized-network.ts';
import { requantizingCycles } from './core-description.ts';
import { expandInput, MOST_WINDOW_BYTES, padChannels, type Window } from './expand.ts';
import type { Lowering } from './lowering.ts';
import { alignToWord, type PlacedTensor, WORD } from './tensor-layout.ts';

/** The instruction that expands the input, and what the convolution then reads with which window. */
export function bringIntoWords(input: PlacedTensor, window: Window, output: ActivationTensor, lowering: Lowering) {
  const atOnce = chooseRows(input, window, output, lowering);
  if (atOnce === 0) return { ...padChannels(input, lowering.scratchName), window };
  const { expansion, pixels, window: rest } = expandRows(input, window, output, atOnce);
  return { ...expandInput(input, expansion, pixels, lowering.scratchName), window: rest };
}

/**
 * Windows of `atOnce` rows of `window`, and the window that is left to the convolution. Rows that are none of the kernel's, behind its last,
 * have weights of 0. A single row outside the input is left to the convolution, which does not have to expand it.
 */
function expandRows(
  { shape: [inputRows] }: PlacedTensor,
  { kernel, strides, first }: Window,
  { shape: [outputRows, outputColumns] }: ActivationTensor,
  atOnce: number,
) {
  const step = atOnce === kernel[0] ? strides[0] : atOnce;
  const left = Math.ceil(kernel[0] / atOnce);
  const inside = atOnce === 1 && left > 1;
  const rows = inside ? inputRows : ((outputRows - 1) * strides[0]) / step + left;
  const expansion: Window = {
    kernel: [atOnce, kernel[1]],
    strides: [step, strides[1]],
    first: [inside ? 0 : first[0], first[1]],
  };
  const rest: Window = { kernel: [left, 1], strides: [strides[0] / step, 1], first: [inside ? first[0] : 0, 0] };
  return { expansion, pixels: [rows, outputColumns] as const, window: rest };
}

/** Rows of the window to expand at once; 0 where padding the channels takes fewer cycles. */
function chooseRows(input: PlacedTensor, window: Window, output: ActivationTensor, lowering: Lowering): number {
  const { kernel, strides } = window;
  const [inputRows, inputColumns, channels] = input.shape;
  const cycles = (pixels: readonly [number, number], bytes: number, taps: number) =>
    expandingCycles(pixels, bytes, lowering) + computingCycles(output, bytes, taps, lowering);
  let best = { atOnce: 0, cycles: cycles([inputRows, inputColumns], channels, kernel[0] * kernel[1]) };
  if (Math.max(kernel[1], strides[1]) * channels > MOST_WINDOW_BYTES) return 0;
  for (let atOnce = 1; atOnce <= Math.min(kernel[0], lowering.mostRowsAtOnce); atOnce++) {
    // A convolution steps from one expanded row to the next: to its window's next rows, and to the next window.
    if (atOnce !== kernel[0] && strides[0] % atOnce !== 0) continue;
    const { pixels, window: rest } = expandRows(input, window, output, atOnce);
    const taken = cycles(pixels, atOnce * kernel[1] * channels, rest.kernel[0]);
    if (taken < best.cycles) best = { atOnce, cycles: taken };
  }
  return best.atOnce;
}

/** A byte takes a cycle, and a word written where it shares the port with reads. */
function expandingCycles([rows, columns]: readonly [number, number], bytes: number, { core }: Lowering): number {
  return rows * columns * (bytes + (core.memoryPorts === 1 ? alignToWord(bytes) / WORD : 0));
}

/** An output word takes its steps, or as long as the requantizer does; each word of weights is read again where they do not fit. */
function computingCycles({ shape }: ActivationTensor, bytes: number, taps: number, { core, tables }: Lowering): number {
  const [rows, columns, filters] = shape;
  const steps = taps * Math.ceil(bytes / core.inputs);
  const loading = steps > core.weightEntries ? steps * core.inputs : 0;
  const word = Math.max(steps, loading, requantizingCycles(core, tables.length > 0));
  return rows * columns * Math.ceil(filters / WORD) * word;
}
