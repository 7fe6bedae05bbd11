// The one training loop, for teachers and students alike: it is given a loss, and reports what happens as events.
import { sha256, sha256OfJson } from '../artifact/digest.ts';
import type { SampleValues } from '../dataset/sample-values.ts';
import type { TrainedNetwork, Weight } from '../network/network.ts';
import { digestTrainedNetwork } from '../network/trained-network-file.ts';
import { describeForDigest } from '../task/task-of.ts';
import { checkSettings } from './check-settings.ts';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { type Engine, openEngine } from './engine.ts';
import { trainEpoch } from './epoch.ts';
import { findNonFiniteState } from './non-finite.ts';
import { TrainingDivergedError } from './training-errors.ts';
import type { TrainingOptions } from './training-options.ts';

export type { TrainingOptions };

/**
 * Trains from initial weights drawn from the seed and returns the last epoch's weights. Order, initial weights and dropout follow from
 * the seed. Two runs on one machine give the same bytes while `TF_NUM_INTRAOP_THREADS` is the same (tensorflow.ts sets it); another
 * number of threads, another processor or oneDNN switched off sum in another order, and the weights differ.
 * @throws TrainingSettingError, TrainingDivergedError, CheckpointMismatchError, NetworkError, GraphRefusedError, TensorFlowVersionError,
 * DiskError, and what reading a streamed split throws; the signal's reason when aborted. Then, and after diverging, a
 * checkpoint, where one is asked for, holds every step made; where those have left a number that is not finite, it stays as it was before
 */
export async function trainNetwork(options: TrainingOptions): Promise<TrainedNetwork> {
  checkSettings(options);
  const { network, split, epochs, batchSize, checkpointPath, loss, signal, onEvent } = options;
  const runDigest = checkpointPath ? await digestRun(options) : '';
  const resumed = checkpointPath ? await loadCheckpoint(checkpointPath, runDigest) : undefined;
  const stepsPerEpoch = Math.ceil(split.ids.length / batchSize);
  let stepsDone = resumed?.stepsDone ?? 0;
  if (resumed && stepsDone === epochs * stepsPerEpoch) return { network, weights: resumed.weights };
  const engine = openEngine(options, resumed);
  let stepsSaved = stepsDone;
  const save = async () => {
    if (!checkpointPath || stepsDone === stepsSaved) return;
    const state = engine.state();
    if (findNonFiniteState(state)) return; // The checkpoint before it stays.
    await saveCheckpoint(checkpointPath, runDigest, { stepsDone, ...state });
    stepsSaved = stepsDone;
  };
  try {
    const first = Math.floor(stepsDone / stepsPerEpoch) + 1;
    if ('tfjsTerms' in loss) onEvent?.({ type: 'fallback', epoch: first, epochs, reason: fallbackReason });
    for (let epoch = first; epoch <= epochs; epoch++) {
      const skipped = stepsDone - (epoch - 1) * stepsPerEpoch;
      if (skipped === 0) transformWeights(options, engine, epoch);
      await trainEpoch(options, engine, epoch, skipped, (done) => {
        stepsDone = done;
      });
      await save();
    }
    return { network, weights: engine.state().weights };
  } catch (error) {
    const diverged = error instanceof TrainingDivergedError;
    if (diverged || signal?.aborted) await save();
    throw diverged && checkpointPath && stepsSaved > 0
      ? error.keptIn({ path: checkpointPath, stepsDone: stepsSaved })
      : error;
  } finally {
    engine.dispose();
  }
}

function transformWeights({ beforeEpoch, epochs }: TrainingOptions, engine: Engine, epoch: number): void {
  if (!beforeEpoch) return;
  const { weights: before, own, optimizer } = engine.state();
  const weights = beforeEpoch.apply(before, epoch, epochs);
  if (weights === before) return;
  const remembered = new Map(
    [...optimizer].map(([name, { shape, data }]): [string, Weight] => {
      const weight = weights.get(name.slice(0, name.lastIndexOf('/')));
      return [name, { shape, data: data.map((value, i) => (weight?.data[i] === 0 ? 0 : value)) }];
    }),
  );
  engine.restore({ weights, own, optimizer: remembered });
}

const fallbackReason = 'this loss is computed by tfjs, outside the training graph, which needs a second forward pass';

/**
 * Of everything that decides the weights, but for the machine. Of streamed pictures it takes in every byte, read once as a stream: a run goes
 * on whether its pictures are in memory or in a file, and is refused where one of them is another.
 */
async function digestRun(options: TrainingOptions): Promise<string> {
  const { network, split, loss, task, start, beforeEpoch, ...others } = options;
  const {
    checkpointPath: _path,
    residentLimitBytes: _limit,
    validation: _validation,
    signal,
    onEvent: _onEvent,
    ...settings
  } = others;
  const digestOf = ({ buffer, byteOffset, byteLength }: Int32Array | SampleValues) =>
    sha256(new Uint8Array(buffer, byteOffset, byteLength));
  const images = 'images' in split ? digestOf(split.images) : await split.digestImages(signal);
  const data = [digestOf(split.ids), images, digestOf(split.labels)];
  const from = { start: start && digestTrainedNetwork({ network, weights: start }), before: beforeEpoch?.description };
  const named = { task: describeForDigest(task) };
  return sha256OfJson({ network, data, loss: loss.description, ...settings, ...from, ...named });
}
