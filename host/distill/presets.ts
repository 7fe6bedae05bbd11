// What is trained, and how, unless told otherwise: networks by size, recipes by network and data set. Loads no TensorFlow.
import type { Shape } from '../dataset/dataset.ts';
import type { SampleValues } from '../dataset/sample-values.ts';
import { hasSteps, type Network } from '../network/network.ts';
import { hasBoxes } from '../task/detection.ts';
import type { Task } from '../task/task.ts';
import type { Augmentation } from '../train/augmentation.ts';
import { defaultAugmentation } from '../train/default-augmentation.ts';
import { type Recipe, scaleRecipe } from '../train/recipe.ts';
import type { StudentRecipe } from './hinton.ts';

export const sizes = ['small', 'medium', 'large'] as const;

/** How much of a board a student takes: memory and time. */
export type Size = (typeof sizes)[number];

/** By name, as named-networks.ts reads them. Every student fits every board with pictures of up to 32×32 in colour. */
export interface NetworkNames {
  readonly student: string;
  readonly teacher: string;
}

/** For boxes in pictures. */
const detectorsBySize: Readonly<Record<Size, NetworkNames>> = {
  small: { student: 'detector:8-16-32', teacher: 'detector:32-64-96' },
  medium: { student: 'detector:8-16-32', teacher: 'detector:32-64-96' },
  large: { student: 'detector:16-32-64', teacher: 'detector:32-64-96' },
};

const networksBySize: Readonly<Record<Size, NetworkNames>> = {
  small: { student: 'student', teacher: 'teacher' },
  medium: { student: 'vgg:8-16-32/2', teacher: 'vgg:32-64-128/2' },
  large: { student: 'vgg:16-32-64/2', teacher: 'vgg:32-64-128/2' },
};

/** What recipes follow from: any data set is one. */
export interface DescribedData {
  readonly name: string;
  readonly shape: Shape;
  readonly task?: Task;
  readonly train: { readonly ids: { readonly length: number }; readonly images?: SampleValues };
  readonly recordingRate?: number;
}

/** Of tables, whose features have no neighbours that a convolution could look at. */
const tableNetworks: Readonly<Record<Size, NetworkNames>> = {
  small: { student: 'mlp:32', teacher: 'mlp:128-128' },
  medium: { student: 'mlp:64-32', teacher: 'mlp:256-256' },
  large: { student: 'mlp:128-64', teacher: 'mlp:256-256' },
};

/** A crop would stretch time and pitch, brightness is loudness. */
const ofSpectrograms: Augmentation = { shift: 2 };

interface PublishedDefaults {
  readonly networks: NetworkNames;
  /** Of networks with batch normalization. */
  readonly epochs: number;
  readonly augmentation: Augmentation;
  /** Whether networks without batch normalization are trained on varied pictures, too. */
  readonly variesPlain: boolean;
}

/**
 * Of published data sets. Of pictures, the networks are those of the student with the best validation accuracy among those that fit the board and compute for
 * at most three times as long as their input is on the line: `npm run bench -- sizes`, evidence/sizes.json.
 */
const published: Readonly<Record<string, PublishedDefaults>> = {
  // The small size is the demo's, which is to end in minutes: a live teacher on moved pictures would double its training.
  mnist: { networks: networksBySize.large, epochs: 8, augmentation: { shift: 1 }, variesPlain: false },
  'fashion-mnist': {
    networks: networksBySize.large,
    epochs: 16,
    augmentation: { shift: 1, flip: true },
    variesPlain: true,
  },
  cifar10: { networks: networksBySize.large, epochs: 60, augmentation: { shift: 2, flip: true }, variesPlain: true },
  // For spectrograms. Fixed in advance; not compared with others.
  fsdd: {
    networks: { student: 'dscnn:32x4', teacher: 'vgg:32-64-128/2' },
    epochs: 30,
    augmentation: ofSpectrograms,
    variesPlain: true,
  },
  // Of questions about pictures, chosen on the validation split. Varied pictures would vary the questions in them.
  'easy-vqa': { networks: networksBySize.large, epochs: 16, augmentation: {}, variesPlain: false },
};

/** Of networks without batch normalization; chosen on the validation split of MNIST's 54,000 training samples. */
const plain = {
  student: { epochs: 10, batchSize: 256, learningRate: 0.02 },
  teacher: { epochs: 6, batchSize: 256, learningRate: 0.004 },
};

const normalized: Recipe = { epochs: 8, batchSize: 128, learningRate: 0.005 };

const soft = { alpha: 0.9, temperature: 4 };

/**
 * Dense ones for samples of one position, as a table's rows are.
 * @param size where absent, the data set's own: small where nobody has measured
 * @param detects whether its labels are boxes
 */
export function networksFor(
  data: string,
  [rows, columns]: Shape,
  size: Size | undefined,
  detects = false,
): NetworkNames {
  const bySize = detects ? detectorsBySize : rows * columns === 1 ? tableNetworks : networksBySize;
  if (size !== undefined) return bySize[size];
  return publishedDefaults(data)?.networks ?? bySize.small;
}

/** What a student is trained by, whatever it is taught. */
export function defaultStudentTraining(network: Network, data: DescribedData): Recipe {
  return recipeFor(plain.student, network, data);
}

/** By soft targets. */
export function defaultStudentRecipe(network: Network, data: DescribedData): StudentRecipe {
  return { ...defaultStudentTraining(network, data), ...soft };
}

export function defaultTeacherRecipe(network: Network, data: DescribedData): Recipe {
  return recipeFor(plain.teacher, network, data);
}

function recipeFor(ofPlain: Recipe, network: Network, data: DescribedData): Recipe {
  const { name, shape, train, task, recordingRate } = data;
  const samples = train.ids.length;
  if (hasBoxes(task)) return detectionRecipe(samples, data);
  const known = publishedDefaults(name);
  const isNormalized = network.layers.some(({ type }) => type === 'batchNorm');
  const recipe = scaleRecipe(isNormalized ? normalized : ofPlain, samples);
  // A tree is grown on the original pictures, and the features of a table are not a picture.
  const plainSamples = hasSteps(network) || train.images instanceof Float32Array;
  const chosen = isNormalized || known?.variesPlain ? known?.augmentation : undefined;
  const usual = recordingRate === undefined ? defaultAugmentation(samples, shape) : ofSpectrograms;
  const augmentation = plainSamples ? undefined : (chosen ?? usual);
  return { ...recipe, ...(isNormalized && known && { epochs: known.epochs }), ...(augmentation && { augmentation }) };
}

/** Of detectors. Chosen on the validation split of BCCD. Mirrored are BCCD's cells alone: elsewhere a mirrored thing may be another one. */
function detectionRecipe(samples: number, { name }: DescribedData): Recipe {
  const batchSize = 16;
  const epochs = Math.min(60, Math.max(10, Math.round(12_000 / samples)));
  const augmentation = { ...(name === 'bccd' && { flip: true }), brightness: 0.3 };
  return { epochs, batchSize, learningRate: 0.01, optimizer: 'adamw', weightDecay: 0.05, augmentation };
}

function publishedDefaults(data: string): PublishedDefaults | undefined {
  return Object.hasOwn(published, data) ? published[data] : undefined;
}
