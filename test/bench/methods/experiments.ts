// The experiments whose cells stand beside this file, the headline first. Recipes were fixed beforehand or tuned on validation splits; nothing
// here was chosen on a test split.
import type { ComparedMethod } from '../../../host/lab/compare-methods.ts';
import type { Recipe } from '../../../host/train/recipe.ts';

export interface Experiment {
  /** Of its folder of cells. */
  readonly name: string;
  readonly question: string;
  readonly data: string;
  /** As host/cli/network-name.ts reads them. */
  readonly teacher: { readonly network: string; readonly recipe: Recipe; readonly count: number };
  readonly student: string;
  readonly recipe: Recipe;
  readonly methods: readonly ComparedMethod[];
  readonly seeds: readonly number[];
  readonly tuningBudget: number;
  /** Whether the int8 students are judged on the integer reference too. */
  readonly int8: boolean;
}

const dense = { batchSize: 128, learningRate: 0.001 };
/** Hinton's teacher: 1,200-1,200, dropout, pictures jittered by up to two pixels. */
const hintonTeacher = {
  network: 'mlp:1200-1200:dropout',
  recipe: { ...dense, epochs: 80, augmentation: { shift: 2 } },
  count: 1,
};
const softTargets = (temperature: number) => ({ name: 'soft-targets', options: { temperature } });

export const experiments: readonly Experiment[] = [
  {
    name: 'hinton-mnist',
    question: 'Hinton’s MNIST experiment at his sizes: 146 errors from scratch, 74 distilled at T = 20, teacher 67',
    data: 'mnist',
    teacher: hintonTeacher,
    student: 'mlp:800-800',
    recipe: { ...dense, epochs: 30 },
    methods: [softTargets(20)],
    seeds: [1, 2, 3],
    tuningBudget: 1,
    int8: false,
  },
  {
    name: 'digits',
    question: 'Every method on UCI digits, for the product’s own student',
    data: 'digits',
    teacher: { network: 'teacher', recipe: { epochs: 28, batchSize: 64, learningRate: 0.002 }, count: 3 },
    student: 'student',
    recipe: { epochs: 28, batchSize: 64, learningRate: 0.01 },
    methods: [
      softTargets(4),
      { name: 'soft-targets', options: { temperature: 4, combine: 'one-per-batch' } },
      { name: 'logit-regression', options: {} },
      { name: 'quantize-only', options: { weightBits: 8 } },
      { name: 'quantize-only', options: { weightBits: 4 } },
      { name: 'quantization-aware', options: { weightBits: 8 } },
      { name: 'quantization-aware', options: { weightBits: 4 } },
      { name: 'munge', options: {} },
      { name: 'specialists', options: {} },
      { name: 'omitted-class', options: {} },
      { name: 'gradual-pruning', options: {} },
      ...['magnitude', 'optimal-brain-damage', 'optimal-brain-surgeon'].map((criterion) => ({
        name: 'prune',
        options: { criterion },
      })),
      { name: 'low-rank', options: {} },
      ...['hyperbolic-decay', 'exponential-decay', 'weight-elimination'].map((kind) => ({
        name: 'biased-decay',
        options: { kind },
      })),
    ],
    seeds: [1, 2, 3, 4, 5],
    tuningBudget: 1,
    int8: true,
  },
  ...(['mlp:300-300', 'mlp:30-30'] as const).map(
    (student): Experiment => ({
      name: `temperature-${student.slice(4)}`,
      question: `The temperature for ${student.slice(4)} units: a plateau above 8 for many units, 2.5 to 4 for few`,
      data: 'mnist',
      teacher: hintonTeacher,
      student,
      recipe: { ...dense, epochs: 20 },
      methods: [1, 2, 3, 4, 8, 20].map(softTargets),
      seeds: [1, 2, 3],
      tuningBudget: 1,
      int8: false,
    }),
  ),
  ...(['mnist', 'fashion-mnist', 'cifar10'] as const).map(
    (data): Experiment => ({
      name: `quantization-${data}`,
      question: `What int8 and int4 weights cost on ${data}, and what quantization-aware distillation gives back`,
      data,
      teacher: { network: 'teacher', recipe: { epochs: 6, batchSize: 256, learningRate: 0.004 }, count: 1 },
      student: 'student',
      recipe: { epochs: 10, batchSize: 256, learningRate: 0.02 },
      methods: [
        softTargets(4),
        { name: 'quantize-only', options: { weightBits: 4 } },
        { name: 'quantization-aware', options: { weightBits: 8 } },
        { name: 'quantization-aware', options: { weightBits: 4 } },
      ],
      seeds: [1, 2, 3],
      tuningBudget: 1,
      int8: true,
    }),
  ),
];
