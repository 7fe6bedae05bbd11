// A transfer set without one class (Hinton, Vinyals, Dean 2015, section 3): the student never sees it, and learns it from soft targets.
import { z } from 'zod';
import { chooseBiasShift, omitClass, shiftBias } from '../../distill/omit-class.ts';
import { epochsOver } from '../equal-steps.ts';
import { defineMethod } from '../method.ts';

export const omittedClass = defineMethod({
  title: 'soft targets of a transfer set without one class, whose bias is then shifted on validation data',
  source: 'Hinton, Vinyals, Dean 2015, section 3',
  options: {
    omitted: z.int().min(0).max(255).default(3).describe('the class; the paper omits the digit 3'),
    temperature: z
      .number()
      .min(1)
      .max(1000)
      .default(8)
      .describe('temperature of the soft targets, which are the whole loss'),
  },
  problemFor: ({ omitted }, { classes }) =>
    omitted < classes ? undefined : `option omitted is ${omitted}: the classes are 0 … ${classes - 1}`,
  async run({ train, data, recipe, signal }, { omitted, temperature }) {
    const split = omitClass(data.train, data.shape, omitted);
    const epochs = epochsOver(split.ids.length, recipe, data.train.ids.length);
    const terms = [{ type: 'soft-targets' as const, temperature }];
    const blind = await train({ name: 'student', split, terms, recipe: { epochs } });
    const { amount } = await chooseBiasShift(blind, omitted, data, signal);
    return shiftBias(blind, omitted, amount);
  },
});
