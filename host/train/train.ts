// The one training loop, for teachers and students alike: it is given a loss, and reports what happens as events.
import { sha256, sha256OfJson } from '../artifact/digest.ts';
import { buildModel } from '../network/model.ts';
import type { TrainedNetwork } from '../network/network.ts';
import { createAdam } from './adam.ts';
import { checkSettings } from './check-settings.ts';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { trainEpoch } from './epoch.ts';
import type { TrainingOptions } from './training-options.ts';

export type { TrainingOptions };

/**
 * Trains from initial weights drawn from the seed and returns the last epoch's weights. Order, initial weights and dropout follow from
 * the seed. Two runs on one machine give the same bytes while `TF_NUM_INTRAOP_THREADS` is the same (tensorflow.ts sets it); another
 * number of threads, another processor or oneDNN switched off sum in another order, and the weights differ.
 * @throws TrainingSettingError, TrainingDivergedError, CheckpointMismatchError, NetworkError, DiskError; the signal's reason when aborted
 */
export async function trainNetwork(options: TrainingOptions): Promise<TrainedNetwork> {
  checkSettings(options);
  const { network, seed, epochs, checkpointPath } = options;
  const runDigest = checkpointPath ? digestRun(options) : '';
  const resumed = checkpointPath ? await loadCheckpoint(checkpointPath, runDigest) : undefined;
  const model = buildModel(network, resumed ?? { seed });
  const adam = createAdam([...model.variables.values()], resumed?.adam);
  try {
    for (let epoch = (resumed?.epochsDone ?? 0) + 1; epoch <= epochs; epoch++) {
      await trainEpoch(options, model, adam, epoch);
      if (checkpointPath) {
        const state = { epochsDone: epoch, weights: model.weights(), adam: adam.state() };
        await saveCheckpoint(checkpointPath, runDigest, state);
      }
    }
    return { network, weights: model.weights() };
  } finally {
    adam.dispose();
    model.dispose();
  }
}

/** Of everything that decides the weights, but for the machine. */
function digestRun({
  network,
  split,
  preprocessing,
  loss,
  epochs,
  batchSize,
  learningRate,
  seed,
}: TrainingOptions): string {
  const data = [split.ids, split.images, split.labels].map((bytes) =>
    sha256(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
  );
  return sha256OfJson({ network, data, preprocessing, loss: loss.description, epochs, batchSize, learningRate, seed });
}
