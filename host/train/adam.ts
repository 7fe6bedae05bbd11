// The optimizer: Adam (Kingma, Ba 2015, algorithm 1) over all variables as one flat vector, so that a step takes a dozen operations
// however many variables there are.
import { sizeOf } from '../network/shapes.ts';
import { tf } from '../tensorflow/tensorflow.ts';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-7;

/** The moments' running means, each [parameters], in the order of the variables, and the number of updates made. */
export interface AdamState {
  readonly mean: Float32Array;
  readonly square: Float32Array;
  readonly updates: number;
}

export interface Adam {
  /** Takes one step against `gradients`, which has one for each variable, by the variable's own name (`variable.name`). */
  update(gradients: tf.NamedTensorMap, learningRate: number): void;
  state(): AdamState;
  dispose(): void;
}

export function createAdam(variables: readonly tf.Variable[], start?: AdamState): Adam {
  const sizes = variables.map(({ shape }) => sizeOf(shape));
  const parameters = sizes.reduce((sum, size) => sum + size, 0);
  const createVariable = (initial: () => tf.Tensor) => tf.tidy(() => tf.variable(initial(), false));
  const flatten = (tensors: tf.Tensor[]) =>
    tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [-1]) as tf.Tensor1D));
  const values = createVariable(() => flatten([...variables]));
  const mean = createVariable(() => (start ? tf.tensor1d(start.mean.slice()) : tf.zeros([parameters])));
  const square = createVariable(() => (start ? tf.tensor1d(start.square.slice()) : tf.zeros([parameters])));
  let updates = start?.updates ?? 0;
  return {
    update(gradients, learningRate) {
      updates++;
      tf.tidy(() => {
        const gradient = flatten(variables.map(({ name }) => gradients[name]));
        mean.assign(tf.add(tf.mul(mean, beta1), tf.mul(gradient, 1 - beta1)));
        square.assign(tf.add(tf.mul(square, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
        const stepSize = (learningRate * Math.sqrt(1 - beta2 ** updates)) / (1 - beta1 ** updates);
        const direction = tf.div(mean, tf.add(tf.sqrt(square), epsilon));
        values.assign(tf.sub(values, tf.mul(direction, stepSize)));
        for (const [position, part] of tf.split(values, sizes).entries()) {
          variables[position].assign(tf.reshape(part, variables[position].shape));
        }
      });
    },
    state: () => ({
      mean: Float32Array.from(mean.dataSync()),
      square: Float32Array.from(square.dataSync()),
      updates,
    }),
    dispose: () => tf.dispose([values, mean, square]),
  };
}
