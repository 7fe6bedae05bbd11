// Channels in another order, more than once or not at all: a 1×1 convolution with a single one in each filter, exact like a copy.
import type { CoreDescription } from './core-description.ts';
import { describeWeights, type Instruction, makeInstruction, nothing, stepsOfTap } from './instruction.ts';
import { encodeRecords, RECORD_BYTES, UNIT } from './parameters.ts';
import type { PlacedTensor } from './tensor-layout.ts';
import { orderConvolutionWeights } from './weights.ts';

export interface PickOptions {
  /** The input row and column of the first output pixel; outside the input lies the zero point. */
  readonly first?: readonly [row: number, column: number];
  /** The second pass's. */
  readonly tables?: Uint8Array;
}

/** `picked`: the input channel of each output channel; undefined where it is to be the zero point. */
export function pickChannels(
  input: PlacedTensor,
  output: PlacedTensor,
  picked: readonly (number | undefined)[],
  core: CoreDescription,
  { first: [firstRow, firstColumn] = [0, 0], tables = nothing }: PickOptions = {},
): Instruction {
  const channels = input.shape[2];
  const ones = new Int8Array(picked.length * channels);
  const bias = new Int32Array(picked.length);
  for (const [filter, channel] of picked.entries()) {
    if (channel === undefined) continue;
    ones[filter * channels + channel] = 1;
    bias[filter] = -input.zeroPoint;
  }
  const { channelPitch, ...steps } = stepsOfTap(channels, core);
  const descriptor = {
    ...steps,
    ...describeWeights(channelPitch, channelPitch / core.inputs, output, core),
    opcode: 'CONV',
    outside: input.zeroPoint,
    outputZeroPoint: input.zeroPoint,
    firstRow,
    firstColumn,
    recordPitch: RECORD_BYTES,
  } as const;
  const weights = orderConvolutionWeights(ones, picked.length, channels, channelPitch);
  const records = encodeRecords(
    bias,
    picked.map(() => UNIT),
  );
  return makeInstruction(input, output, descriptor, { weights, records, tables });
}
