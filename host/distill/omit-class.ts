// A class that the transfer set never shows (Hinton, Vinyals, Dean 2015, section 3): the student learns it from the teacher's soft targets
// alone, but for its bias, which is set afterwards.
import { type Dataset, type Shape, type Split, selectSamples } from '../dataset/dataset.ts';
import type { TrainedNetwork } from '../network/network.ts';
import { countClasses } from '../network/shapes.ts';
import { scoreOutputs } from '../task/task.ts';
import { classificationOver } from '../task/task-of.ts';
import { computeLogits } from '../train/evaluate.ts';
import { OutputBiasError } from './distill-errors.ts';
import { readOutputLayer } from './output-layer.ts';

/** The split without the samples of `omitted`, in their order, ids kept. The labels still count all classes. */
export function omitClass(split: Split, shape: Shape, omitted: number): Split {
  const kept = [...split.labels.keys()].filter((position) => split.labels[position] !== omitted);
  return selectSamples(split, shape, kept);
}

/**
 * A copy whose logit of `shifted` is larger by `amount` for every input. The paper needed +3.5 for the class 3 of MNIST.
 * @throws OutputBiasError if the last layer is not linear with a bias, or has no such class
 */
export function shiftBias(trained: TrainedNetwork, shifted: number, amount: number): TrainedNetwork {
  const { network, weights } = trained;
  const { layer, bias } = readOutputLayer(trained);
  if (!(shifted in bias.data)) {
    throw new OutputBiasError(network.name, layer.name, `has the classes 0 … ${bias.data.length - 1}, not ${shifted}`);
  }
  const data = bias.data.map((value, c) => (c === shifted ? value + amount : value));
  return { network, weights: new Map([...weights, [`${layer.name}/bias`, { shape: bias.shape, data }]]) };
}

export interface BiasShift {
  readonly amount: number;
  /** With it, on the validation split, a fraction. */
  readonly accuracy: number;
}

/** −10 … 10 by tenths: the paper's are 3.5 and −7.6. */
const amounts = Array.from({ length: 201 }, (_, i) => (i - 100) / 10);

/**
 * The shift with which most of the validation split is right; of equals the one nearest to 0. Only that split is read: of the data set's
 * training samples the class is missing, and the test split is for the figure that is quoted.
 * @throws what computeLogits throws
 */
export async function chooseBiasShift(
  trained: TrainedNetwork,
  shifted: number,
  { validation, preprocessing }: Pick<Dataset, 'validation' | 'preprocessing'>,
  signal?: AbortSignal,
): Promise<BiasShift> {
  shiftBias(trained, shifted, 0); // throws where there is no such class
  const logits = await computeLogits(trained, validation.images, preprocessing, signal);
  const classes = countClasses(trained.network);
  const task = classificationOver(classes);
  const correctWith = (amount: number) =>
    scoreOutputs(
      task,
      logits.map((logit, i) => (i % classes === shifted ? logit + amount : logit)),
      validation.labels,
    ).correct;
  const tried = amounts.map((amount) => ({ amount, correct: correctWith(amount) }));
  const best = tried.reduce((a, b) => (isBetter(b, a) ? b : a));
  return { amount: best.amount, accuracy: best.correct / validation.labels.length };
}

interface TriedShift {
  readonly amount: number;
  readonly correct: number;
}

function isBetter(a: TriedShift, b: TriedShift): boolean {
  return a.correct > b.correct || (a.correct === b.correct && Math.abs(a.amount) < Math.abs(b.amount));
}
