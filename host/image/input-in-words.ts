// How a convolution reads the network's dense input: its channels padded, or row by row of the window, whichever takes fewer cycles.
import type { ActivationTensor } from '../quantize/quantized-network.ts';
import { requantizingCycles } from './core-description.ts';
import { expandInput, MOST_WINDOW_BYTES, padChannels } from './expand.ts';
import type { Lowering } from './lowering.ts';
import { alignToWord, type PlacedTensor, WORD } from './tensor-layout.ts';

/** A window over an input; `first`: the input row and column at which the first output's window begins. */
export interface Window {
  readonly kernel: readonly [rows: number, columns: number];
  readonly strides: readonly [rows: number, columns: number];
  readonly first: readonly [row: number, column: number];
}

/** The instruction that expands the input, and what the convolution then reads with which window. */
export function bringIntoWords(input: PlacedTensor, window: Window, output: ActivationTensor, lowering: Lowering) {
  const { kernel, strides, first } = window;
  if (!rowsAreFaster(input, window, output, lowering)) return { ...padChannels(input, lowering.scratchName), window };
  const columns = {
    kernelColumns: kernel[1],
    strideColumns: strides[1],
    firstColumn: first[1],
    outputColumns: output.shape[1],
  };
  const rows: Window = { kernel: [kernel[0], 1], strides: [strides[0], 1], first: [first[0], 0] };
  return { ...expandInput(input, columns, lowering.scratchName), window: rows };
}

function rowsAreFaster(input: PlacedTensor, { kernel, strides }: Window, output: ActivationTensor, lowering: Lowering) {
  const { core, expandColumns, tables } = lowering;
  const [rows, inputColumns, channels] = input.shape;
  const [outputRows, outputColumns, filters] = output.shape;
  const rowBytes = kernel[1] * channels;
  if (!expandColumns || Math.max(rowBytes, strides[1] * channels) > MOST_WINDOW_BYTES) return false;
  // A byte and a word written take a cycle each; a pixel at least as long as the requantizer takes for it.
  const expanding = (pixels: number, bytes: number) => pixels * (bytes + alignToWord(bytes) / WORD);
  const requantizing = requantizingCycles(core, tables.length > 0);
  const outputWords = outputRows * outputColumns * Math.ceil(filters / WORD);
  const computing = (steps: number) => outputWords * Math.max(requantizing, steps);
  const steps = (bytes: number) => Math.ceil(bytes / core.inputs);
  const byRows = expanding(rows * outputColumns, rowBytes) + computing(kernel[0] * steps(rowBytes));
  const padded = expanding(rows * inputColumns, channels) + computing(kernel[0] * kernel[1] * steps(channels));
  return byRows < padded;
}
