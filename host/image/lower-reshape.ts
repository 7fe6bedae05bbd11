// A RESHAPE between tensors that lie in memory differently, as instructions of the core: the pixels' padding is taken out, then put where
// the new pixels want it. Where both shapes lie alike it is no instruction at all (form-layers.ts).
import { padChannels } from './expand.ts';
import { type Instruction, makeInstruction } from './instruction.ts';
import type { Lowering } from './lowering.ts';
import { alignToWord, type PlacedTensor, placeDense, WORD } from './tensor-layout.ts';

type Shape = readonly [rows: number, columns: number, channels: number];

/** Whether a tensor of this shape has nothing between its values. */
function isDense([rows, columns, channels]: Shape): boolean {
  return channels % WORD === 0 || rows * columns === 1;
}

export function lieAlike(before: Shape, after: Shape): boolean {
  return before[2] === after[2] || (isDense(before) && isDense(after));
}

export function lowerReshape({ input, output, scratchName, scratch }: Lowering): Instruction[] {
  const values = placeDense({ ...output, name: input.name });
  if (isDense(input.shape) || input.pixelPitch === input.shape[2])
    return [padChannels(values, output.name).instruction];
  if (isDense(output.shape)) return gather(input, output.name);
  const count = input.shape[0] * input.shape[1] * input.shape[2];
  scratch({ ...input, name: scratchName, shape: [1, 1, count], pixelPitch: alignToWord(count) });
  return [...gather(input, scratchName), padChannels({ ...values, name: scratchName }, output.name).instruction];
}

/** As many pixels at once as fill words. */
function pixelsAtOnce(channels: number): number {
  return [1, 2, 4, 8].find((pixels) => (pixels * channels) % WORD === 0)!;
}

/**
 * Padded pixels to bytes without anything between; a remainder that does not fill words is a separate instruction,
 * which writes no further.
 */
function gather(input: PlacedTensor, output: string): Instruction[] {
  const [rows, columns, channels] = input.shape;
  const pixels = pixelsAtOnce(channels);
  const blocks = Math.floor((rows * columns) / pixels);
  const rest = rows * columns - blocks * pixels;
  return [
    ...(blocks > 0 ? [gatherBlocks(input, output, { first: 0, pixels, blocks })] : []),
    ...(rest > 0 ? [gatherBlocks(input, output, { first: blocks * pixels, pixels: rest, blocks: 1 })] : []),
  ];
}

interface Blocks {
  readonly first: number;
  readonly pixels: number;
  readonly blocks: number;
}

/** `blocks` times `pixels` pixels, from pixel `first` on. To EXPAND the pixels are rows of single bytes. */
function gatherBlocks(input: PlacedTensor, output: string, { first, pixels, blocks }: Blocks): Instruction {
  const [rows, columns, channels] = input.shape;
  const inputRowPitch = alignToWord(channels);
  const bytes = { ...input, shape: [rows * columns, channels, 1] as const, pixelPitch: 1 };
  const words = { ...input, name: output, shape: [blocks, 1, pixels * channels] as const, pixelPitch: WORD };
  const window = { kernel: [pixels, channels], strides: [pixels, 1], firstRow: first } as const;
  const descriptor = { opcode: 'EXPAND', groups: 1, ...window, inputRowPitch } as const;
  return makeInstruction(bytes, words, descriptor, { outputOffset: first * channels });
}
