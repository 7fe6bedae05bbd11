// How fast networks train, in images a second: Retort's engine beside tfjs's `fit`, Keras and PyTorch, in turns, so that all meet the same
// noise; and a whole distillation beside a Keras loop that runs the teacher in every step. Python with the packages of train/requirements.txt is named by RETORT_BENCH_PYTHON.
import { runInTurns } from './run-in-turns.ts';
import { openRetortDistillation } from './train/distillation.ts';
import { type OpenedEngine, openPythonEngine, openRetort, openTfjsFit, type TimedEngine } from './train/engines.ts';
import { type BenchNetwork, benchDistillation, benchNetworks } from './train/networks.ts';

const rounds = 5;

interface TrainRow {
  readonly network: string;
  readonly engine: string;
  /** Median of the rounds; `null` where skipped. */
  readonly imagesPerSecond: number | null;
  /** Median of the rounds' own ratios. */
  readonly ratioToKeras: number | null;
  readonly skipped?: string;
}

export async function benchTrain(): Promise<TrainRow[]> {
  const rows: TrainRow[] = [];
  for (const one of benchNetworks)
    rows.push(...(await takeTurns(one.network.name, one.images, await openEngines(one))));
  const { images, epochs } = benchDistillation;
  const distillations = [
    openRetortDistillation(benchDistillation),
    await openPythonEngine('Keras', 'keras-distillation', benchDistillation),
  ];
  rows.push(...(await takeTurns(`whole distillation, ${epochs} epochs`, epochs * images, distillations)));
  return rows;
}

async function openEngines(one: BenchNetwork): Promise<OpenedEngine[]> {
  return [
    openRetort(one),
    openTfjsFit(one),
    await openPythonEngine('Keras', 'keras', one),
    await openPythonEngine('Keras, 16 steps per execution', 'keras-steps', one),
    await openPythonEngine('PyTorch', 'torch', one),
  ];
}

/** @param images that one run of an engine trains on */
async function takeTurns(network: string, images: number, opened: readonly OpenedEngine[]): Promise<TrainRow[]> {
  const engines = opened.filter((engine): engine is TimedEngine => 'run' in engine);
  const seconds = await runInTurns(engines, rounds);
  const keras = seconds.get('Keras');
  return opened.map((engine) => {
    const { name } = engine;
    const row = { network, engine: name };
    if (!('run' in engine)) return { ...row, imagesPerSecond: null, ratioToKeras: null, skipped: engine.skipped };
    const own = seconds.get(name)!;
    const ratio = keras ? median(own.map((value, round) => keras[round] / value)) : null;
    const imagesPerSecond = Math.round(images / median(own));
    return { ...row, imagesPerSecond, ratioToKeras: ratio === null ? null : Number(ratio.toFixed(2)) };
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
