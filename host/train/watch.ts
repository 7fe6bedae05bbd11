// Detects from an epoch's measurements that training goes wrong without failing, and suggests what to change. Pure: it
// is fed the events that the loop reports, and leaves showing what it finds to others.
import { grouped } from '../../proto/numbers.ts';
import { lowerRate } from './training-errors.ts';
import type { EpochEvent, LayerReport } from './training-events.ts';

/**
 * A layer's gradient vanishes below this share of its weights (norm by norm): at a learning rate of 0.1 a plain step is then 1e-7 of the
 * weights, which float32, with a spacing of 2⁻²³ ≈ 1.2e-7, rounds away.
 */
export const vanishingShare = 1e-6;
/** … while the gradient of a later layer is above this share of its weights: otherwise the loss is flat for all, as where it is learnt. */
export const livingShare = 1e-4;
/**
 * A layer's gradient explodes once it is this many times the larger of its first two epochs' norms. A threshold of half
 * to ten times the average norm still converges (Pascanu et al. 2013, section 3.2): norms spread that much by
 * themselves, and ten times that is not a spread.
 */
export const explodingGrowth = 100;
/** … or where its norm is above this from the start: even at a learning rate of 1e-3 a plain step moves the weights by 1. */
export const explodingNorm = 1000;
/** More dead units than this are a warning: 40 % is what a learning rate that is too high leaves (CS231n, neural networks, part 1, on ReLU). */
export const deadShare = 0.4;
/** In a smaller batch a unit may be silent by chance: one that fires for half of all samples is, of 16, once in 65,536. */
export const fewestSamples = 16;
/**
 * A term drowns another if its gradient is this many times larger: the sum points less than arctan(1/100) = 0.6° away
 * from it.
 */
export const drowningRatio = 100;
/** Above it the gradient of the labels' own loss is next to nothing, whatever its weight. */
const learntAccuracy = 0.98;
/**
 * Training accuracy has run away from validation once it is this much above it, and above what the validation samples allow at three standard
 * errors of a proportion: a smaller gap is chance, or what dropout and augmentation leave.
 */
export const runawayGap = 0.1;
/** … for this many consecutive epochs: at the peak of the learning rate a single epoch fluctuates. */
export const runawayEpochs = 3;
/** Of a run's epochs: before that, batch normalization's statistics follow the weights too far behind to judge a validation split by. */
export const settledShare = 0.2;

export interface LayerWarning {
  readonly kind: 'vanishing-gradient' | 'exploding-gradient' | 'dead-units';
  /** From 1. */
  readonly epoch: number;
  readonly layer: string;
  /** Gradient norm over weight norm; gradient norm; share of dead units, 0 … 1. */
  readonly figure: number;
  /** What to change. */
  readonly advice: string;
  /** Layer, figure and advice in one line. */
  readonly message: string;
}

export interface TermWarning {
  readonly kind: 'drowned-term';
  /** From 1. */
  readonly epoch: number;
  /** The term that hardly counts. */
  readonly term: string;
  /** The term with the largest gradient. */
  readonly by: string;
  /** Gradient norm of `by` over that of `term`. */
  readonly figure: number;
  /** What to change. */
  readonly advice: string;
  /** Terms, figure and advice in one line. */
  readonly message: string;
}

export interface MemorizingWarning {
  readonly kind: 'memorizing';
  /** From 1. */
  readonly epoch: number;
  /** Training accuracy − validation accuracy, fractions. */
  readonly figure: number;
  /** What to change. */
  readonly advice: string;
  /** Figures and advice in one line. */
  readonly message: string;
}

export type TrainingWarning = LayerWarning | TermWarning | MemorizingWarning;

/**
 * A watch over one training, to be fed its epochs in order, from wherever it resumes; it returns what is new: each kind
 * once per layer or term.
 * @param learningRate the setting, from which a lower one is suggested
 * @example
 * import { type TrainingEvent, watchTraining } from 'retort-fpga/train';
 *
 * const watch = watchTraining({ learningRate: 0.01 });
 * const onEvent = (event: TrainingEvent) => {
 *   if (event.type === 'epoch') for (const { message } of watch(event)) console.warn(message);
 * };
 * console.log(typeof onEvent); // for trainNetwork
 */
export function watchTraining({
  learningRate,
}: {
  readonly learningRate: number;
}): (epoch: EpochEvent) => TrainingWarning[] {
  const lower = `lower the learning rate (${lowerRate(learningRate)} instead of ${learningRate})`;
  const usual = new Map<string, number[]>();
  const said = new Set<string>();
  let apart = 0;
  return (event) => {
    const memorizing = findMemorizing(event);
    apart = memorizing.length > 0 ? apart + 1 : 0;
    const found = [
      ...findVanishing(event, lower),
      ...findExploding(event, usual, lower),
      ...findDeadUnits(event, lower),
      ...findDrowned(event),
      ...(apart >= runawayEpochs ? memorizing : []),
    ];
    return found.filter((warning) => {
      const key = JSON.stringify([
        warning.kind,
        'layer' in warning ? warning.layer : 'term' in warning ? warning.term : '',
      ]);
      return !said.has(key) && said.add(key);
    });
  };
}

