// An experiment as a configuration composes it: stages in order, each with its loss terms, and what happens to the weights in it.
import { z } from 'zod';
import { createPruningTransform } from '../../compress/pruning-schedule.ts';
import { type TermSpec, termSchema } from '../../distill/compose-loss.ts';
import { combinations } from '../../distill/teachers.ts';
import { type Detects, suitsTask } from '../../distill/term.ts';
import { type TermType, terms } from '../../distill/terms.ts';
import { makeQuantizationAware } from '../../quantize/quantization-aware.ts';
import { TrainingSettingError } from '../../train/training-errors.ts';
import { defineMethod } from '../method.ts';
import { problemOfTerms } from '../problem-of-terms.ts';

const stage = z.strictObject({
  terms: z.array(termSchema).min(1).describe('the loss, summed'),
  combine: z.enum(combinations).optional().describe('how several teachers are combined'),
  epochs: z
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe('epochs; default: an equal share of what the other stages leave of the recipe’s'),
  learningRate: z.number().positive().max(10).optional().describe('default: the recipe’s'),
  prune: z
    .strictObject({
      sparsity: z.number().min(0.01).max(0.99).describe('share of the kernels’ weights that are pruned'),
    })
    .optional()
    .describe('gradual; pruned weights stay pruned in later stages'),
  quantize: z
    .strictObject({ weightBits: z.union([z.literal(4), z.literal(8)]).describe('bits per weight') })
    .optional()
    .describe('in the forward pass from here on'),
});

export const composed = defineMethod({
  title: 'stages as the configuration composes them',
  source: 'as Intel’s Neural Network Distiller schedules compression during distillation',
  listens: ({ stages }) => stages.some((one) => one.terms.some(({ type }) => asksTeachers(type as TermType))),
  detects: 'too',
  options: {
    stages: z
      .array(stage)
      .min(1)
      .refine(([first]) => first?.quantize === undefined, 'the first stage has no weights yet to quantize')
      .refine(
        (all) => all.filter(({ quantize }) => quantize).length < 2,
        'quantize may be in one stage only, and applies to all later ones',
      )
      .describe('in order, each starting from the previous one’s weights'),
  },
  problemFor({ stages }, { student, teacher, detection = false }) {
    const foreign = stages.flatMap(({ terms: specs }) => specs).find(({ type }) => !suits(type as TermType, detection));
    if (foreign)
      return `its term ${foreign.type} is ${detection ? 'not ' : ''}for boxes in pictures, which the data set ${detection ? 'has' : 'does not have'}`;
    if (!teacher) return undefined;
    const quantizing = stages.findIndex(({ quantize }) => quantize);
    // From there on the student has other layers.
    for (const [i, { terms: specs }] of stages.slice(0, quantizing < 0 ? stages.length : quantizing).entries()) {
      const problem = problemOfTerms(() => specs as TermSpec[], { student, teacher });
      if (problem !== undefined) return `stage ${i + 1}: ${problem}`;
    }
    return undefined;
  },
  async run({ train, data, recipe }, { stages }) {
    const epochs = divideEpochs(stages, recipe.epochs);
    const [first, ...others] = stages.map((one, i) => ({ ...one, epochs: epochs[i] }));
    let student = await train({ name: 'stage 1', ...settingsOf(first) });
    for (const [i, one] of others.entries()) {
      const { train: calibration, preprocessing } = data;
      if (one.quantize) student = makeQuantizationAware(student, { ...one.quantize, calibration, preprocessing });
      student = await train({
        name: `stage ${i + 2}`,
        network: student.network,
        start: student.weights,
        ...settingsOf(one),
      });
    }
    return student;
  },
});

function asksTeachers(type: TermType): boolean {
  return (terms[type] as { readonly listens?: boolean }).listens === true;
}

/** Whether a term can be computed of boxes in pictures, or of everything else. */
function suits(type: TermType, detection: boolean): boolean {
  return suitsTask((terms[type] as { readonly detects?: Detects }).detects, detection);
}

/**
 * Of each stage: those given, and what they leave of `all` parted evenly among the others, so that the student trains no longer than scratch.
 * @throws TrainingSettingError where less than one is left for each
 */
function divideEpochs(stages: readonly { readonly epochs?: number }[], all: number): number[] {
  const left = stages.reduce((rest, { epochs = 0 }) => rest - epochs, all);
  const open = stages.filter(({ epochs }) => epochs === undefined).length;
  if (open > 0 && left < open)
    throw new TrainingSettingError('epochs', all, `${all - left + open} or more, for all stages together`);
  let passed = 0;
  return stages.map(({ epochs }) => {
    if (epochs !== undefined) return epochs;
    passed++;
    return Math.floor((passed * left) / open) - Math.floor(((passed - 1) * left) / open);
  });
}

function settingsOf({ terms: specs, combine, epochs, learningRate, prune }: z.infer<typeof stage>) {
  const recipe = { epochs, ...(learningRate && { learningRate }), keepZeros: true };
  const beforeEpoch = prune && createPruningTransform({ finalSparsity: prune.sparsity });
  return { terms: specs as TermSpec[], combine, recipe, beforeEpoch };
}
