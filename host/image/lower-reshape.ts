// A RESHAPE between tensors that lie in memory differently, as instructions of the core: the pixels' padding is taken out, then put where
// the new pixels want it. Where both shapes lie alike it is no instruction at all (form-layers.ts).
import { padChannels } from './expand.ts';
import { type Instruction, makeInstruction } from './instruction.ts';
import type { Lowering } from './lowering.ts';
import { alignToWord, type PlacedTensor, placeDense, placePadded, WORD } from './tensor-layout.ts';

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
  if (isDense(input.shape)) return [padChannels(values, output.name).instruction];
  if (isDense(output.shape)) return [gather(input, placePadded(output))];
  const between = { ...placePadded(output), name: scratchName, shape: [1, 1, denseBytes(input)] as const };
  scratch({ ...between, pixelPitch: denseBytes(input) });
  return [gather(input, between), padChannels({ ...values, name: scratchName }, output.name).instruction];
}

/** As many pixels at once as fill words. */
function pixelsAtOnce(channels: number): number {
  return [1, 2, 4, 8].find((pixels) => (pixels * channels) % WORD === 0)!;
}

function denseBytes({ shape: [rows, columns, channels] }: PlacedTensor): number {
  const pixels = pixelsAtOnce(channels);
  return Math.ceil((rows * columns) / pixels) * pixels * channels;
}

/** Padded pixels to bytes without anything between. To EXPAND the pixels are rows of single bytes. */
function gather(input: PlacedTensor, output: PlacedTensor): Instruction {
  const [rows, columns, channels] = input.shape;
  const pixels = pixelsAtOnce(channels);
  const bytes = { ...input, shape: [rows * columns, channels, 1] as const, pixelPitch: 1 };
  const blocks = { ...output, shape: [Math.ceil((rows * columns) / pixels), 1, pixels * channels] as const };
  const descriptor = { opcode: 'EXPAND', kernel: [pixels, channels], strides: [pixels, 1], groups: 1 } as const;
  return makeInstruction(bytes, blocks, { ...descriptor, inputRowPitch: alignToWord(channels) }, {});
}
