// EXPAND: brings the network's input, which lies dense in its slot, into words. Each output pixel gets the bytes of some rows of a window,
// so that a layer of few input channels does not multiply by padding; a window of one pixel only pads the channels.
import type { Instruction } from './instruction.ts';
import { makeInstruction } from './instruction.ts';
import { alignToWord, type PlacedTensor } from './tensor-layout.ts';

/** A window over an input; `first`: the input row and column at which the first output's window begins. */
export interface Window {
  readonly kernel: readonly [rows: number, columns: number];
  readonly strides: readonly [rows: number, columns: number];
  readonly first: readonly [row: number, column: number];
}

/** A window, and the way to the next, of more bytes than a kernel and a stride may have columns do not expand. */
export const MOST_WINDOW_BYTES = 255;

/** The bytes of `pixels` windows, each as a pixel of shape kernel rows · kernel columns · channels; taps outside the input become its zero point. */
export function expandInput(
  input: PlacedTensor,
  { kernel, strides, first }: Window,
  pixels: readonly [rows: number, columns: number],
  name: string,
): { readonly expanded: PlacedTensor; readonly instruction: Instruction } {
  const [rows, columns, channels] = input.shape;
  const bytes = kernel[0] * kernel[1] * channels;
  const expanded: PlacedTensor = {
    name,
    shape: [...pixels, bytes],
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
      kernel: [kernel[0], kernel[1] * channels],
      strides: [strides[0], strides[1] * channels],
      firstRow: first[0],
      firstColumn: first[1] * channels,
      groups: 1,
    },
    {},
  );
  return { expanded, instruction };
}

/** Dense pixels to one word-aligned pixel each. */
export function padChannels(input: PlacedTensor, name: string) {
  const [rows, columns, channels] = input.shape;
  if (channels > MOST_WINDOW_BYTES) return padManyChannels(input, name);
  const pixel: Window = { kernel: [1, 1], strides: [1, 1], first: [0, 0] };
  return expandInput(input, pixel, [rows, columns], name);
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
