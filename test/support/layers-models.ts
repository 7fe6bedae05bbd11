// LayersModel folders: of a model that tfjs has made, and of the golden Keras 3 model as its converter lays it out.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { readGoldenBytes } from './golden-teachers.ts';

/** 8×8×1 to 10 probabilities. */
export function makeLayersModel() {
  return tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 4, kernelSize: 3, strides: 2, activation: 'relu' }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });
}

export async function writeLayersModel(model: { save(url: string): Promise<unknown> }, folder: string): Promise<void> {
  await model.save(`file://${folder}`);
}

interface StoredWeight {
  readonly name: string;
  readonly shape: readonly number[];
  /** Base64 of little-endian float32. */
  readonly data: string;
}

/** As a .keras file names what it stores: by the kind of layer, counted. */
const stores: Readonly<Record<string, string>> = {
  first: 'conv2d',
  second: 'conv2d_1',
  batch_normalization: 'batch_normalization',
  scores: 'dense',
};

/**
 * As tensorflowjs_converter writes it of a Keras 3 model.
 * @param names weights by path ("first/kernel", from .h5), or as a .keras file stores them ("layers/conv2d/vars/0")
 */
export async function writeKeras3Model(folder: string, names: 'path' | 'store'): Promise<void> {
  const model = JSON.parse(Buffer.from(readGoldenBytes('keras3.json')).toString());
  const stored: StoredWeight[] = JSON.parse(Buffer.from(readGoldenBytes('keras3.weights.json')).toString());
  const counts = new Map<string, number>();
  const weights = stored.map(({ name, shape }) => {
    const [layer] = name.split('/');
    const index = counts.get(layer) ?? 0;
    counts.set(layer, index + 1);
    return { name: names === 'path' ? name : `layers/${stores[layer]}/vars/${index}`, dtype: 'float32', shape };
  });
  const description = {
    format: 'layers-model',
    generatedBy: 'keras v3.15.1',
    modelTopology: { keras_version: '3.15.1', model_config: model },
    weightsManifest: [{ paths: ['weights.bin'], weights }],
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'model.json'), JSON.stringify(description, null, 1));
  await writeFile(join(folder, 'weights.bin'), Buffer.concat(stored.map(({ data }) => Buffer.from(data, 'base64'))));
}
