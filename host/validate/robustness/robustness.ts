// How many samples a student still names rightly where their pictures are noisy, corrupted or attacked, all measures on the same samples, and
// whether the attack can be believed. Who classifies and who attacks is handed in; drawing is left to ../report.
import type { Shape } from '../../dataset/dataset.ts';
import { type Proportion, proportionOf } from '../statistics.ts';
import { corruptImages, corruptions, gaussianNoise, moveAtRandom } from './corruptions.ts';
import { type AttackedAt, findMasking } from './gradient-masking.ts';

/** One step of ε from the picture (FGSM), or several from a random start (PGD). */
export interface AskedAttack {
  readonly kind: 'fgsm' | 'pgd';
  /** Of pixel values. */
  readonly epsilon: number;
}

export interface RobustnessOptions {
  /** [n, rows, columns, channels] */
  readonly images: Uint8Array;
  /** [n] */
  readonly labels: Uint8Array;
  readonly shape: Shape;
  readonly seed: number;
  /** The classes named, [n]. */
  classify(images: Uint8Array): Promise<ArrayLike<number>>;
  /** Pictures within ε that the student takes for something else; absent where its float network is not at hand. */
  attack?(asked: AskedAttack): Promise<Uint8Array>;
  readonly onEvent?: (event: { readonly type: 'measure'; readonly done: number; readonly total: number }) => void;
}

export interface RobustnessMeasure {
  readonly kind: 'clean' | 'noise' | 'corruption' | 'random' | 'fgsm' | 'pgd';
  readonly name: string;
  /** With its unit; empty of the clean pictures. */
  readonly level: string;
  /** In pixel values, of what is bounded by it. */
  readonly epsilon?: number;
  readonly accuracy: Proportion;
}

export interface Robustness {
  readonly seed: number;
  readonly measures: readonly RobustnessMeasure[];
  /** Where there was an attack. */
  readonly attacks?: {
    /** Why the attack's accuracies may be too good, a sentence each; none where nothing speaks against them. */
    readonly masking: readonly string[];
    /** The pictures of PGD at `boardEpsilon`, to be classified by a board too: [n, rows, columns, channels]. */
    readonly images: Uint8Array;
  };
}

/** In pixel values. */
export const attackEpsilons = [4, 8, 16, 32] as const;
/** Within which every picture is. */
export const unboundedEpsilon = 255;
export const boardEpsilon = 8;

interface Plan extends Omit<RobustnessMeasure, 'accuracy'> {
  make(): Uint8Array | Promise<Uint8Array>;
}

/** @throws what `classify` and `attack` throw */
export async function measureRobustness(options: RobustnessOptions): Promise<Robustness> {
  const { labels, seed, classify, onEvent } = options;
  const plans = planMeasures(options);
  const judged: { readonly measure: RobustnessMeasure; readonly right: readonly boolean[] }[] = [];
  let images = new Uint8Array();
  for (const { make, ...plan } of plans) {
    const made = await make();
    if (plan.kind === 'pgd' && plan.epsilon === boardEpsilon) images = Uint8Array.from(made);
    const named = await classify(made);
    const right = Array.from(labels, (label, row) => named[row] === label);
    const accuracy = proportionOf(right.filter(Boolean).length, labels.length);
    judged.push({ measure: { ...plan, accuracy }, right });
    onEvent?.({ type: 'measure', done: judged.length, total: plans.length });
  }
  const measures = judged.map(({ measure }) => measure);
  if (!options.attack) return { seed, measures };
  const rightOf = (kind: RobustnessMeasure['kind'], epsilon: number) =>
    judged.find(({ measure }) => measure.kind === kind && measure.epsilon === epsilon)!.right;
  const attacked = attackEpsilons.map(
    (epsilon): AttackedAt => ({
      epsilon,
      pgd: rightOf('pgd', epsilon),
      fgsm: rightOf('fgsm', epsilon),
      random: rightOf('random', epsilon),
    }),
  );
  return { seed, measures, attacks: { masking: findMasking(attacked, rightOf('pgd', unboundedEpsilon)), images } };
}

function planMeasures({ images, shape, seed, attack }: RobustnessOptions): Plan[] {
  const corrupted = [gaussianNoise, ...corruptions].flatMap(({ name, levels }) =>
    levels.map(({ level, corrupt }): Plan => {
      const kind = name === gaussianNoise.name ? 'noise' : 'corruption';
      return { kind, name, level, make: () => corruptImages(images, shape, corrupt, seed) };
    }),
  );
  const random = attackEpsilons.map(
    (epsilon): Plan => ({
      kind: 'random',
      name: 'random ±ε',
      level: `ε = ${epsilon}`,
      epsilon,
      make: () => corruptImages(images, shape, moveAtRandom(epsilon), seed),
    }),
  );
  const asked: AskedAttack[] = [
    ...attackEpsilons.map((epsilon) => ({ kind: 'fgsm', epsilon }) as const),
    ...[...attackEpsilons, unboundedEpsilon].map((epsilon) => ({ kind: 'pgd', epsilon }) as const),
  ];
  const attacks = asked.map(
    (one): Plan => ({
      kind: one.kind,
      name: one.kind.toUpperCase(),
      level: `ε = ${one.epsilon}`,
      epsilon: one.epsilon,
      make: () => attack!(one),
    }),
  );
  const clean: Plan = { kind: 'clean', name: 'clean', level: '', make: () => images };
  return [clean, ...corrupted, ...random, ...(attack ? attacks : [])];
}
