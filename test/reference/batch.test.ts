// Batches on several threads. Run as compiled, as users do: a thread starts faster; one test starts them from the sources.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { type BatchOptions, runBatch as runFromSource } from '../../host/reference/batch.ts';
import { SAMPLES_PER_CHUNK } from '../../host/reference/chunks.ts';
import { createReference } from '../../host/reference/reference.ts';
import { grouped } from '../../proto/numbers.ts';
import { makeRandomInputs, makeRandomNetwork } from '../support/random-networks.ts';

const compiled = pathToFileURL(join(process.env.RETORT_COMPILED!, 'host/reference/batch.js')).href;
const { runBatch }: { readonly runBatch: typeof runFromSource } = await import(compiled);

let workers: Worker[] = [];
const note = (worker: Worker) => void workers.push(worker);
beforeEach(() => void process.on('worker', note));
afterEach(() => {
  process.off('worker', note);
  workers = [];
});
/** -1 once a thread has ended. */
const threadIds = () => workers.map(({ threadId }) => threadId);

const samplesOf = (inputs: readonly Int8Array[]) => ({ count: inputs.length, inputOf: (row: number) => inputs[row] });
const joined = (outputs: readonly Int8Array[]) => Buffer.concat(outputs.map(({ buffer }) => new Uint8Array(buffer)));

function expectedOf(network: QuantizedNetwork, inputs: readonly Int8Array[]): Buffer {
  const reference = createReference(network);
  return joined(inputs.map((input) => reference.run(input)));
}

interface Choices extends BatchOptions {
  readonly run?: typeof runFromSource;
  /** While the caller holds the first chunk. */
  meanwhile?(): unknown;
}

async function collect(
  network: QuantizedNetwork,
  inputs: readonly Int8Array[],
  { run = runBatch, meanwhile, ...options }: Choices = {},
): Promise<Buffer> {
  const chunks: Int8Array[] = [];
  for await (const outputs of run(network, samplesOf(inputs), options)) {
    if (chunks.push(outputs) === 1) await meanwhile?.();
  }
  return joined(chunks);
}

function spendProcessorTime(milliseconds: number): void {
  for (const start = process.cpuUsage(); process.cpuUsage(start).user < 1000 * milliseconds; );
}

const ended = () => Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve))));

describe('a batch', () => {
  const sizes = [0, 1, 16, 17, 50, 161];

  it.each([1, 2, 3, 7])('gives the same bytes in the same order on %i threads', async (threads) => {
    for (const [i, size] of sizes.entries()) {
      const network = makeRandomNetwork(170 + i);
      const inputs = makeRandomInputs(network, size, i);
      const outputs = await collect(network, inputs, { threads });
      expect(outputs.equals(expectedOf(network, inputs)), `${size} samples of ${network.name}`).toBe(true);
    }
    expect(new Set(threadIds())).toEqual(new Set(threads > 1 ? [-1] : []));
  });

  it.each([
    ['the package', runBatch],
    ['the sources', runFromSource],
  ])('is computed by the other threads of %s while the caller is busy', async (_, run) => {
    const network = makeRandomNetwork(180);
    const inputs = makeRandomInputs(network, 161, 1);
    let byCaller = 0;
    const inputOf = (row: number) => {
      byCaller++;
      return inputs[row];
    };
    const chunks: Int8Array[] = [];
    let before = 0;
    for await (const outputs of run(network, { count: inputs.length, inputOf }, { threads: 3 })) {
      if (chunks.push(outputs) === 1) {
        before = byCaller;
        await ended();
      }
    }
    expect(byCaller).toBe(before);
    expect(joined(chunks).equals(expectedOf(network, inputs))).toBe(true);
  });

  it('starts no thread for what one has computed sooner', async () => {
    const network = makeRandomNetwork(181);
    const inputs = makeRandomInputs(network, 200, 1);
    expect((await collect(network, inputs)).equals(expectedOf(network, inputs))).toBe(true);
    expect(workers).toHaveLength(0);
  });

  it.skipIf(availableParallelism() < 2)('starts threads by itself where a lot is left', async () => {
    const network = makeRandomNetwork(182);
    const [input] = makeRandomInputs(network, 1, 1);
    const count = 160;
    let calls = 0;
    const inputOf = () => {
      // Behind the check of all lengths, as slow as a large network would be.
      if (++calls > count && calls <= count + SAMPLES_PER_CHUNK) spendProcessorTime(5);
      return input;
    };
    let given = 0;
    for await (const { length } of runBatch(network, { count, inputOf })) given += length;
    expect(given).toBe(count * createReference(network).run(input).length);
    expect(workers.length).toBeGreaterThan(0);
  });
});

