// ReLU and bias whose gradients are TensorFlow's own kernels (tfjs composes the same gradients of several operations each, which made a
// training step half as long again), and seeded random numbers, which tfjs has not. The only caller of TensorFlow's operations by name.
import { tf } from './tensorflow.ts';

/** What tfjs-node's backend offers beside tfjs's interface (its `nodejs_kernel_backend.d.ts`). */
interface NativeBackend {
  readonly binding: { readonly TF_ATTR_TYPE: number; readonly TF_FLOAT: number; readonly TF_INT32: number };
  executeSingleOutput(name: string, attributes: readonly object[], inputs: readonly tf.Tensor[]): tf.Tensor;
}

type AttributeType = 'TF_FLOAT' | 'TF_INT32';

function runOperation(
  name: string,
  inputs: readonly tf.Tensor[],
  types: Readonly<Record<string, AttributeType>> = { T: 'TF_FLOAT' },
): tf.Tensor {
  const backend = tf.backend() as unknown as NativeBackend;
  const { binding } = backend;
  const attributes = Object.entries(types).map(([key, type]) => ({
    name: key,
    type: binding.TF_ATTR_TYPE,
    value: binding[type],
  }));
  return backend.executeSingleOutput(name, attributes, inputs);
}

/** The last argument that tfjs passes to a function with its own gradient. */
type Save = (tensors: tf.Tensor[]) => void;

function rectify(operation: 'Relu' | 'Relu6', input: tf.Tensor): tf.Tensor {
  return tf.customGrad((...[x, save]) => {
    const rectified = runOperation(operation, [x as tf.Tensor]);
    (save as Save)([rectified]);
    return { value: rectified, gradFunc: (dy, [saved]) => runOperation(`${operation}Grad`, [dy as tf.Tensor, saved]) };
  })(input);
}

/** max(x, 0) */
export function relu(x: tf.Tensor): tf.Tensor {
  return rectify('Relu', x);
}

/** min(max(x, 0), 6) */
export function relu6(x: tf.Tensor): tf.Tensor {
  return rectify('Relu6', x);
}

/** x [batch, …, channels] + bias [channels]. */
export function addBias(x: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  return tf.customGrad((...[x, bias]) => ({
    value: runOperation('BiasAdd', [x as tf.Tensor, bias as tf.Tensor]),
    gradFunc: (dy) => [dy as tf.Tensor, runOperation('BiasAddGrad', [dy as tf.Tensor])],
  }))(x, bias);
}

/** Uniform in [0, 1), from the seed alone. @param seed int32 [2] */
export function randomUniform(shape: readonly number[], seed: tf.Tensor): tf.Tensor {
  const types = { T: 'TF_INT32', Tseed: 'TF_INT32', dtype: 'TF_FLOAT' } as const;
  return tf.tidy(() => runOperation('StatelessRandomUniform', [tf.tensor1d([...shape], 'int32'), seed], types));
}
