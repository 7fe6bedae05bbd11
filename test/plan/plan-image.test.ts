import { describe, expect, it } from 'vitest';
import { cores, ulx3s85, up5k } from '../../host/image/core-description.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import { adviseOn } from '../../host/plan/advice.ts';
import { planLink } from '../../host/plan/link-time.ts';
import { planNetwork } from '../../host/plan/plan-image.ts';
import { mlperfFound, mlperfMissing, readMlperfNetwork } from '../support/mlperf-tiny.ts';
import { buildNetwork, isRunnable, makeRandomNetwork, plainLayer } from '../support/random-networks.ts';
import { swishNetwork } from '../support/table-networks.ts';
import { writeDenseTflite } from '../support/write-tflite.ts';

const randomNetworks = Array.from({ length: 40 }, (_, seed) => makeRandomNetwork(seed)).filter(isRunnable);

/** By columns its input takes more memory than pixel by pixel, even if fewer weights, and less time in all. */
const convolution = { ...plainLayer, channels: 16, kernel: [5, 5] } as const;

describe('a plan', () => {
  it('adds up: layers to the whole, parts of the memory to what is needed', () => {
    for (const network of randomNetworks) {
      for (const core of cores) {
        const { layers, cycles, macs, memory, fits, compiled } = planNetwork(network, core);
        expect(layers.reduce((sum, layer) => sum + layer.cycles, 0)).toBe(cycles);
        expect(layers.reduce((sum, layer) => sum + layer.macs, 0)).toBe(macs);
        expect(memory.payload + memory.slots + memory.activations).toBe(memory.needed);
        expect(memory.needed).toBe(compiled.memory.bytesNeeded);
        expect(memory.peak.bytes).toBe(memory.peak.alive.reduce((sum, { bytes }) => sum + bytes, 0));
        expect(memory.peak.bytes).toBeLessThanOrEqual(memory.activations);
        expect([fits, memory.missing]).toEqual([true, 0]);
      }
    }
  });

  it('never says that a core multiplies more than it can', () => {
    for (const network of randomNetworks) {
      for (const { utilisation } of planNetwork(network, ulx3s85).layers) {
        expect(utilisation).toBeGreaterThanOrEqual(0);
        expect(utilisation).toBeLessThanOrEqual(1);
      }
    }
  });

  it.skipIf(!mlperfFound)(
    `shows where ResNet-8 spends its time on the UP5K${mlperfFound ? '' : ` (${mlperfMissing})`}`,
    () => {
      const network = importTflite(readMlperfNetwork('pretrainedResnet_quant').tflite, 'ResNet-8');
      const { layers, macs, utilisation, milliseconds, memory, fits } = planNetwork(network, up5k);
      expect(macs).toBe(12_501_632);
      expect(fits).toBe(true);
      expect(layers[1]).toMatchObject({ name: 'conv_2d-1', operator: 'CONV_2D', shape: [32, 32, 16], macs: 2_359_296 });
      expect(layers[1].utilisation).toBeGreaterThan(0.95);
      expect(utilisation).toBeGreaterThan(0.9);
      expect(milliseconds).toBeLessThan(40);
      expect(memory.peak.layer).toBe('conv_2d-1');
      expect(memory.peak.alive).toHaveLength(2);
    },
  );

  it('is made of what does not fit as well, and says by how much it does not', () => {
    const small = { ...up5k, memoryBytes: 4096 };
    const { fits, memory, layers } = planNetwork(swishNetwork(), small);
    expect(fits).toBe(false);
    expect(memory).toMatchObject({ available: 4096, missing: memory.needed - 4096, slotCount: 1 });
    expect(layers).toHaveLength(4);
  });
});