describe('what goes wrong in a batch', () => {
  const network = makeRandomNetwork(200); // a slow one
  const inputs = makeRandomInputs(network, 2000, 1);
  const expected = expectedOf(network, inputs);
  const dieInTheMiddle = async () => {
    await once(workers[0], 'message');
    await workers[0].terminate();
  };
  const warned = async () => (await once(process, 'warning'))[0] as Error;

  it.each([1, 3])('is a sample of a wrong length: %i threads refuse it before they begin', async (threads) => {
    const wrong = inputs.with(500, new Int8Array(3));
    const outputs = collect(network, wrong, { threads });
    const message = `The network takes ${grouped(inputs[0].length)} int8 values, but got 3. Quantize a sample of its input shape first.`;
    await expect(outputs).rejects.toMatchObject({ name: 'InputLengthError', code: 'REFERENCE_INPUT_LENGTH', message });
    expect(workers).toHaveLength(0);
  });

  it.each([1, 3])('is an interruption: %i threads end with its reason', async (threads) => {
    const controller = new AbortController();
    const reason = new Error('the user had enough');
    const meanwhile = () => controller.abort(reason);
    await expect(collect(network, inputs, { threads, signal: controller.signal, meanwhile })).rejects.toBe(reason);
    expect(threadIds()).toEqual(workers.map(() => -1));
  });

  it('is a caller who has seen enough: the threads end with it', async () => {
    for await (const outputs of runBatch(network, samplesOf(inputs), { threads: 3 })) {
      expect(outputs.length).toBeGreaterThan(0);
      break;
    }
    expect(threadIds()).toEqual([-1, -1]);
  });

  it('is a thread that dies: its samples are computed by the caller, who says so', async () => {
    const warning = warned();
    const meanwhile = dieInTheMiddle;
    expect((await collect(network, inputs, { threads: 2, meanwhile })).equals(expected)).toBe(true);
    expect((await warning).message).toBe(
      'a thread of the integer reference was lost (exit code 1): the results stay the same but take longer',
    );
  });

  it('is a thread that fails: its samples are computed by the caller, who says why', async () => {
    const warning = warned();
    // Whole for the caller; a thread gets a copy, to which methods do not belong.
    const methods = {
      get: network.tensors.get.bind(network.tensors),
      [Symbol.iterator]: () => network.tensors.entries(),
    };
    const tensors: QuantizedNetwork['tensors'] = Object.create(methods);
    const outputs = await collect({ ...network, tensors }, inputs, { threads: 2, meanwhile: ended });
    expect(outputs.equals(expected)).toBe(true);
    expect((await warning).message).toContain('was lost (TypeError: Cannot read properties of undefined');
  });

  it('is a thread that cannot start: the caller computes all, and says why', async () => {
    const warning = warned();
    const uncloneable = { ...network, made: () => {} };
    expect((await collect(uncloneable, inputs, { threads: 2 })).equals(expected)).toBe(true);
    expect((await warning).message).toContain('was lost (DataCloneError: () => {} could not be cloned.)');
  });

  it('is an error of the samples that a lost thread had taken: it keeps its type', async () => {
    const warning = warned();
    const reason = new RangeError('only the caller meets it');
    let readings = 0;
    const inputOf = (row: number) => {
      if (++readings > 2 * inputs.length + SAMPLES_PER_CHUNK) throw reason;
      return inputs[row];
    };
    const run = async () => {
      let chunks = 0;
      for await (const _ of runBatch(network, { count: inputs.length, inputOf }, { threads: 2 })) {
        if (++chunks === 1) await dieInTheMiddle();
      }
    };
    await expect(run()).rejects.toBe(reason);
    expect((await warning).message).toContain('was lost (exit code 1)');
  });
});

/** Prints a digest of the outputs, after which nothing keeps the process alive. */
const script = `
  const { computeReferenceLogits } = await import(process.env.RETORT_COMPILED + '/host/validate/reference-logits.js');
  const tensors = new Map([['a', [2, 2, 1]], ['b', [1, 1, 1]]].map(([name, shape]) => [name, { name, shape, scale: 1, zeroPoint: 0 }]));
  const pool = { operator: 'AVERAGE_POOL_2D', name: 'p', inputs: ['a'], output: 'b', filter: [2, 2], strides: [1, 1], padding: 'VALID', activation: 'NONE' };
  const inputs = Int8Array.from({ length: 400 }, (_, i) => i);
  const outputs = await computeReferenceLogits({ name: 'n', input: 'a', output: 'b', tensors, operations: [pool] }, inputs, { threads: 3 });
  process.on('exit', () => console.log(outputs.subarray(0, 3).join(), outputs.length));
`;

it.each([
  ['in kernels', []],
  ['in TypeScript', ['--jitless']],
])('a process ends by itself after a batch %s', (_, flags) => {
  const words = [...flags, '--input-type=module', '--eval', script];
  const printed = execFileSync(process.execPath, words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 30_000,
  });
  expect(printed).toBe('2,6,10 100\n');
});
