// ADD, and the activations that become a table of 256 values.
import { LARGEST_MULTIPLIER } from '../quantize/multiplier.ts';
import type { TableOperation } from '../quantize/quantized-network.ts';
import { type FixedPointActivation, makeActivationTable } from '../reference/activation-tables.ts';
import type { Activation } from './graph.ts';
import { makeClampTable, makeRequantizeTable } from './rescale-tables.ts';
import type { Site } from './site.ts';

export function translateAdd(site: Site): void {
  const [left, right] = [site.activation(0), site.activation(1)];
  if (left.dims.join() !== right.dims.join()) {
    throw site.fail(
      `it adds [${left.dims}] and [${right.dims}], and shapes must be equal`,
      'Bring both to one shape with a convolution of one pixel.',
    );
  }
  const output = site.describeOutput(left.dims);
  const largest = Math.max(left.tensor.scale, right.tensor.scale);
  site.checkMultiplier((2 * largest) / (2 ** 20 * output.tensor.scale), 1);
  site.become({ operator: 'ADD', activation: site.fusedActivation(0) }, [left, right], output);
}

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
  becomeTable(site, table, input, output);
}

function becomeTable(site: Site, table: TableOperation['table'], input: Activation, output: Activation): void {
  site.become({ operator: 'TABLE', table }, [input], output);
}
