// Quantization-aware distillation: soft targets to a float student, then on with quantization in the forward pass (Jacob et al. 2018,
// section 3; Mishra, Marr 2018, "Apprentice"). Ranges of activations are calibrated once between the stages and kept, where Jacob et al. move
// them by averages while they train.
import { z } from 'zod';
import { hintonTerms } from '../../distill/hinton.ts';
import { makeQuantizationAware } from '../../quantize/quantization-aware.ts';
import { divideRecipe } from '../fine-tune.ts';
import { defineMethod } from '../method.ts';

export const quantizationAware = defineMethod({
  title:
    'soft targets, then continued with int8 or int4 weights in the forward pass; activation ranges are calibrated once',
  source: 'Jacob et al. 2018, section 3; Mishra, Marr 2018, scheme C',
  options: {
    weightBits: z
      .union([z.literal(4), z.literal(8)])
      .default(8)
      .describe('bits per weight; 4-bit weights are sent as int8 values until the core packs them'),
    temperature: z
      .number()
      .min(1)
      .max(1000)
      .default(4)
      .describe('temperature of the soft targets in both stages; the paper uses 1'),
    alpha: z.number().min(0).max(1).default(0.9).describe('weight of the soft targets'),
    share: z
      .number()
      .min(0.05)
      .max(0.95)
      .default(0.3)
      .describe('share of the recipe’s epochs for the second stage; the first gets the rest'),
    slowDown: z
      .number()
      .min(0.001)
      .max(1)
      .default(0.1)
      .describe('learning rate of the second stage, relative to the first’s'),
  },
  search: { temperature: [1, 2, 4, 8], slowDown: [0.03, 0.1, 0.3] },
  async run({ train, recipe, data }, { weightBits, share, slowDown, ...settings }) {
    const terms = hintonTerms(settings);
    const { first, second } = divideRecipe(recipe, { share, slowDown });
    const float = await train({ name: 'float', terms, recipe: first });
    const { train: calibration, preprocessing } = data;
    const { network, weights } = makeQuantizationAware(float, { weightBits, calibration, preprocessing });
    return train({ name: 'quantized', network, start: weights, terms, recipe: second });
  },
});
