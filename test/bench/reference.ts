// How fast the integer reference is, on one thread: inferences per second of processor time of its kernels and its TypeScript beside TensorFlow
// Lite Micro and LiteRT, in turns, so that all meet the same noise. Python with the packages of reference/requirements.txt is named by RETORT_BENCH_PYTHON.
//   npm run bench -- reference [--json]
import { fileURLToPath } from 'node:url';
import { median } from 'simple-statistics';
import { createRandom } from '../../host/artifact/random.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import { sizeOf } from '../../host/network/shapes.ts';
import { KernelMemory } from '../../host/reference/kernels/kernel-memory.ts';
import { createKernelReference, createSpecification, type Reference } from '../../host/reference/reference.ts';
import { openPython } from './python-process.ts';
import { type ReferenceNetwork, readBenchNetworks } from './reference/networks.ts';
import { runInTurns } from './run-in-turns.ts';

export interface ReferenceRow {
  readonly network: string;
  readonly engine: string;
  /** Per second of processor time; median of the rounds; `null` where skipped. */
  readonly inferencesPerSecond: number | null;
  /** Median of the rounds' own ratios. */
  readonly ratioToTflm: number | null;
  readonly skipped?: string;
  /** Of the kernels: from the network to the end of the first inference, in time of the clock; with nothing compiled in the first row. */
  readonly loadMs?: number;
  /** Of the kernels: all that the reference has, however often it runs. */
  readonly memoryBytes?: number;
}

interface Engine {
  readonly name: string;
  /** Inferences per second of processor time, over SECONDS. */
  run(): Promise<number>;
  close(): void;
  readonly loadMs?: number;
  readonly memoryBytes?: number;
}

type OpenedEngine = Engine | { readonly name: string; readonly skipped: string };

const ROUNDS = 9;
const SECONDS = 0.3;

const rivals = {
  'TensorFlow Lite Micro': 'tflm',
  'LiteRT, reference kernels': 'litert-reference',
  'LiteRT, default kernels': 'litert-default',
  'LiteRT, XNNPACK': 'litert-xnnpack',
};

export async function benchReference(): Promise<ReferenceRow[]> {
  const rows: ReferenceRow[] = [];
  for (const network of await readBenchNetworks())
    rows.push(...(await takeTurns(network.name, await openAll(network))));
  return rows;
}

async function openAll({ name, tflite }: ReferenceNetwork): Promise<OpenedEngine[]> {
  const network = importTflite(tflite, name);
  const random = createRandom(1);
  const input = Int8Array.from(
    { length: sizeOf(network.tensors.get(network.input)!.shape) },
    () => random.integer(256) - 128,
  );
  const started = performance.now();
  const memory = KernelMemory.open();
  const kernels = memory && createKernelReference(network, memory);
  kernels?.run(input);
  const loaded = { loadMs: round(performance.now() - started), memoryBytes: memory?.bytes };
  return [
    kernels
      ? { ...timed('Retort', kernels, input), ...loaded }
      : { name: 'Retort', skipped: 'this Node has no WebAssembly SIMD' },
    timed('Retort, TypeScript', createSpecification(network), input),
    ...(await Promise.all(Object.entries(rivals).map(([rival, kind]) => openRival(rival, kind, tflite)))),
  ];
}

function timed(name: string, reference: Reference, input: Int8Array): Engine {
  return {
    name,
    async run() {
      const [started, before] = [performance.now(), process.cpuUsage()];
      let runs = 0;
      for (; performance.now() - started < SECONDS * 1000; runs++) reference.run(input);
      const { user, system } = process.cpuUsage(before);
      return (runs / (user + system)) * 1e6;
    },
    close() {},
  };
}

async function openRival(name: string, kind: string, tflite: Uint8Array): Promise<OpenedEngine> {
  const script = fileURLToPath(new URL('reference/run_rival.py', import.meta.url));
  const opened = await openPython(script, kind, { tflite: Buffer.from(tflite).toString('base64'), seconds: SECONDS });
  if ('skipped' in opened) return { name, skipped: opened.skipped };
  return { name, run: async () => Number(await opened.ask('run')), close: opened.close };
}

async function takeTurns(network: string, opened: readonly OpenedEngine[]): Promise<ReferenceRow[]> {
  const engines = opened.filter((engine): engine is Engine => 'run' in engine);
  const speeds = await runInTurns(engines, ROUNDS);
  const tflm = speeds.get('TensorFlow Lite Micro');
  return opened.map(({ name: engine, ...rest }) => {
    if (!('run' in rest)) return { network, engine, inferencesPerSecond: null, ratioToTflm: null, ...rest };
    const { loadMs, memoryBytes } = rest;
    const own = speeds.get(engine)!;
    const ratioToTflm = tflm ? round(median(own.map((speed, turn) => speed / tflm[turn]))) : null;
    const row = { network, engine, inferencesPerSecond: round(median(own)), ratioToTflm };
    return loadMs === undefined ? row : { ...row, loadMs, memoryBytes };
  });
}

const round = (value: number) => Math.round(value * 100) / 100;
