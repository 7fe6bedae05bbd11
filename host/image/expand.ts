// EXPAND: brings the network's input, which lies dense in its slot, into words. Each output pixel gets the bytes of one row of a window,
// so that a layer of few input channels does not multiply by padding; a window of one column only pads the channels.
import type { Instruction } from './instruction.ts';
import { makeInstruction } from './instruction.ts';
import { alignToWord, type PlacedTensor } from './tensor-layout.ts';

/** Columns of a window over `input`, one row high. */
export interface WindowColumns {
  readonly kernelColumns: number;
  readonly strideColumns: number;
  readonly firstColumn: number;
  readonly outputColumns: number;
}

/** A window, and the way to the next, of more bytes than a kernel and a stride may have columns do not expand. */
export const MOST_WINDOW_BYTES = 255;

/** Shape [input rows, output columns, kernel columns · channels]; taps outside the input become its zero point. */
export function expandInput(
  input: PlacedTensor,
  window: WindowColumns,
  name: string,
): { readonly expanded: PlacedTensor; readonly instruction: Instruction } {
  const [rows, columns, channels] = input.shape;
  const { kernelColumns, strideColumns, firstColumn, outputColumns } = window;
  const bytes = kernelColumns * channels;
  const expanded: PlacedTensor = {
    name,
    shape: [rows, outputColumns, bytes],
    zeroPoint: input.zeroPoint,
    pixelPitch: alignToWord(bytes),
  };
  // To the core a row is columns · channels pixels of one byte.
  const bytePixels: PlacedTensor = { ...input, shape: [rows, columns * channels, 1], pixelPitch: 1 };
  const instruction = makeInstruction(
    bytePixels,
    expanded,
    {
      opcode: 'EXPAND',
      outside: input.zeroPoint,
      kernel: [1, bytes],
      strides: [1, strideColumns * channels],
      firstColumn: firstColumn * channels,
      groups: 1,
    },
    {},
  );
  return { expanded, instruction };
}

/** Dense pixels to words of their own. */
export function padChannels(input: PlacedTensor, name: string) {
  const [rows, columns, channels] = input.shape;
  if (channels > MOST_WINDOW_BYTES) return padManyChannels(input, name);
  const window = { kernelColumns: 1, strideColumns: 1, firstColumn: 0, outputColumns: columns };
  const { expanded, instruction } = expandInput(input, window, name);
  return { expanded: { ...expanded, shape: [rows, columns, channels] as const }, instruction };
}

/** A pixel is read as several rows of bytes; where its channels cannot be parted so, the kernel stays too wide for a descriptor. */
function padManyChannels(input: PlacedTensor, name: string) {
  const [rows, columns, channels] = input.shape;
  const parts = Array.from({ length: MOST_WINDOW_BYTES }, (_, i) => i + 1);
  const parted = parts.find((part) => channels % part === 0 && channels / part <= MOST_WINDOW_BYTES) ?? 1;
  const bytes = channels / parted;
  const lines: PlacedTensor = { ...input, shape: [rows * columns * parted, bytes, 1], pixelPitch: 1 };
  const expanded: PlacedTensor = { ...input, name, pixelPitch: alignToWord(channels) };
  const pixels: PlacedTensor = { ...expanded, shape: [rows * columns, 1, channels] };
  const descriptor = { opcode: 'EXPAND', kernel: [parted, bytes], strides: [parted, 1], groups: 1 } as const;
  return { expanded, instruction: makeInstruction(lines, pixels, descriptor, {}) };
}
