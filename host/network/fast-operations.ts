// ReLU and bias whose gradients are TensorFlow's own kernels. tfjs composes the same gradients of several operations each, which made a
// training step half as long again. The only place that calls TensorFlow's operations by name.
import { tf } from '../tensorflow/tensorflow.ts';

/** What tfjs-node's backend offers beside tfjs's interface (its `nodejs_kernel_backend.d.ts`). */
interface NativeBackend {
  readonly binding: { readonly TF_ATTR_TYPE: number; readonly TF_FLOAT: number };
  executeSingleOutput(name: string, attributes: readonly object[], inputs: readonly tf.Tensor[]): tf.Tensor;
}

function runOperation(name: string, ...inputs: tf.Tensor[]): tf.Tensor {
  const backend = tf.backend() as unknown as NativeBackend;
  const type = { name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.binding.TF_FLOAT };
  return backend.executeSingleOutput(name, [type], inputs);
}

/** The last argument that tfjs hands to a function with a gradient of its own. */
type Save = (tensors: tf.Tensor[]) => void;

function defineRectifier(operation: 'Relu' | 'Relu6') {
  return tf.customGrad((...[x, save]) => {
    const rectified = runOperation(operation, x as tf.Tensor);
    (save as Save)([rectified]);
    return { value: rectified, gradFunc: (dy, [saved]) => runOperation(`${operation}Grad`, dy, saved) };
  });
}

/** max(x, 0) */
export const relu = defineRectifier('Relu');

/** min(max(x, 0), 6) */
export const relu6 = defineRectifier('Relu6');

/** x [batch, …, channels] + bias [channels]. */
export const addBias = tf.customGrad((...[x, bias]) => ({
  value: runOperation('BiasAdd', x as tf.Tensor, bias as tf.Tensor),
  gradFunc: (dy) => [dy, runOperation('BiasAddGrad', dy)],
}));
