// Specialists (Hinton, Vinyals, Dean 2015, section 5): networks that know a cluster of confusable classes, all others being one dustbin.
// Their fields are found by confusable-clusters.ts; combine-specialists.ts makes one teacher of them and the generalist.
import { grouped } from '../../proto/numbers.ts';
import { createRandom } from '../artifact/random.ts';
import { type Shape, type Split, selectSamples } from '../dataset/dataset.ts';
import { deriveSeed } from '../network/derive-seed.ts';
import type { Network, TrainedNetwork, Weight, Weights } from '../network/network.ts';
import { TrainingSettingError } from '../train/training-errors.ts';
import { shiftBias } from './omit-class.ts';
import { readOutputLayer } from './output-layer.ts';

export interface Specialist {
  /** Its field: the classes of its logits, ascending. One more logit, the last, is the dustbin's. */
  readonly classes: readonly number[];
  /** With its dustbin corrected: its probabilities are those of the data, not of its enriched split. */
  readonly trained: TrainedNetwork;
}

export interface SpecialistOptions {
  readonly generalist: TrainedNetwork;
  /** Its field. */
  readonly classes: readonly number[];
  /** Before it is enriched. */
  readonly split: Split;
  readonly seed: number;
  /** Trains on the labels of the split that it is given. */
  readonly train: (specialist: SpecialistTraining) => Promise<TrainedNetwork>;
}

export interface SpecialistTraining {
  readonly network: Network;
  readonly start: Weights;
  readonly split: Split;
}

/**
 * Starts from the generalist's weights and learns from labels, on a split enriched with its classes (section 5.2).
 * @throws TrainingSettingError, OutputBiasError, and what `train` throws
 */
export async function trainSpecialist({
  generalist,
  classes,
  split: all,
  seed,
  train,
}: SpecialistOptions): Promise<Specialist> {
  const { split, dustbinShift } = enrichSplit(all, generalist.network.inputShape, classes, seed);
  const { network, weights: start } = startSpecialist(generalist, classes);
  return { classes, trained: shiftBias(await train({ network, start, split }), classes.length, dustbinShift) };
}

export interface EnrichedSplit {
  /** Labels are positions in the field; the dustbin's is its length. */
  readonly split: Split;
  /**
   * What a network trained on it must add to its dustbin's logit: the log of the proportion by which the field is oversampled, that is
   * of the share kept of its samples over that of the others.
   */
  readonly dustbinShift: number;
}

/**
 * Half the field's samples, half others, drawn at random: as many of each as the smaller side has. Order and ids are kept.
 * @throws TrainingSettingError where one side has no samples
 */
export function enrichSplit(split: Split, shape: Shape, field: readonly number[], seed: number): EnrichedSplit {
  const places = new Map(field.map((label, place) => [label, place]));
  const [inside, outside]: number[][] = [[], []];
  for (const [position, label] of split.labels.entries()) (places.has(label) ? inside : outside).push(position);
  const taken = Math.min(inside.length, outside.length);
  if (taken === 0) {
    const counts = `${grouped(inside.length)} samples in [${field}], ${grouped(outside.length)} others`;
    throw new TrainingSettingError('field of a specialist', counts, 'some of the classes with samples, but not all');
  }
  const random = createRandom(deriveSeed(seed, 'enrich', ...field));
  const draw = (positions: number[]) => random.shuffle(positions).slice(0, taken);
  const positions = [...draw(inside), ...draw(outside)].sort((a, b) => a - b);
  const chosen = selectSamples(split, shape, positions);
  const labels = chosen.labels.map((label) => places.get(label) ?? field.length);
  return { split: { ...chosen, labels }, dustbinShift: Math.log(outside.length / inside.length) };
}

/**
 * The generalist with a last layer of field.length + 1 units: its own columns for the field, their mean over all others for the dustbin.
 * @throws OutputBiasError where the last layer is not dense and linear with a bias; TrainingSettingError for a class that it has not
 */
export function startSpecialist(generalist: TrainedNetwork, field: readonly number[]): TrainedNetwork {
  const { layer, kernel, bias } = readOutputLayer(generalist);
  checkField(field, layer.units);
  const { name, layers } = generalist.network;
  const network: Network = {
    ...generalist.network,
    name: `${name}, specialist of ${field.join(' ')}`,
    layers: [...layers.slice(0, -1), { ...layer, units: field.length + 1 }],
  };
  const biases = selectColumns({ shape: [1, layer.units], data: bias.data }, field);
  const changed: [string, Weight][] = [
    [`${layer.name}/kernel`, selectColumns(kernel, field)],
    [`${layer.name}/bias`, { ...biases, shape: [field.length + 1] }],
  ];
  return { network, weights: new Map([...generalist.weights, ...changed]) };
}

function checkField(field: readonly number[], classes: number): void {
  const isClass = (label: number) => Number.isInteger(label) && label >= 0 && label < classes;
  const isWhole = field.length > 0 && field.length < classes && new Set(field).size === field.length;
  if (isWhole && field.every(isClass)) return;
  throw new TrainingSettingError(
    'field of a specialist',
    `[${field}]`,
    `some of 0 … ${classes - 1}, but not all, each once`,
  );
}

/** [rows, columns] → [rows, field.length + 1]; the last is the mean of those not in the field. */
function selectColumns({ shape: [rows, columns], data }: Weight, field: readonly number[]): Weight {
  const others = Array.from({ length: columns }, (_, c) => c).filter((c) => !field.includes(c));
  const values = new Float32Array(rows * (field.length + 1));
  for (let row = 0; row < rows; row++) {
    const at = (column: number) => data[row * columns + column];
    const mean = others.reduce((sum, column) => sum + at(column), 0) / others.length;
    values.set([...field.map(at), mean], row * (field.length + 1));
  }
  return { shape: [rows, field.length + 1], data: values };
}
