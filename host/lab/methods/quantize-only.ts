// Compression without distillation: the student from scratch, quantized afterwards.
import { z } from 'zod';
import { isWeighted } from '../../network/network.ts';
import { defineMethod } from '../method.ts';

export const quantizeOnly = defineMethod({
  title: 'the student from scratch, its kernels quantized after training',
  source: 'Jacob et al. 2018, "Quantization and Training of Neural Networks…": post-training quantization',
  listens: false,
  options: {
    weightBits: z
      .union([z.literal(4), z.literal(8)])
      .default(8)
      .describe('of a weight; 4 travel as int8 values until the core packs them'),
  },
  async run({ train }, { weightBits }) {
    const { network, weights } = await train({ name: 'student', terms: [{ type: 'labels' }] });
    const layers = network.layers.map((layer) => (isWeighted(layer) ? { ...layer, weightBits } : layer));
    return { network: { ...network, layers }, weights };
  },
});
