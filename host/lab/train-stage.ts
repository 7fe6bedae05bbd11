// Runs the training that a method requests. Each run keeps a checkpoint and its history, so that an interrupted cell
// resumes where it stopped.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Samples } from '../dataset/dataset.ts';
import { loadSamples, saveSamples } from '../dataset/sample-file.ts';
import { composeLoss } from '../distill/compose-loss.ts';
import { deriveSeed } from '../network/derive-seed.ts';
import type { TrainedNetwork } from '../network/network.ts';
import { taskOf } from '../task/task-of.ts';
import { trainNetwork } from '../train/train.ts';
import type { EpochEvent } from '../train/training-events.ts';
import type { EpochFigures, StageHistory } from './cell.ts';
import { countSteps } from './equal-steps.ts';
import { readJson, writeJson } from './json-file.ts';
import type { MethodContext, Stage, StageEvent } from './method.ts';

/** What a training run has done so far, kept next to its checkpoint. */
interface StageRecord {
  readonly seconds: number;
  readonly epochs: readonly EpochFigures[];
}

export interface StageRunner {
  readonly train: MethodContext['train'];
  readonly keepSamples: MethodContext['keepSamples'];
  readonly report: MethodContext['report'];
  /** Of the training runs so far, in order. */
  history(): StageHistory[];
  /** Spent in them, those before an interruption included. */
  seconds(): number;
  /** Of the student: in all its stages, without those that are apart. */
  steps(): number;
}

export interface StageRunnerOptions extends Omit<MethodContext, 'train' | 'keepSamples' | 'report'> {
  /** Where checkpoints are kept; made where it is not there. */
  readonly folder: string;
  readonly onEvent?: (stage: string, event: StageEvent) => void;
}

export function createStageRunner(options: StageRunnerOptions): StageRunner {
  const { data, folder, signal, onEvent } = options;
  const records = new Map<string, StageRecord>();
  let steps = 0;

  async function train(stage: Stage): Promise<TrainedNetwork> {
    if (records.has(stage.name)) throw new TypeError(`two stages are named "${stage.name}"`);
    const file = fileOf(folder, stage.name);
    const [checkpointPath, recordPath] = [`${file}.safetensors`, `${file}.json`];
    const before = existsSync(checkpointPath) ? await readRecord(recordPath) : { seconds: 0, epochs: [] };
    const started = performance.now();
    const epochs = [...before.epochs];
    const record = (): StageRecord => ({ seconds: before.seconds + (performance.now() - started) / 1000, epochs });
    const writes: Promise<void>[] = [];
    const settings = { ...settingsOf(stage, options), split: stage.split ?? data.train };
    if (!stage.apart) steps += countSteps(settings, settings.split.ids.length);
    try {
      return await trainNetwork({
        ...settings,
        validation: stage.split ? undefined : data.validation,
        preprocessing: data.preprocessing,
        task: stage.task ?? taskOf(data),
        checkpointPath,
        signal,
        onEvent(event) {
          if (event.type === 'epoch') {
            epochs.splice(event.epoch - 1, epochs.length, figuresOf(event)); // an interruption may have left this one
            writes.push(writeRecord(recordPath, record()));
          }
          onEvent?.(stage.name, event);
        },
      });
    } finally {
      await Promise.all(writes);
      if (existsSync(checkpointPath)) await writeRecord(recordPath, record()); // otherwise there is nothing to resume from
      records.set(stage.name, record());
    }
  }

  async function keepSamples(name: string, make: Parameters<MethodContext['keepSamples']>[1]): Promise<Samples> {
    const path = `${fileOf(folder, name)}.samples.safetensors`;
    if (existsSync(path)) return loadSamples(path);
    const made = await make((event) => onEvent?.(name, event));
    await saveSamples(path, made, data);
    return made;
  }

  return {
    train,
    keepSamples,
    report: (stage, event) => onEvent?.(stage, event),
    history: () => [...records].map(([stage, { epochs }]) => ({ stage, epochs })),
    steps: () => steps,
    seconds: () => [...records.values()].reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** A layer's name in a stage's may be a path. */
function fileOf(folder: string, name: string): string {
  return join(folder, name.replaceAll(/[^\w ,.-]/g, '_'));
}

function settingsOf(stage: Stage, { network, recipe, seed, teachers, live = false }: StageRunnerOptions) {
  const { terms, combine = 'logits', teachers: asked = teachers } = stage;
  // Of a teacher that a method made for its own samples, only the outputs are available.
  const runs = live && (!stage.teachers || asked.every(({ trained }) => trained !== undefined));
  return {
    ...recipe,
    ...stage.recipe,
    network: stage.network ?? network,
    loss: composeLoss(terms, { teachers: asked, combine, live: runs }),
    seed: stage.seedOffset === undefined ? seed : deriveSeed(seed, 'stage', stage.seedOffset),
    start: stage.start,
    beforeEpoch: stage.beforeEpoch,
  };
}

function figuresOf({ epoch, loss, accuracy, terms }: EpochEvent): EpochFigures {
  return { epoch, loss, accuracy, terms };
}

async function readRecord(path: string): Promise<StageRecord> {
  return (await readJson<StageRecord>(path)) ?? { seconds: 0, epochs: [] };
}

function writeRecord(path: string, record: StageRecord): Promise<void> {
  return writeJson(path, record);
}