describe('advice', () => {
  const adviceFor = (network: ReturnType<typeof importTflite>, core = up5k) =>
    adviseOn(planNetwork(network, core), network, core);

  it('is none where a student fits and would be no faster with more memory', () => {
    expect(adviceFor(swishNetwork())).toEqual([]);
  });

  it('names the boards that hold a student, and how many weights would do', () => {
    const network = importTflite(writeDenseTflite(16_384, 10), 'dense');
    expect(adviceFor(network)).toMatchObject([{ kind: 'board', boards: ['ulx3s-85f'] }, { kind: 'fewer weights' }]);
  });

  it('names no board where none holds it', () => {
    const network = importTflite(writeDenseTflite(16_384, 100), 'dense');
    expect(adviceFor(network).map(({ kind }) => kind)).not.toContain('board');
  });

  it('says which layer to give fewer filters, and the student then fits', () => {
    const network = swishNetwork();
    const { memory } = planNetwork(network, { ...up5k, memoryBytes: 1024 });
    const advice = adviceFor(network, { ...up5k, memoryBytes: memory.needed - 500 });
    expect(advice).toContainEqual({
      kind: 'fewer filters',
      layer: 'second + second/swish',
      filters: 8,
      of: 16,
      freed: expect.any(Number),
    });
    expect(advice).toContainEqual(
      expect.objectContaining({ kind: 'smaller activations', most: memory.activations - 500 }),
    );
  });

  it('says what more memory would bring where the input is not laid out column by column', () => {
    const network = buildNetwork({ input: [24, 24, 3], layers: [convolution, { ...convolution, kind: 'MEAN' }] });
    const roomy = planNetwork(network, up5k);
    const tight = { ...up5k, memoryBytes: planNetwork(network, { ...up5k, memoryBytes: 1024 }).memory.needed };
    const plan = planNetwork(network, tight);
    const [advice] = adviseOn(plan, network, tight);
    expect(plan.fits).toBe(true);
    expect(plan.cycles).toBeGreaterThan(roomy.cycles);
    if (advice?.kind !== 'more memory') throw new Error(`other advice: ${advice?.kind}`);
    expect(advice.cycles).toBe(roomy.cycles);
    const enough = { ...up5k, memoryBytes: tight.memoryBytes + advice.missing };
    expect(planNetwork(network, enough).cycles).toBe(roomy.cycles);
    expect(planNetwork(network, { ...enough, memoryBytes: enough.memoryBytes - 1 }).cycles).toBe(plan.cycles);
  });
});

describe('time on the line', () => {
  const bytes = { upload: 100_000, input: 1000, output: 100 };

  it('is ten bits a byte, and overlaps with the core', () => {
    const { rates } = planLink({ bytes, computeMilliseconds: 20, slotCount: 2 }, [100_000, 1_000_000]);
    expect(rates).toEqual([
      {
        baud: 100_000,
        uploadMilliseconds: 10_000,
        inputMilliseconds: 100,
        outputMilliseconds: 10,
        latencyMilliseconds: 130,
        inferencesPerSecond: 10,
        bottleneck: 'input',
        lineShare: 110 / 130,
        coreBusy: 0.2,
      },
      {
        baud: 1_000_000,
        uploadMilliseconds: 1000,
        inputMilliseconds: 10,
        outputMilliseconds: 1,
        latencyMilliseconds: 31,
        inferencesPerSecond: 50,
        bottleneck: 'core',
        lineShare: 11 / 31,
        coreBusy: 1,
      },
    ]);
  });

  it('of an input does not overlap where there is one slot; the output is named where that takes longest', () => {
    const long = { ...bytes, output: 10_000 };
    const [one] = planLink({ bytes: long, computeMilliseconds: 20, slotCount: 1 }, [1_000_000]).rates;
    expect(one).toMatchObject({ inferencesPerSecond: 10, bottleneck: 'output' });
    const [alone] = planLink({ bytes, computeMilliseconds: 20, slotCount: 1 }, [1_000_000]).rates;
    expect(alone).toMatchObject({ inferencesPerSecond: 1000 / 30, bottleneck: 'core' });
    const [two] = planLink({ bytes: long, computeMilliseconds: 20, slotCount: 2 }, [1_000_000]).rates;
    expect(two).toMatchObject({ inferencesPerSecond: 10, bottleneck: 'output' });
  });
});
