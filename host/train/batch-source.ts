// Where a step's graph gets its batch from: the whole data set lives in the graph and is gathered by a fed index, or, where it is too
// large or not in memory, each batch is fed. Augmentation and preprocessing are the graph's.
import { elementTypeOf, type Preprocessing, type Split, type StreamedSplit } from '../dataset/dataset.ts';
import { gatherRows } from '../dataset/sample-values.ts';
import { sizeOf } from '../network/shapes.ts';
import type { Task } from '../task/task.ts';
import type { Graph, GraphTensor } from '../tensorflow/graph/graph.ts';
import { createGraphOperations } from '../tensorflow/graph/graph-operations.ts';
import type { Feed } from '../tensorflow/graph/graph-session.ts';
import type { GraphVariables } from '../tensorflow/graph/graph-variables.ts';
import { cast } from '../tensorflow/graph/operations/elementwise.ts';
import { gather } from '../tensorflow/graph/operations/shaping.ts';
import { type Augmentation, augmentImages } from './augmentation.ts';
import { gatherIds } from './batches.ts';
import type { LossBatch } from './loss.ts';
import { TrainingSettingError } from './training-errors.ts';

export interface SourceBatch extends LossBatch<GraphTensor> {
  /** [batch, rows, columns, channels], preprocessed. */
  readonly images: GraphTensor;
  /** @param positions of the batch's samples in the split, [batch] */
  feeds(positions: Uint32Array, at: StepPosition): Feed[];
}

/** What a loss may be told of the step beside its samples. */
export interface StepPosition {
  /** From 0, over the whole run: what is drawn for the batch's images follows from it. */
  readonly step: number;
  /** The share of the run that is done, 0 … 1. */
  readonly progress: number;
  readonly randomSeed: readonly [number, number];
}

export type BatchSource = (batchSize: number) => SourceBatch;

interface DataSet {
  readonly split: Split | StreamedSplit;
  readonly shape: readonly [number, number, number];
  readonly task: Task;
  readonly preprocessing: Preprocessing;
  readonly augmentation?: Augmentation;
  /** The run's. */
  readonly seed: number;
}

/** [samples of `positions`, …shape] of what a sample has. */
type ValuesAt = (positions: Uint32Array) => Float32Array | Int32Array | Uint8Array;

/** @param limitBytes of images in memory up to which the data set lives in the graph */
export function createBatchSource(
  graph: Graph,
  variables: GraphVariables,
  data: DataSet,
  limitBytes: number,
): BatchSource {
  const { split, shape, task, augmentation, seed } = data;
  const resident = new Map<string, GraphTensor>();
  const progress = graph.placeholder('float32', []);
  const randomSeed = graph.placeholder('int32', [2]);
  const fits = 'images' in split && split.images.byteLength <= limitBytes;
  const all = fits ? Uint32Array.from(split.ids, (_, position) => position) : new Uint32Array();

  return (batchSize) => {
    const index = graph.placeholder('int32', [batchSize]);
    const streamed: [placeholder: GraphTensor, valuesAt: ValuesAt][] = [];

    /** [batchSize, …shape] */
    function column(name: string, rowShape: readonly number[], type: GraphTensor['type'], valuesAt: ValuesAt) {
      if (!fits) {
        const placeholder = graph.placeholder(type, [batchSize, ...rowShape]);
        streamed.push([placeholder, valuesAt]);
        return placeholder;
      }
      const known = resident.get(name);
      const whole = known ?? variables.read(variables.create(name, [all.length, ...rowShape], valuesAt(all)));
      resident.set(name, whole);
      return gather(graph, whole, index);
    }

    return graph.within('data', () => {
      const pixels = column('data/images', shape, elementTypeOf(split), (positions) => {
        if (!('images' in split)) return split.readImages(positions);
        return positions === all ? split.images : gatherRows(split.images, sizeOf(shape), positions);
      });
      const labels = column('data/targets', [task.outputs.length], 'float32', (positions) =>
        task.targets(split.labels, positions),
      );
      const augmented = augmentation && augmentImages(graph, pixels, augmentation);
      const mirrors = augmented && augmentation.flip && task.mirrored;
      return {
        images: preprocess(graph, augmented?.images ?? pixels, data.preprocessing),
        task,
        labels: mirrors ? mirrorTargets(graph, labels, augmented.mirrored, mirrors) : labels,
        progress,
        randomSeed,
        bySample(name, rowShape, valuesOf) {
          if (mirrors) throw new TrainingSettingError('augmentation flip', 'true', unmirrored);
          return column(`data/loss/${name}`, rowShape, 'float32', (positions) => valuesOf(gatherIds(split, positions)));
        },
        feeds: (positions, at) => [
          [progress, Float32Array.of(at.progress)],
          [randomSeed, Int32Array.from(at.randomSeed)],
          ...(fits
            ? [[index, Int32Array.from(positions)] as const]
            : streamed.map(([placeholder, valuesAt]): Feed => [placeholder, valuesAt(positions)])),
          ...(augmented?.feeds(seed, at.step) ?? []),
        ],
      };
    });
  };
}

const unmirrored =
  "off with a teacher's cached outputs, which are for the original pictures; run the teacher live (--teacher live)";

/** Of the samples that are mirrored, as the task says. @param mirrored int32 [batch, 1] */
function mirrorTargets(
  graph: Graph,
  targets: GraphTensor,
  mirrored: GraphTensor,
  { order, signs }: NonNullable<Task['mirrored']>,
): GraphTensor {
  const ops = createGraphOperations(graph);
  const changed = ops.mul(
    ops.transpose(ops.gather(ops.transpose(targets, [1, 0]), order), [1, 0]),
    ops.constant(signs, [1, signs.length]),
  );
  const share = cast(graph, mirrored, 'float32');
  return ops.add(ops.mul(changed, share), ops.mul(targets, ops.sub(ops.constant([1], []), share)));
}

/** value · scale + offset */
function preprocess(graph: Graph, pixels: GraphTensor, preprocessing: Preprocessing): GraphTensor {
  const ops = createGraphOperations(graph);
  const values = pixels.type === 'float32' ? pixels : cast(graph, pixels, 'float32');
  if ('features' in preprocessing) {
    const { scale, offset } = preprocessing;
    const shape = pixels.shape.slice(1);
    // Centred before it is scaled: a feature far from 0 with a small range keeps its digits in float32.
    const middles = scale.map((each, i) => offset[i] / each);
    return ops.mul(ops.add(values, ops.constant(middles, shape)), ops.constant(scale, shape));
  }
  const { scale, offset } = preprocessing;
  const scaled = ops.mul(values, scale);
  return offset === 0 ? scaled : ops.add(scaled, offset);
}
