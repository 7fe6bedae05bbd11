// What a layer with a kernel multiplies: its input cut into patches (im2col), one for each position of its output.
import type { WeightedLayer } from '../network/network.ts';
import { tf } from '../tensorflow/tensorflow.ts';

/**
 * By a depthwise convolution with a kernel that has one 1 per tap, so that TensorFlow's own rule pads.
 * @param input [batch, rows, columns, channels], or [batch, …] before a dense layer
 * @param kernelShape of the layer's kernel
 * @returns [batch, positions, fan-in] of a dense layer or convolution, in the kernel's order; [batch, positions, channels, taps] of a depthwise one
 */
export function takePatches(layer: WeightedLayer, input: tf.Tensor, kernelShape: readonly number[]): tf.Tensor {
  if (layer.type === 'dense') return tf.reshape(input, [input.shape[0], 1, kernelShape[0]]);
  return tf.tidy(() => {
    const [rows, columns, channels] = kernelShape;
    const taps = rows * columns;
    const picks = tf.tile(tf.reshape(tf.eye(taps), [rows, columns, 1, taps]), [1, 1, channels, 1]) as tf.Tensor4D;
    const strides: [number, number] = [...(layer.strides ?? ([1, 1] as const))];
    const picked = tf.depthwiseConv2d(input as tf.Tensor4D, picks, strides, layer.padding);
    const [batch, height, width] = picked.shape;
    const patches = tf.reshape(picked, [batch, height * width, channels, taps]);
    if (layer.type === 'depthwiseConv2d') return patches;
    return tf.reshape(tf.transpose(patches, [0, 1, 3, 2]), [batch, height * width, taps * channels]);
  });
}
