// A network in retort.config.ts: its name, or the network as data (host/network/network.ts). network-choice.ts checks
// whether it suits the data.

import { z } from 'zod';
import { parseNetworkName } from '../../network/named-networks.ts';
import type { Network } from '../../network/network.ts';
import { countClasses } from '../../network/shapes.ts';
import type { NetworkChoice } from './network-choice.ts';

const count = z.int().min(1);
const pair = z.tuple([count, count]);
const name = z.string().min(1);
const padding = z.enum(['same', 'valid']);
const activation = z.enum(['linear', 'relu', 'relu6']).optional();
const node = { name, inputs: z.array(name).length(1).optional() };
const weighted = {
  ...node,
  activation,
  useBias: z.boolean().optional(),
  weightBits: z.union([z.literal(4), z.literal(8)]).optional(),
};
const window = { kernel: pair, strides: pair.optional(), padding };

/** What a shape or a number outside its range says is left to `countClasses`, which walks through the layers. */
const network: z.ZodType<Network> = z.strictObject({
  name,
  inputShape: z.tuple([count, count, count]),
  layers: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('conv2d'), ...weighted, ...window, filters: count }),
        z.strictObject({ type: z.literal('depthwiseConv2d'), ...weighted, ...window }),
        z.strictObject({ type: z.literal('dense'), ...weighted, units: count }),
        z.strictObject({
          type: z.literal('batchNorm'),
          ...node,
          activation,
          epsilon: z.number().positive().optional(),
        }),
        z.strictObject({
          type: z.enum(['maxPool2d', 'averagePool2d']),
          ...node,
          pool: pair,
          strides: pair.optional(),
          padding,
        }),
        z.strictObject({ type: z.literal('globalAveragePool'), ...node }),
        z.strictObject({ type: z.literal('add'), name, inputs: z.tuple([name, name]), activation }),
        z.strictObject({ type: z.literal('concatenate'), name, inputs: z.array(name).min(2) }),
        z.strictObject({ type: z.literal('swish'), ...node, beta: z.number().optional() }),
        z.strictObject({ type: z.literal('step'), ...node }),
        z.strictObject({ type: z.literal('dropout'), ...node, rate: z.number() }),
        z.strictObject({ type: z.literal('fakeQuantize'), ...node, scale: z.number(), zeroPoint: z.number() }),
      ]),
    )
    .min(1),
});

/** Issues are those of the one that it is meant to be: a union would only say that it is neither. */
export const networkChoice = z.custom<NetworkChoice>().transform((value: unknown, context): NetworkChoice => {
  const refuse = (message: string, path: PropertyKey[] = []) => context.addIssue({ code: 'custom', message, path });
  try {
    if (typeof value === 'string') return parseNetworkName(value).name;
    const read = network.safeParse(value);
    if (read.success) {
      countClasses(read.data);
      return read.data;
    }
    for (const { message, path } of read.error.issues) refuse(message, path);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
  return z.NEVER;
});
