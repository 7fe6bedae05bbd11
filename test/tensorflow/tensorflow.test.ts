import util from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { TensorFlowMissingError } from '../../host/tensorflow/tensorflow-missing-error.ts';

describe('TensorFlow', () => {
  it('computes on its native backend with a pinned number of threads', () => {
    const product = tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync());
    expect([...product]).toEqual([11]);
    expect(tf.getBackend()).toBe('tensorflow');
    expect(process.env.TF_NUM_INTRAOP_THREADS).toBe('2');
  });

  it('runs the kernels that call what newer Nodes are without', async () => {
    Object.assign(util, { isNullOrUndefined: undefined, isArray: undefined }); // As Node 23 and later are, on any Node.
    vi.resetModules();
    const { tf } = await import('../../host/tensorflow/tensorflow.ts');
    const { values, indices } = tf.topk(tf.tensor1d([1, 9, 4]), 2);
    expect([...values.dataSync()]).toEqual([9, 4]);
    expect([...indices.dataSync()]).toEqual([1, 2]);
  });

  it('names the set-up where it cannot be loaded', () => {
    const error = new TensorFlowMissingError(new Error('cannot open shared object file\nmore'));
    expect(error.code).toBe('TENSORFLOW_MISSING');
    expect(error.message).toBe(
      "TensorFlow's native library cannot be loaded (cannot open shared object file): run `retort set-up`, or `npm run set-up` in a clone",
    );
  });
});
