import { beforeAll, describe, expect, it } from 'vitest';
import { buildHarness, runCoreJobs, verilatorMissing } from './core-harness.ts';
import { computeLayer, type Layer } from './layer-model.ts';
import { ProgramMemory } from './program-memory.ts';
import { createRandom, type Random } from './random-layer.ts';

const vectors = Number(process.env.RETORT_REQUANTIZER_VECTORS ?? 10_000);
const channels = 8000;

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

/** A 1×1 convolution with weights 0: its accumulators are its biases. */
function makeLayer(random: Random): Layer {
  const all = Array.from({ length: channels }, () => randomVector(random));
  const zeroPoints = [0, -128, 127, random.integer(256) - 128];
  return {
    operator: 'CONV',
    input: [1, 1, 1],
    output: [1, 1, channels],
    kernel: [1, 1],
    strides: [1, 1],
    padding: [0, 0],
    inputZeroPoint: 0,
    outputZeroPoint: zeroPoints[random.integer(zeroPoints.length)],
    clampMin: -128,
    clampMax: 127,
    weights: new Int8Array(channels),
    requantizations: [
      {
        bias: Int32Array.from(all, ({ accumulator }) => accumulator),
        q: Int32Array.from(all, ({ q }) => q),
        shift: Int8Array.from(all, ({ shift }) => shift),
      },
    ],
  };
}

describe.skipIf(verilatorMissing)(`the requantizer${verilatorMissing ? ` (${verilatorMissing})` : ''}`, () => {
  beforeAll(() => void buildHarness(), 300_000);

  it('rounds ties, extremes and random sums as TensorFlow Lite Micro does', { timeout: 600_000 }, () => {
    const random = createRandom(3);
    for (let done = 0; done < vectors; done += channels) {
      const layer = makeLayer(random);
      const memory = new ProgramMemory(110_000, () => 0);
      const inputAddress = memory.reserve(1);
      const outputAddress = memory.reserve(channels);
      const programAddress = memory.writeProgram([{ layer, inputAddress, outputAddress, dense: true }]);
      const [run] = runCoreJobs([{ memory: memory.bytes, programAddress }]);
      const output = new Int8Array(run.memory.buffer, run.memory.byteOffset + outputAddress, channels);
      const expected = computeLayer(layer, new Int8Array(1));
      const wrong = expected.findIndex((value, i) => value !== output[i]);
      const { bias, q, shift } = layer.requantizations[0];
      expect(wrong, `${bias[wrong]} · ${q[wrong]} · 2^${shift[wrong]}: ${output[wrong]}, not ${expected[wrong]}`).toBe(
        -1,
      );
    }
  });
});
