// Compression without distillation: the student from scratch, quantized afterwards.
import { z } from 'zod';
import { roundings, roundKernels } from '../../quantize/round-kernels.ts';
import { defineMethod } from '../method.ts';

export const quantizeOnly = defineMethod({
  title: 'the student from scratch, its kernels quantized after training',
  source:
    'Jacob et al. 2018, "Quantization and Training of Neural Networks…": post-training quantization; Frantar, Alistarh 2022, section 5 (surgeon)',
  listens: false,
  detects: 'too',
  options: {
    weightBits: z
      .union([z.literal(4), z.literal(8)])
      .default(8)
      .describe('bits per weight; 4-bit weights are sent as int8 values until the core packs them'),
    rounding: z
      .enum(roundings)
      .optional()
      .describe(
        'rounding: each weight to the nearest step, or by optimal brain surgeon, which adjusts the other weights to compensate; default nearest, surgeon is better with 4 bits',
      ),
  },
  async run({ train, data, signal }, { weightBits, rounding = 'nearest' }) {
    const float = await train({ name: 'student', terms: [{ type: 'labels' }] });
    const { train: calibration, preprocessing } = data;
    return roundKernels(float, { weightBits, rounding, calibration, preprocessing, signal });
  },
});