/** Of a student, a learning rate that is too high is a cause, too: its units are driven to where they are flat. */
function findVanishing({ epoch, layers }: EpochEvent, lower: string): LayerWarning[] {
  const shares = Object.entries(layers)
    .filter(([, { weightNorm }]) => weightNorm > 0)
    .map(([layer, { gradientNorm, weightNorm }]) => ({ layer, share: gradientNorm / weightNorm }));
  const isCut = Object.values(layers).some(({ deadUnits }) => deadUnits === 1);
  return shares.flatMap(({ layer, share }, i): LayerWarning[] => {
    const living = shares.slice(i + 1).find((later) => later.share > livingShare);
    if (!(share < vanishingShare) || !living || (share === 0 && isCut)) return []; // Dead units have their own warning.
    const advice = `put a batchNorm after it or an add around it, start from larger weights, or ${lower}`;
    const figures = `its gradient is ${share.toPrecision(2)} of its weights, that of "${living.layer}" ${living.share.toPrecision(2)}`;
    const message = `layer "${layer}": ${figures}; ${advice}`;
    return [{ kind: 'vanishing-gradient', epoch, layer, figure: share, advice, message }];
  });
}

/** @param usual the first epochs' norms by layer, to which this one adds */
function findExploding({ epoch, layers }: EpochEvent, usual: Map<string, number[]>, lower: string): LayerWarning[] {
  return Object.entries(layers).flatMap(([layer, { gradientNorm }]): LayerWarning[] => {
    const first = usual.get(layer) ?? [];
    usual.set(layer, [...first, gradientNorm].slice(0, 2));
    const growth = first.length === 2 && Math.max(...first) > 0 ? gradientNorm / Math.max(...first) : 1;
    if (gradientNorm <= explodingNorm && growth <= explodingGrowth) return []; // Not so where it is NaN.
    const grown = growth > explodingGrowth ? `, ${growth.toPrecision(3)} times that of its first epochs` : '';
    const advice = `${lower}, or clip gradients (clipNorm: 1)`;
    const message = `layer "${layer}": its gradient has norm ${gradientNorm.toPrecision(3)}${grown}; ${advice}`;
    return [{ kind: 'exploding-gradient', epoch, layer, figure: gradientNorm, advice, message }];
  });
}

function findDeadUnits({ epoch, layers, samplesMeasured }: EpochEvent, advice: string): LayerWarning[] {
  if (samplesMeasured < fewestSamples) return [];
  return Object.entries(layers).flatMap(
    ([layer, { deadUnits = 0, units = 0 }]: [string, LayerReport]): LayerWarning[] => {
      if (!(deadUnits > deadShare)) return [];
      const share = `${Math.round(100 * deadUnits)} % of ${grouped(units)} units`;
      const message = `layer "${layer}": ${share} output 0 for the whole batch; ${advice}`;
      return [{ kind: 'dead-units', epoch, layer, figure: deadUnits, advice, message }];
    },
  );
}

function findMemorizing({ epoch, epochs, accuracy, validation }: EpochEvent): MemorizingWarning[] {
  if (!validation || epoch < settledShare * epochs) return [];
  const { correct, total } = validation;
  const right = correct / total;
  const standardError = Math.sqrt((right * (1 - right) + 1 / total) / total);
  const figure = accuracy - right;
  if (!(figure > Math.max(runawayGap, 3 * standardError))) return [];
  const share = (fraction: number) => `${Math.round(100 * fraction)} %`;
  const advice = 'add pictures, augment them (--augment), or train fewer epochs';
  const message = `accuracy is ${share(accuracy)} on the training split, but ${share(right)} on ${grouped(total)} validation samples: the network is memorizing; ${advice}`;
  return [{ kind: 'memorizing', epoch, figure, advice, message }];
}

/** A term without any gradient is not drowned: it has nothing to say, or no weight yet; nor is one of a student that has learnt its samples. */
function findDrowned({ epoch, terms, accuracy }: EpochEvent): TermWarning[] {
  if (accuracy > learntAccuracy) return [];
  const norms = Object.entries(terms).map(([term, { gradientNorm }]) => ({ term, norm: gradientNorm }));
  if (norms.length === 0) return [];
  const loudest = norms.reduce((most, one) => (one.norm > most.norm ? one : most));
  return norms.flatMap(({ term, norm }): TermWarning[] => {
    const figure = loudest.norm / norm;
    if (!(norm > 0 && figure > drowningRatio)) return [];
    const ratio = grouped(Number(figure.toPrecision(2)));
    const advice = `multiply the weight of "${term}" by ${ratio} to balance the gradients, or divide that of "${loudest.term}" by it`;
    const is = `its gradient, of norm ${norm.toPrecision(2)}, is ${ratio} times smaller than that of "${loudest.term}"`;
    return [
      {
        kind: 'drowned-term',
        epoch,
        term,
        by: loudest.term,
        figure,
        advice,
        message: `loss term "${term}": ${is}; ${advice}`,
      },
    ];
  });
}
