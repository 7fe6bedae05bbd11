// What is timed: Retort's engine and tfjs's `fit` in this process, Keras and PyTorch each in a Python process of their own.
import { fileURLToPath } from 'node:url';
import { createRandom } from '../../../host/artifact/random.ts';
import type { Split } from '../../../host/dataset/dataset.ts';
import type { Network } from '../../../host/network/network.ts';
import { countClasses, sizeOf } from '../../../host/network/shapes.ts';
import { classificationOver } from '../../../host/task/task-of.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import { gatherImages, gatherTargets, shuffleIntoBatches } from '../../../host/train/batches.ts';
import { openEngine } from '../../../host/train/engine.ts';
import { labelLoss } from '../../../host/train/loss.ts';
import { openPython } from '../python-process.ts';
import type { BenchNetwork } from './networks.ts';
import { buildTfjsLayers } from './tfjs-layers.ts';

export interface TimedEngine {
  readonly name: string;
  /** Trains one epoch and gives the seconds that it took. */
  run(): Promise<number>;
  close(): void;
}

export const batchSize = 128;
export const learningRate = 0.001;
export const preprocessing = { scale: 1 / 255, offset: 0 };

/** Noise of the network's input shape: speed does not depend on what is seen. */
export function drawSplit(network: Network, images: number): Split {
  const random = createRandom(1);
  const classes = countClasses(network);
  return {
    ids: Int32Array.from({ length: images }, (_, i) => i),
    images: Uint8Array.from({ length: images * sizeOf(network.inputShape) }, () => random.integer(256)),
    labels: Uint8Array.from({ length: images }, () => random.integer(classes)),
  };
}

export function openRetort({ network, images }: BenchNetwork): TimedEngine {
  const split = drawSplit(network, images);
  const recipe = { epochs: 1, batchSize, learningRate, seed: 1 };
  const engine = openEngine({ network, split, preprocessing, loss: labelLoss, ...recipe });
  let [epoch, step] = [0, 0];
  return {
    name: 'Retort',
    async run() {
      const started = performance.now();
      for (const positions of shuffleIntoBatches(images, batchSize, 1, ++epoch))
        engine.step(positions, step++, learningRate);
      return (performance.now() - started) / 1000;
    },
    close: () => engine.dispose(),
  };
}

export function openTfjsFit({ network, images }: BenchNetwork): TimedEngine {
  const split = drawSplit(network, images);
  const model = buildTfjsLayers(network);
  model.compile({ optimizer: tf.train.adam(learningRate), loss: tf.losses.softmaxCrossEntropy });
  const x = gatherImages(split.images, network.inputShape, split.ids, preprocessing);
  const y = gatherTargets(classificationOver(countClasses(network)), split, split.ids);
  return {
    name: 'tfjs fit',
    async run() {
      const started = performance.now();
      await model.fit(x, y, { batchSize, epochs: 1, verbose: 0 });
      return (performance.now() - started) / 1000;
    },
    close() {
      model.dispose();
      tf.dispose([x, y]);
    },
  };
}

export type OpenedEngine = TimedEngine | { readonly name: string; readonly skipped: string };

export async function openPythonEngine(
  name: string,
  kind: 'keras' | 'keras-steps' | 'keras-distillation' | 'torch',
  one: BenchNetwork,
): Promise<OpenedEngine> {
  const script = fileURLToPath(new URL('train_rival.py', import.meta.url));
  const description = { ...one, classes: countClasses(one.network), batchSize, learningRate };
  const opened = await openPython(script, kind, description);
  if ('skipped' in opened) return { name, skipped: opened.skipped };
  return { name, run: async () => Number(await opened.ask('run')), close: opened.close };
}
