// tfjs GraphModel folders, written as tensorflowjs_converter lays them out: a picture of 8×8 to ten scores, and whatever a test changes of it.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tf } from '../../host/tensorflow/tensorflow.ts';

const DT_FLOAT = 'DT_FLOAT';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const dims = (lengths: readonly number[]) => ({ dim: lengths.map((size) => ({ size: String(size) })) });
const type = { type: DT_FLOAT };
const ints = (...values: number[]) => ({ list: { i: values.map(String) } });

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: object;
}

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: object;
}

export interface GraphModel {
  readonly nodes: readonly GraphNode[];
  readonly functions?: readonly { readonly signature: object; readonly nodeDef?: readonly GraphNode[] }[];
  readonly weights: readonly Weight[];
  /** Of all weights together. */
  readonly bytes: Uint8Array;
  readonly paths?: readonly string[];
  readonly signature?: object;
  readonly initializer?: object;
}

const numbers = (length: number, seed: number) => Float32Array.from({ length }, (_, i) => Math.sin(seed + 1.7 * i));
const kernel = numbers(3 * 3 * 2, 1);
const bias = numbers(2, 2);
const dense = numbers(128 * 10, 3);

const constant = (name: string): GraphNode => ({ name, op: 'Const', attr: { dtype: type } });

/** 3×3 convolution "same" with bias and ReLU, flattened, and a dense layer. */
export const smallGraph: GraphModel = {
  nodes: [
    { name: 'picture', op: 'Placeholder', attr: { dtype: type, shape: { shape: dims([-1, 8, 8, 1]) } } },
    ...['kernel', 'bias', 'flat', 'dense'].map(constant),
    {
      name: 'hidden',
      op: '_FusedConv2D',
      input: ['picture', 'kernel', 'bias'],
      attr: {
        T: type,
        strides: ints(1, 1, 1, 1),
        dilations: ints(1, 1, 1, 1),
        padding: { s: base64('SAME') },
        data_format: { s: base64('NHWC') },
        num_args: { i: '1' },
        fused_ops: { list: { s: [base64('BiasAdd'), base64('Relu')] } },
      },
    },
    { name: 'row', op: 'Reshape', input: ['hidden', 'flat'], attr: { T: type } },
    { name: 'scores', op: 'MatMul', input: ['row', 'dense'], attr: { T: type } },
  ],
  weights: [
    { name: 'kernel', shape: [3, 3, 1, 2], dtype: 'float32' },
    { name: 'bias', shape: [2], dtype: 'float32' },
    { name: 'flat', shape: [2], dtype: 'int32' },
    { name: 'dense', shape: [128, 10], dtype: 'float32' },
  ],
  bytes: bytesOf(kernel, bias, Int32Array.of(-1, 128), dense),
  signature: {
    inputs: { images: { name: 'picture:0', dtype: DT_FLOAT, tensorShape: dims([-1, 8, 8, 1]) } },
    outputs: { scores: { name: 'scores:0', dtype: DT_FLOAT, tensorShape: dims([-1, 10]) } },
  },
};

/** The small graph with its dense kernel stored in 8 bits, and that kernel as tfjs reads it. */
export function quantizeDense(): { readonly model: GraphModel; readonly kernel: Float32Array } {
  const [scale, min] = [2 / 255, -1];
  const codes = Uint8Array.from(dense, (value) => Math.round((value - min) / scale));
  const weights = smallGraph.weights.map((weight) =>
    weight.name === 'dense'
      ? { ...weight, quantization: { dtype: 'uint8', scale, min, original_dtype: 'float32' } }
      : weight,
  );
  const model = { ...smallGraph, weights, bytes: bytesOf(kernel, bias, Int32Array.of(-1, 128), codes) };
  return { model, kernel: Float32Array.from(codes, (code) => code * scale + min) };
}

/** What the small graph makes of `images` [batch, 8, 8, 1], from operations one by one: [batch · 10]. */
export function computeSmallGraph(images: Float32Array, denseKernel: Float32Array = dense): Float32Array {
  return tf.tidy(() => {
    const batch = tf.tensor4d(images, [images.length / 64, 8, 8, 1]);
    const convolved = tf.conv2d(batch, tf.tensor4d(kernel, [3, 3, 1, 2]), 1, 'same');
    const hidden = tf.relu(tf.add(convolved, tf.tensor1d(bias)));
    return tf.matMul(tf.reshape(hidden, [-1, 128]), tf.tensor2d(denseKernel, [128, 10])).dataSync<'float32'>();
  });
}

export async function writeGraphModel(folder: string, model: GraphModel): Promise<void> {
  const { nodes, functions = [], weights, bytes, paths = ['group1-shard1of1.bin'], signature, initializer } = model;
  const description = {
    format: 'graph-model',
    generatedBy: '2.15.0',
    convertedBy: 'TensorFlow.js Converter v4.22.0',
    signature,
    modelTopology: { node: nodes, library: { function: functions }, versions: { producer: 1645 } },
    weightsManifest: [{ paths, weights }],
    ...(initializer ? { modelInitializer: initializer } : {}),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'model.json'), JSON.stringify(description));
  await writeFile(join(folder, 'group1-shard1of1.bin'), bytes);
}

function bytesOf(...arrays: readonly (Float32Array | Int32Array | Uint8Array)[]): Uint8Array {
  return Buffer.concat(
    arrays.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  );
}
