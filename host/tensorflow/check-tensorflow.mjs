// Multiplies two matrices on TensorFlow's native library; ends with exit code 0 where that gives the right product. Run by set-up, in a process
// of its own because a broken native library can end the process.
import util from 'node:util';
import { requireTfjs } from './tfjs-package.mjs';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
util.isNullOrUndefined = (value) => value === null || value === undefined;
util.isArray = Array.isArray;

const tf = requireTfjs();
const [product] = tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync();
if (tf.getBackend() !== 'tensorflow' || product !== 11) {
  throw new Error(`1·3 + 2·4 gave ${product} on backend ${tf.getBackend()}`);
}
