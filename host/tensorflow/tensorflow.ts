// TensorFlow, loaded from its native library with settings under which runs repeat. The only importer of tfjs-node; `set-up.mjs` installs it.
import util from 'node:util';
import type * as tfjs from '@tensorflow/tfjs-node';
import { TensorFlowMissingError } from './tensorflow-missing-error.ts';
import { requireTfjs } from './tfjs-package.mjs';

/** The types of tfjs that our code names, so that `tf.Tensor` reads as it does everywhere else. */
export declare namespace tf {
  export type Tensor<R extends tfjs.Rank = tfjs.Rank> = tfjs.Tensor<R>;
  export type Scalar = tfjs.Scalar;
  export type Tensor2D = tfjs.Tensor2D;
  export type Tensor3D = tfjs.Tensor3D;
  export type Tensor4D = tfjs.Tensor4D;
  export type Variable<R extends tfjs.Rank = tfjs.Rank> = tfjs.Variable<R>;
}

let loaded: typeof tfjs | undefined;

/**
 * The whole of `@tensorflow/tfjs-node`, on its native backend. It is loaded when something of it is first used, so that what only describes
 * training runs needs no TensorFlow; where it cannot be loaded, that first use throws TensorFlowMissingError.
 */
export const tf: typeof tfjs = new Proxy({} as typeof tfjs, {
  get(_, name: keyof typeof tfjs) {
    loaded ??= loadTensorFlow();
    return loaded[name];
  },
});

function loadTensorFlow(): typeof tfjs {
  // Sums are split by thread, so their number is a part of what a seed reproduces. The library reads all three when it is loaded.
  process.env.TF_NUM_INTRAOP_THREADS ??= '2';
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // On by default on some processors only: without it there are other sums, and no depthwise convolution with unequal strides.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
  // tfjs-node 4.22 calls both; Node 22 warns of them, Node 23 is without them.
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
  try {
    const tfjsNode = requireTfjs();
    tfjsNode.enableProdMode(); // No advertisement ("Hi, looks like you are running TensorFlow.js") on the terminal.
    return tfjsNode;
  } catch (error) {
    throw new TensorFlowMissingError(error);
  }
}
