// Distillation of detectors (Chen et al. 2017).
import { z } from 'zod';
import type { TermSpec } from '../../distill/compose-loss.ts';
import { type LayerPair, pairForRelations, takePair } from '../../distill/layer-pairs.ts';
import type { Network } from '../../network/network.ts';
import { defineMethod } from '../method.ts';
import { problemOfTerms } from '../problem-of-terms.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

export const boundedDetection = defineMethod({
  title:
    'boxes: the teacher’s classes, its boxes where they are better than the student’s, and a hint; with the labels',
  source: 'Chen et al. 2017, equations 3 to 6: L_hard + w_soft L_soft + ν L_b + γ L_hint',
  runsTeachers: true,
  detects: 'only',
  options: {
    soft: z
      .number()
      .min(0)
      .max(100)
      .default(1)
      .describe('weight of the teacher’s classes; the labels have 1. The paper uses 0.5 for both'),
    background: z
      .number()
      .min(0)
      .max(100)
      .default(1.5)
      .describe('weight of the background in them; the paper uses 1.5'),
    boxes: z
      .number()
      .min(0)
      .max(100)
      .default(0.05)
      .describe('ν, weight of the bounded boxes; the paper uses 0.5, in its own units'),
    margin: z
      .number()
      .min(0)
      .max(10_000)
      .default(0)
      .describe('m, in squared units of a cell’s values; the paper gives no value'),
    hint: z.number().min(0).max(1000).default(0.5).describe('γ, weight of the hint; the paper uses 0.5'),
    student: z.string().optional().describe('the guided layer; default: the last one before the cells'),
    teacher: z.string().optional().describe('the hint layer; likewise'),
  },
  search: { soft: [0.5, 1, 2], boxes: [0.01, 0.05, 0.2], hint: [0, 0.5, 2] },
  problemFor: (options, { student, teacher }) =>
    teacher && problemOfTerms(() => termsOf(options, student, teacher), { student, teacher }),
  run({ network, teachers, train }, options) {
    const [first] = runnableTeachers('bounded-detection', teachers);
    return train({ name: 'student', terms: termsOf(options, network, first.network) });
  },
});

interface Options {
  readonly soft: number;
  readonly background: number;
  readonly boxes: number;
  readonly margin: number;
  readonly hint: number;
  readonly student?: string | undefined;
  readonly teacher?: string | undefined;
}

function termsOf(
  { soft, background, boxes, margin, hint, ...layers }: Options,
  student: Network,
  teacher: Network,
): TermSpec[] {
  return [
    { type: 'labels' },
    { type: 'soft-cells', background, weight: soft },
    { type: 'bounded-boxes', margin, weight: boxes },
    { type: 'hint', ...chooseLayers(layers, student, teacher), weight: hint },
  ];
}

/** The adaptation is 1×1 where both maps are the grid's. */
function chooseLayers(named: Partial<LayerPair>, student: Network, teacher: Network): LayerPair {
  return takePair(named, () => pairForRelations(student, teacher));
}
