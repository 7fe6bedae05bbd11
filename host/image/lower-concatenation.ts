// CONCATENATION as instructions of the core: each input is copied to its place. Channels that begin or end within a word share it with their
// neighbours, and are put into it by a second pass.
import type { ConcatenationOperation } from '../quantize/quantized-network.ts';
import { copyInstruction, type Instruction } from './instruction.ts';
import type { Lowering } from './lowering.ts';
import { type PickOptions, pickChannels } from './pick-channels.ts';
import { encodeMerge } from './second-pass.ts';
import { type PlacedTensor, placePadded, WORD } from './tensor-layout.ts';

/** `inputs`: all of them, in words. */
export function lowerConcatenation(
  { axis }: ConcatenationOperation,
  inputs: readonly PlacedTensor[],
  { core, output }: Pick<Lowering, 'core' | 'output'>,
): Instruction[] {
  const placed = placePadded(output);
  const rowPitch = output.shape[1] * placed.pixelPitch;
  let first = 0;
  return inputs.flatMap((input, i) => {
    const from = first;
    first += input.shape[axis];
    if (axis === 2) return putChannels(input, placed, from, i === inputs.length - 1, core);
    const target = { ...placed, shape: input.shape };
    return [moveTo(copyInstruction(input, target), from * (axis === 0 ? rowPitch : placed.pixelPitch), rowPitch)];
  });
}

/** What the last input leaves of its last word is nobody's. */
function putChannels(
  input: PlacedTensor,
  output: PlacedTensor,
  first: number,
  isLast: boolean,
  core: Lowering['core'],
): Instruction[] {
  const [rows, columns, channels] = input.shape;
  const lane = first % WORD;
  const pick = (picked: readonly (number | undefined)[], offset: number, options?: PickOptions) => {
    const target = { ...output, shape: [rows, columns, picked.length] as const };
    const source = { ...input, zeroPoint: output.zeroPoint }; // which is what the merging adds nothing of
    return { ...pickChannels(source, target, picked, core, options), outputOffset: offset };
  };
  if (lane === 0 && (channels % WORD === 0 || isLast)) {
    return [moveTo(copyInstruction(input, { ...output, shape: input.shape }), first, columns * output.pixelPitch)];
  }
  const shared = lane === 0 ? 0 : WORD - lane;
  const instructions: Instruction[] = [];
  if (shared > 0) {
    const picked = Array.from({ length: WORD }, (_, i) => (i < lane || i - lane >= channels ? undefined : i - lane));
    instructions.push(pick(picked, first - lane, { tables: encodeMerge(output.zeroPoint) }));
  }
  if (channels > shared) {
    const rest = Array.from({ length: channels - shared }, (_, i) => shared + i);
    const padding = new Array<undefined>((WORD - (rest.length % WORD)) % WORD).fill(undefined);
    instructions.push(pick([...rest, ...padding], first + shared));
  }
  return instructions;
}

function moveTo(instruction: Instruction, outputOffset: number, outputRowPitch: number): Instruction {
  return { ...instruction, outputOffset, descriptor: { ...instruction.descriptor, outputRowPitch } };
}
