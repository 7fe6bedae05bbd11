import { beforeAll, describe, expect, it } from 'vitest';
import { buildHarness, type CoreJob, runCoreJobs, verilatorMissing } from './core-harness.ts';
import { computeLayer } from './layer-model.ts';
import { type PlacedLayer, ProgramMemory } from './program-memory.ts';
import { createRandom, randomInt8, randomLayer } from './random-layer.ts';

const programs = Number(process.env.RETORT_CORE_PROGRAMS ?? 120);
const slotPitch = 4096;

interface Case {
  readonly job: CoreJob;
  /** The memory after the run: what no layer writes stays as it was. */
  readonly expected: Uint8Array;
  readonly label: number;
}

/** One to four random layers in a chain, the first on a random slot, and argmax over the last one's output. */
function makeCase(seed: number): Case {
  const random = createRandom(seed);
  const memory = new ProgramMemory(120_000, () => random.integer(256));
  const dense = random.integer(4) === 0;
  const channels = dense ? 1 + random.integer(12) : 8 * (1 + random.integer(3));
  let shape: readonly [number, number, number] = [1 + random.integer(9), 1 + random.integer(9), channels];
  let values = randomInt8(random, shape[0] * shape[1] * shape[2]);
  memory.reserve(random.integer(4) * 8);
  const slot = random.integer(3);
  let address = memory.reserve(3 * slotPitch) + (dense ? random.integer(8) : 0);
  memory.bytes.set(values, address + slot * slotPitch);

  const layers: PlacedLayer[] = [];
  const outputs: { address: number; values: Int8Array }[] = [];
  for (let i = 0; i <= random.integer(4); i++) {
    const first = i === 0;
    const layer = randomLayer(random, shape, dense && first);
    values = computeLayer(layer, values);
    const outputAddress = memory.reserve(values.length);
    layers.push({ layer, inputAddress: address, outputAddress, dense: dense && first, slot: first });
    outputs.push({ address: outputAddress, values });
    [shape, address] = [layer.output, outputAddress];
  }
  const count = Math.min(values.length, 1 + random.integer(40));
  const programAddress = memory.writeProgram(layers, { address, count });
  const expected = memory.bytes.slice();
  for (const output of outputs) expected.set(output.values, output.address);
  const scores = values.subarray(0, count);
  const traffic = () => (random.integer(2) === 0 ? 0 : random.integer(200));
  return {
    job: {
      memory: memory.bytes,
      programAddress,
      slotOffset: slot * slotPitch,
      seed,
      held: traffic(),
      link: traffic(),
      resetAt: random.integer(4) === 0 ? 1 + random.integer(3000) : 0,
    },
    expected,
    label: scores.indexOf(Math.max(...scores)),
  };
}

describe.skipIf(verilatorMissing)(
  `random programs on the core${verilatorMissing ? ` (${verilatorMissing})` : ''}`,
  () => {
    beforeAll(() => void buildHarness(), 300_000);

    it('computes every layer exactly and writes nothing else, whatever the memory port does', {
      timeout: 600_000,
    }, () => {
      for (let first = 1; first <= programs; first += 50) {
        const cases = Array.from({ length: Math.min(50, programs - first + 1) }, (_, i) => makeCase(first + i));
        for (const [i, run] of runCoreJobs(cases.map(({ job }) => job)).entries()) {
          const { expected, label } = cases[i];
          const wrong = expected.findIndex((byte, address) => byte !== run.memory[address]);
          expect({ ...run, memory: wrong }, `program ${first + i}`).toMatchObject({
            ended: true,
            fault: false,
            linkErrors: 0,
            memory: -1,
            label,
          });
        }
      }
    });
  },
);
