// Data impressions (Nayak et al. 2019, "Zero-Shot Knowledge Distillation in Deep Networks"): pictures that a teacher takes for what is drawn
// from its own idea of the classes. They are made of its parameters alone.
import { createRandom } from '../artifact/random.ts';
import type { Preprocessing } from '../dataset/dataset.ts';
import { requireUniform } from '../dataset/preprocessing.ts';
import { deriveSeed } from '../network/derive-seed.ts';
import type { TrainedNetwork } from '../network/network.ts';
import { countClasses, networkInput } from '../network/shapes.ts';
import type { Operations } from '../tensorflow/operations.ts';
import { crossEntropyAt, type DreamEvent, type DreamLoss, dreamInputs } from '../train/dream.ts';
import { classSimilarity } from './class-similarity.ts';
import { drawDirichlet } from './dirichlet.ts';
import { distanceFromStatistics, keptStatistics } from './kept-statistics.ts';

export interface ImpressionSettings {
  /** Pictures. */
  readonly count: number;
  /** β: concentrations are β times the similarity of classes; pictures take them in turn. */
  readonly scales: readonly number[];
  /** τ of the teacher's answer to a picture. */
  readonly temperature: number;
  /** Updates of each picture, and Adam's rate in them. */
  readonly steps: number;
  readonly learningRate: number;
  /** Of the distance between a batch's statistics and those that the teacher's batch normalization has kept (Yin et al. 2020, equation 4). */
  readonly statistics: number;
  /** Of the mean absolute difference between neighbouring pixels (Mahendran, Vedaldi 2015, section 2: total variation). */
  readonly smoothness: number;
  readonly seed: number;
}

/** Below it nothing is drawn: the distribution asks for concentrations above 0. */
const leastConcentration = 0.01;

/**
 * What the teacher is to say of each impression: Dirichlet(β · similarity of class k), as many of each class and of each β.
 * @returns [count, classes], row by row
 * @throws OutputBiasError
 */
export function drawTargets(teacher: TrainedNetwork, { count, scales, seed }: ImpressionSettings): Float32Array {
  const classes = countClasses(teacher.network);
  const similarity = classSimilarity(teacher);
  const targets = new Float32Array(count * classes);
  for (let i = 0; i < count; i++) {
    const k = i % classes;
    const scale = scales[Math.floor(i / classes) % scales.length];
    const row = similarity.subarray(k * classes, (k + 1) * classes);
    const concentrations = Array.from(row, (value) => scale * Math.max(value, leastConcentration));
    targets.set(drawDirichlet(concentrations, createRandom(deriveSeed(seed, 'impression', i))), i * classes);
  }
  return targets;
}

/**
 * Noise that has learned to be taken for its target at the temperature (equation 4).
 * @returns pixels, [count, rows, columns, channels]
 * @throws OutputBiasError, FeatureScalesError, what dreamInputs throws; the signal's reason when aborted
 */
export async function makeImpressions(
  teacher: TrainedNetwork,
  preprocessing: Preprocessing,
  settings: ImpressionSettings,
  { signal, onEvent }: { readonly signal?: AbortSignal; readonly onEvent?: (event: DreamEvent) => void } = {},
): Promise<Uint8Array> {
  const { scale, offset } = requireUniform(
    'zero-shot',
    preprocessing,
    "use another method ('retort methods' lists them)",
  );
  const { steps, learningRate, seed } = settings;
  const ends = [offset, 255 * scale + offset] as const;
  const reals = await dreamInputs({
    trained: teacher,
    targets: drawTargets(teacher, settings),
    loss: lossOf(teacher, settings),
    range: [Math.min(...ends), Math.max(...ends)],
    steps,
    learningRate: learningRate * 255 * Math.abs(scale),
    schedule: { type: 'cosine' },
    seed,
    signal,
    onEvent,
  });
  return Uint8Array.from(reals, (real) => Math.round((real - offset) / scale));
}

function lossOf(teacher: TrainedNetwork, { temperature, statistics, smoothness }: ImpressionSettings): DreamLoss {
  const answer = crossEntropyAt(temperature);
  const kept = statistics === 0 ? [] : keptStatistics(teacher);
  return (ops, network, batch) => {
    const said = answer(ops, network, batch);
    const smooth = smoothness === 0 ? said : ops.add(said, ops.mul(variationOf(ops, batch.inputs), smoothness));
    return kept.reduce((sum, one) => {
      const read = one.layer === networkInput ? batch.inputs : network.layer(one.layer);
      return ops.add(sum, ops.mul(distanceFromStatistics(ops, read, one), statistics));
    }, smooth);
  };
}

/** Mean |difference| between pixels below and beside one another. @param images [batch, rows, columns, channels] */
function variationOf<T>(ops: Operations<T>, images: T): T {
  const [batch, rows, columns, channels] = ops.shapeOf(images);
  const part = (row: number, column: number, size: readonly [number, number]) =>
    ops.slice(images, [0, row, column, 0], [batch, ...size, channels]);
  const below = ops.sub(part(1, 0, [rows - 1, columns]), part(0, 0, [rows - 1, columns]));
  const beside = ops.sub(part(0, 1, [rows, columns - 1]), part(0, 0, [rows, columns - 1]));
  return ops.add(ops.mean(ops.abs(below)), ops.mean(ops.abs(beside)));
}
