import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../host/artifact/random.ts';
import { encodeDescriptor } from '../../../host/image/descriptor.ts';
import { makeInstruction } from '../../../host/image/instruction.ts';
import { encodeRecords, RECORD_BYTES } from '../../../host/image/parameters.ts';
import type { PlacedTensor } from '../../../host/image/tensor-layout.ts';
import { buildHarness, coreParameters, runCoreJobs, verilatorMissing } from './core-harness.ts';

const vectors = Number(process.env.RETORT_REQUANTIZER_VECTORS ?? 10_000);
const channels = 8000;
const recordsAddress = 256;
const weightsAddress = 80_000;
const outputAddress = 88_000;

interface Vector {
  readonly accumulator: number;
  readonly q: number;
  readonly shift: number;
}

const extremes = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 2 ** 30, -(2 ** 30), 2 ** 30 - 1, 1 - 2 ** 30];

/** A quarter of anything, a quarter of extremes, and half within two of an accumulator whose result is a tie or whole. */
function randomVector(random: Random): Vector {
  const shift = random.integer(62) - 31;
  const anyQ = [random.integer(2 ** 31), 2 ** 30 + random.integer(2 ** 30), 2 ** 30, 2 ** 31 - 1, 3 * 2 ** 29];
  const q = anyQ[random.integer(anyQ.length)];
  const kind = random.integer(4);
  if (kind === 0) return { accumulator: random.integer(2 ** 32) - 2 ** 31, q, shift };
  if (kind === 1) return { accumulator: extremes[random.integer(extremes.length)], q, shift };
  const result = (random.integer(1200) - 600) / 2;
  const real = (result * 2 ** (31 - shift)) / Math.max(q, 1);
  const near = Math.round(real) + random.integer(5) - 2;
  return { accumulator: Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, near)), q, shift };
}

/** A 1×1 layer with the constant weight 0: its accumulators are its biases. */
function makeMemory(all: readonly Vector[], outputZeroPoint: number): Uint8Array {
  const tensor = (name: string, length: number): PlacedTensor => ({
    name,
    shape: [1, 1, length],
    zeroPoint: 0,
    pixelPitch: length,
  });
  const bias = Int32Array.from(all, ({ accumulator }) => accumulator);
  const { descriptor, records } = makeInstruction(
    tensor('input', 8),
    tensor('output', all.length),
    { opcode: 'DEPTHWISE', constant: true, groupWeights: 1, outputZeroPoint, recordPitch: RECORD_BYTES },
    { records: encodeRecords(bias, all) },
  );
  const addresses = { inputAddress: 128, outputAddress, weightsAddress, recordsAddress, tablesAddress: 0 };
  const memory = new Uint8Array(outputAddress + all.length);
  memory.set(encodeDescriptor({ ...descriptor, ...addresses, slot: false, post: false }));
  memory.set(records, recordsAddress);
  return memory;
}

describe.skipIf(verilatorMissing)(`the requantizer${verilatorMissing ? ` (${verilatorMissing})` : ''}`, () => {
  const cores = Object.keys(coreParameters);
  beforeAll(() => cores.forEach((core) => void buildHarness(core)), 600_000);

  it.each(cores)(
    'rounds ties, extremes and random sums as TensorFlow Lite Micro does, on %s',
    { timeout: 600_000 },
    (core) => {
      const random = createRandom(3);
      for (let done = 0; done < vectors; done += channels) {
        const all = Array.from({ length: channels }, () => randomVector(random));
        const zeroPoint = [0, -128, 127, random.integer(256) - 128][random.integer(4)];
        const [run] = runCoreJobs(core, [{ memory: makeMemory(all, zeroPoint) }]);
        const output = new Int8Array(run.memory.buffer, run.memory.byteOffset + outputAddress, channels);
        const expected = all.map((vector) => Math.min(127, Math.max(-128, multiply(vector) + zeroPoint)));
        const wrong = expected.findIndex((value, i) => value !== output[i]);
        const { accumulator, q, shift } = all[Math.max(wrong, 0)];
        expect(wrong, `${accumulator} · ${q} · 2^${shift}: ${output[wrong]}, not ${expected[wrong]}`).toBe(-1);
      }
    },
  );
});

/** TFLM's MultiplyByQuantizedMultiplier, step by step as gemmlowp names them; −31 ≤ shift ≤ 30. */
function multiply({ accumulator, q, shift }: Vector): number {
  const high = saturatingRoundingDoublingHighMultiply(accumulator << Math.max(shift, 0), q);
  return roundingDivideByPowerOfTwo(high, Math.max(-shift, 0));
}

function saturatingRoundingDoublingHighMultiply(a: number, b: number): number {
  const product = BigInt(a) * BigInt(b);
  const nudge = product >= 0n ? 1n << 30n : 1n - (1n << 30n);
  return Number((product + nudge) / (1n << 31n)); // BigInt division truncates
}

function roundingDivideByPowerOfTwo(x: number, exponent: number): number {
  const mask = 2 ** exponent - 1;
  const remainder = (x & mask) >>> 0;
  const threshold = Math.floor(mask / 2) + (x < 0 ? 1 : 0);
  return (x >> exponent) + (remainder > threshold ? 1 : 0);
}
