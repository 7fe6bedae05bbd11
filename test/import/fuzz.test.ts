import { describe, expect, it } from 'vitest';
import {
  TfliteFileError,
  TfliteGraphError,
  TfliteOperatorError,
  TfliteTensorError,
} from '../../host/import/import-errors.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import { createPicker } from '../support/generated-cases.ts';
import { goldenFolder, readTfliteFile } from '../support/generated-networks.ts';

const CASES = 100_000;
const MOST_SECONDS_A_CASE = 2;
const MOST_BYTES = 256 * 2 ** 20;

const files = [
  'dense-one-unit',
  'softmax-over-map',
  'dense-on-image-open-batch',
  'depth-multiplier-of-one-channel',
  'add-constants',
  'conv1d-causal',
  'reshape-between',
].map((name) => Uint8Array.from(readTfliteFile(goldenFolder, name))); // whose slice() copies, unlike a Buffer's

type Pick = (below: number) => number;

/** A file with something wrong, most times; what `kind` says, so that all are many. */
function makeCase(kind: number, pick: Pick): Uint8Array {
  const bytes = files[pick(files.length)].slice();
  const view = new DataView(bytes.buffer);
  switch (kind) {
    case 0:
      return bytes.subarray(0, pick(bytes.length));
    case 1:
      for (let flips = 1 + pick(4); flips > 0; flips--) bytes[pick(bytes.length)] ^= 1 << pick(8);
      return bytes;
    case 2: {
      // Wherever an offset, a length or a number lies: those are aligned.
      const word = 4 * pick(bytes.length >> 2);
      view.setUint32(word, [0, 1, 0x7fff_ffff, 0xffff_ffff, pick(bytes.length), pick(2 ** 32)][pick(6)], true);
      return bytes;
    }
    case 3: {
      const word = 4 * pick(bytes.length >> 2);
      view.setInt32(word, view.getInt32(word, true) + pick(17) - 8, true);
      return bytes;
    }
    case 4: {
      // A part of the file over another one, so that offsets lead into what is well-formed.
      const length = 4 + 4 * pick(40);
      const from = 4 * pick((bytes.length - length) >> 2);
      bytes.copyWithin(4 * pick((bytes.length - length) >> 2), from, from + length);
      return bytes;
    }
    default: {
      const random = Uint8Array.from({ length: 8 + pick(400) }, () => (pick(3) === 0 ? pick(256) : pick(8)));
      random.set([random[0] & 60, 0, 0, 0, 84, 70, 76, 51]); // the identifier TFL3
      return random;
    }
  }
}

function isTyped(error: unknown): boolean {
  return (
    error instanceof TfliteFileError ||
    error instanceof TfliteGraphError ||
    error instanceof TfliteTensorError ||
    error instanceof TfliteOperatorError
  );
}

let slowest = 0;

/** Whether it became a network; throws what is not foreseen. */
function becomesNetwork(bytes: Uint8Array, name: string): boolean {
  const startedAt = performance.now();
  try {
    return importTflite(bytes, name).operations.length > 0;
  } catch (error) {
    if (isTyped(error)) return false;
    throw new Error(`${name} ended in an error of no type of ours`, { cause: error });
  } finally {
    slowest = Math.max(slowest, performance.now() - startedAt);
  }
}

describe('importTflite, of bytes that no converter wrote', () => {
  it('refuses a file cut at any length', () => {
    for (const [i, file] of files.slice(0, 2).entries()) {
      for (let length = 0; length < file.length; length++) {
        // What lies behind the last table that is read may be missing.
        if (becomesNetwork(file.subarray(0, length), `file ${i} cut at ${length}`)) {
          expect(length).toBeGreaterThan(file.length - 64);
        }
      }
    }
  });

  it('ends in a network or a typed error for 100,000 generated files, in bounded memory', { timeout: 300_000 }, () => {
    const pick = createPicker(5);
    const stackTraceLimit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    const networks = new Array(6).fill(0);
    let before = 0;
    for (let i = 0; i < CASES; i++) {
      if (i === CASES / 10) before = memoryInUse();
      const kind = i % 6;
      if (becomesNetwork(makeCase(kind, pick), `case ${i}`)) networks[kind]++;
    }
    Error.stackTraceLimit = stackTraceLimit;
    expect(slowest).toBeLessThan(1000 * MOST_SECONDS_A_CASE);
    expect(memoryInUse() - before).toBeLessThan(MOST_BYTES);
    // Bits of weights and names may change: such files are networks still.
    expect(networks[1]).toBeGreaterThan(CASES / 60);
    expect(networks[1]).toBeLessThan(CASES / 6.5);
  });
});

function memoryInUse(): number {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}
