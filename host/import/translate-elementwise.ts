// LEAKY_RELU, stand-alone ReLUs and QUANTIZE, and the activations that TFLM computes in fixed point: all become a table of 256 values.
import { LARGEST_MULTIPLIER } from '../quantize/multiplier.ts';
import { type FixedPointActivation, makeActivationTable } from '../reference/activation-tables.ts';
import { leakyMultipliers, makeClampTable, makeLeakyTable, makeRequantizeTable } from './rescale-tables.ts';
import type { Site } from './site.ts';

/** TFLM demands these output scales and zero points. */
const FIXED_OUTPUTS = { LOGISTIC: [1 / 256, -128], TANH: [1 / 128, 0], HARD_SWISH: undefined } as const;

export function translateActivation(site: Site, operator: FixedPointActivation): void {
  const input = site.activation(0);
  const output = site.describeOutput(input.dims);
  const [scale, zeroPoint] = FIXED_OUTPUTS[operator] ?? [output.tensor.scale, output.tensor.zeroPoint];
  if (output.tensor.scale !== scale || output.tensor.zeroPoint !== zeroPoint) {
    throw site.contradict(
      `makes scale ${output.tensor.scale}, zero point ${output.tensor.zeroPoint}; it must be ${scale} and ${zeroPoint}`,
    );
  }
  site.become({ operator, table: makeActivationTable(operator, input.tensor, output.tensor) }, [input], output);
}

/** A ReLU that the converter could not fuse, or an int8 tensor brought to another scale. */
export function translateRescaling(site: Site, kind: 'RELU' | 'RELU6' | 'QUANTIZE'): void {
  const input = site.activation(0);
  const output = site.describeOutput(input.dims);
  site.checkMultiplier(input.tensor.scale / output.tensor.scale, LARGEST_MULTIPLIER);
  const table =
    kind === 'RELU6'
      ? makeClampTable(input.tensor)
      : makeRequantizeTable(input.tensor, output.tensor, kind === 'RELU' ? output.tensor.zeroPoint : -128);
  site.become({ operator: 'TABLE', table }, [input], output);
}

export function translateLeakyRelu(site: Site): void {
  const input = site.activation(0);
  const output = site.describeOutput(input.dims);
  const slope = site.option('alpha');
  const { positive, negative } = leakyMultipliers(input.tensor, output.tensor, slope);
  for (const multiplier of [positive, Math.abs(negative)]) site.checkMultiplier(multiplier, LARGEST_MULTIPLIER);
  site.become({ operator: 'TABLE', table: makeLeakyTable(input.tensor, output.tensor, slope) }, [input], output);
}
