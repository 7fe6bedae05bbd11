// PRELU by constants: with one slope a table of 256 values, with one per channel an operation.
import { effectiveScale, LARGEST_MULTIPLIER } from '../quantize/multiplier.ts';
import { factorsOf, readConstant } from './constant-operand.ts';
import { makePreluTable } from './rescale-tables.ts';
import type { Site } from './site.ts';

/** Input 1: the slopes below 0, one or one per channel. */
export function translatePrelu(site: Site): void {
  const input = site.activation(0);
  if (!site.isConstant(1)) throw site.fail('its slopes are computed', 'Use PReLU with slopes that are constants.');
  const slopes = readConstant(site, 1);
  const { shape } = site.file(1);
  const channels = input.tensor.shape[2];
  const output = site.describeOutput(input.dims);
  const perChannel = slopes.values.length === channels && shape.at(-1) === channels;
  if (slopes.values.length !== 1 && !perChannel) {
    throw site.fail(
      `its slopes are [${shape}] for [${input.dims}], not one per channel`,
      'Share them over rows and columns: PReLU(shared_axes=[1, 2]).',
    );
  }
  const { factors, factorScale } = factorsOf(slopes);
  const scales = [input.tensor.scale / output.tensor.scale, effectiveScale(factorScale, input.tensor, output.tensor)];
  for (const multiplier of scales) site.checkMultiplier(multiplier, LARGEST_MULTIPLIER);
  if (factors.every((factor) => factor === factors[0])) {
    const table = makePreluTable(input.tensor, output.tensor, factors[0], factorScale);
    site.become({ operator: 'TABLE', table }, [input], output);
  } else site.become({ operator: 'PRELU', factors, factorScale }, [input], output);
}
