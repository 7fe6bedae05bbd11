// The two networks that Retort trains unless told otherwise. Both shrink pictures by strides rather than by pooling: that is what
// TensorFlow trains fastest and what the core runs in the fewest cycles.
import { fewSamples, networkForFew } from './architectures-for-few.ts';
import type { Conv2d, Layer, Network, Padding } from './network.ts';
import type { ActivationShape } from './shapes.ts';

/**
 * A convolutional network of about 430,000 parameters for 28×28 grey pictures.
 * @param shape of a picture, [rows, columns, channels]
 * @param samples of the training split; small splits get a separate network (architectures-for-few.ts)
 */
export function teacherNetwork(shape: ActivationShape, classes: number, samples = Number.POSITIVE_INFINITY): Network {
  return samples < fewSamples
    ? networkForFew('teacher', shape, classes, [24, 32, 48, 64])
    : teacherForMany(shape, classes);
}

function teacherForMany(shape: ActivationShape, classes: number): Network {
  return {
    name: 'teacher',
    inputShape: shape,
    layers: [
      convolution('conv1', 32, 5, firstStride(shape), 'same'),
      convolution('conv2', shape[2] > 1 ? 64 : 32, 3, 1, 'same'),
      convolution('conv3', 64, 3, 2, 'same'),
      { type: 'dropout', name: 'dropout1', rate: 0.25 },
      { type: 'dense', name: 'hidden', units: 128, activation: 'relu' },
      { type: 'dropout', name: 'dropout2', rate: 0.4 },
      { type: 'dense', name: 'logits', units: classes },
    ],
  };
}

/**
 * For 28×28 grey pictures 14,866 parameters and 224,288 multiply-accumulates: about 50,000 cycles of the `up5k` core, fewer than its link
 * needs for the next picture at 3,000,000 baud. Colour gets more filters. Only operators of the core's instruction set (docs/core.md).
 * @param shape of a picture, [rows, columns, channels]
 * @param samples of the training split; small splits get a separate network (architectures-for-few.ts)
 */
export function studentNetwork(shape: ActivationShape, classes: number, samples = Number.POSITIVE_INFINITY): Network {
  return samples < fewSamples
    ? networkForFew('student', shape, classes, [16, 24, 32, 48])
    : studentForMany(shape, classes);
}

function studentForMany(shape: ActivationShape, classes: number): Network {
  const filters = shape[2] > 1 ? [16, 32, 48] : [8, 24, 32];
  const stride = firstStride(shape);
  const firstSide = Math.ceil(Math.min(shape[0], shape[1]) / stride);
  const padding = firstSide < 11 ? 'same' : 'valid'; // Without padding less than a 3×3 window would be left of a small map.
  return {
    name: 'student',
    inputShape: shape,
    layers: [
      convolution('conv1', filters[0], 5, stride, 'same'),
      convolution('conv2', filters[1], 5, 2, padding),
      convolution('conv3', filters[2], 3, 1, padding),
      { type: 'dense', name: 'logits', units: classes },
    ],
  };
}

/**
 * Dense layers of these widths with ReLU, as Hinton, Vinyals, Dean 2015 trains on MNIST (section 3).
 * @param units of the hidden layers, in order
 * @param dropout whether a fifth of the input and half of each hidden layer is dropped in training (Hinton et al. 2012)
 */
export function perceptron(
  shape: ActivationShape,
  classes: number,
  units: readonly number[],
  dropout = false,
): Network {
  const layers: Layer[] = dropout ? [{ type: 'dropout', name: 'dropout0', rate: 0.2 }] : [];
  for (const [i, count] of units.entries()) {
    layers.push({ type: 'dense', name: `hidden${i + 1}`, units: count, activation: 'relu' });
    if (dropout) layers.push({ type: 'dropout', name: `dropout${i + 1}`, rate: 0.5 });
  }
  layers.push({ type: 'dense', name: 'logits', units: classes });
  return { name: `mlp ${units.join('-')}`, inputShape: shape, layers };
}

/**
 * A single hidden layer, a convolution of 7×7 by strides of 2, with ReLU: wide rather than deep, as the mimic networks of Ba, Caruana 2014
 * (section 4, where it is a convolution with pooling).
 */
export function shallowNetwork(shape: ActivationShape, classes: number, filters: number): Network {
  const layers: Layer[] = [
    convolution('hidden', filters, 7, 2, 'same'),
    { type: 'dense', name: 'logits', units: classes },
  ];
  return { name: `shallow ${filters}`, inputShape: shape, layers };
}

function convolution(name: string, filters: number, side: number, stride: number, padding: Padding): Conv2d {
  const [kernel, strides] = [[side, side] as const, [stride, stride] as const];
  return { type: 'conv2d', name, filters, kernel, strides, padding, activation: 'relu' };
}

/** Brings pictures from 8×8 to 64×64 to a first map of 8×8 to 16×16. */
function firstStride([rows, columns]: ActivationShape): number {
  return Math.min(4, Math.max(1, Math.round(Math.min(rows, columns) / 16)));
}
