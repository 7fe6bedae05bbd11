import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../host/artifact/random.ts';
import { compileNetwork } from '../../../host/image/compile.ts';
import { DESCRIPTOR_BYTES, decodeDescriptor } from '../../../host/image/descriptor.ts';
import { timeLayer } from '../../../host/plan/clock/time-layer.ts';
import { cyclesBeforeLayer } from '../../../host/plan/clock/time-program.ts';
import { createReference } from '../../../host/reference/reference.ts';
import { readLayerOutput } from '../../support/layer-output.ts';
import { buildNetwork, makeRandomInputs, plainLayer } from '../../support/random-networks.ts';
import { buildHarness, type CoreJob, runCoreJobs, verilatorMissing } from './core-harness.ts';
import { testedCores } from './random-networks.ts';

const programAddress = 64;

/** Three 1×1 convolutions of 8 channels in a chain. */
function makeChain(core: (typeof testedCores)[number]) {
  const network = buildNetwork({ input: [3, 3, 8], layers: [1, 2, 3].map((seed) => ({ ...plainLayer, seed })) });
  const { payload, memory: plan, layers } = compileNetwork(network, core);
  const [, , values] = makeRandomInputs(network, 3, 1);
  const memory = new Uint8Array(plan.bytesNeeded).fill(0x5a);
  memory.set(payload);
  memory.set(new Uint8Array(values.buffer), plan.inputAddress);
  return { memory, layers, values: createReference(network).runLayers(values) };
}

describe.skipIf(verilatorMissing)(`the core's control${verilatorMissing ? ` (${verilatorMissing})` : ''}`, () => {
  beforeAll(() => testedCores.forEach(({ name }) => void buildHarness(name)), 600_000);

  describe.each(testedCores)('on $name', (core) => {
    const run = (jobs: readonly CoreJob[]) => runCoreJobs(core.name, jobs);

    it('runs as many descriptors as it was told, and says which was the last', () => {
      const { memory, layers, values } = makeChain(core);
      const runs = run([1, 2, 3, 4, 9, 0].map((stopAfter) => ({ memory, programAddress, stopAfter })));
      expect(runs.map(({ descriptor }) => descriptor)).toEqual([0, 1, 2, 3, 3, 3]);
      for (const [i, layer] of layers.entries()) {
        expect(readLayerOutput(runs[i].memory, layer), `after ${i + 1}`).toEqual(values.get(layer.tensor));
      }
      expect(runs[5].label).toBe(indexOfLargest(values.get(layers[2].tensor)!));
    });

    it.each([6, 7, 0x80, 0xff])('ends in a fault at the descriptor of opcode %i', (opcode) => {
      const { memory } = makeChain(core);
      memory[programAddress + 2 * DESCRIPTOR_BYTES] = opcode;
      const [faulty, good] = run([
        { memory, programAddress },
        { memory: makeChain(core).memory, programAddress },
      ]);
      expect(faulty).toMatchObject({ ended: true, fault: true, descriptor: 2 });
      expect(good).toMatchObject({ ended: true, fault: false, descriptor: 3 });
    });

    it('ends a program that is only END, without a cycle of work', () => {
      const [empty] = run([{ memory: new Uint8Array(88) }]);
      expect(empty).toMatchObject({ ended: true, fault: false, descriptor: 0, cycles: 0 });
    });

    it('recovers by a reset from a program that does not end', () => {
      const endless = makeChain(core).memory;
      const whole = { memory: makeChain(core).memory, programAddress };
      const [again] = run([{ ...whole, resetAt: 60, link: 100 }]);
      expect(again).toMatchObject({ ended: true, fault: false, descriptor: 3 });
      endless.fill(0xff, programAddress, programAddress + DESCRIPTOR_BYTES); // more steps than anyone waits for
      endless.set([1, 0], programAddress);
      const [hung, next] = run([{ memory: endless, programAddress, mostCycles: 5000 }, whole]);
      expect([hung.ended, next.ended, next.descriptor]).toEqual([false, true, 3]);
    });

    it('ends a program that has not ended in the last cycle it may take, and no other', () => {
      const { memory } = makeChain(core);
      const whole = { memory, programAddress };
      const cycles = cyclesToTheEnd(memory, core);
      const limits = [cycles, cycles - 1, cycles + 1, 1, 14, Math.floor(cycles / 2)];
      const runs = run(limits.flatMap((cycleLimit) => [0, 100].map((link) => ({ ...whole, link, cycleLimit }))));
      const [free] = run([whole]);
      for (const [i, { ended, expired, fault, descriptor, cycles: counted, label }] of runs.entries()) {
        const inTime = limits[i >> 1] >= cycles;
        expect({ ended, expired, fault }, `limit ${limits[i >> 1]}`).toEqual({
          ended: true,
          expired: !inTime,
          fault: false,
        });
        if (inTime) expect([descriptor, counted, label]).toEqual([3, free.cycles, free.label]);
      }
    });

    it('says in which descriptor the limit ended a program without an end', () => {
      const { memory } = makeChain(core);
      const endless = memory.slice();
      endless.fill(0xff, programAddress + DESCRIPTOR_BYTES, programAddress + 2 * DESCRIPTOR_BYTES);
      endless.set([1, 0], programAddress + DESCRIPTOR_BYTES);
      const [hung, next] = run([
        { memory: endless, programAddress, cycleLimit: 5000 },
        { memory, programAddress, cycleLimit: 100_000 },
      ]);
      expect(hung).toMatchObject({ ended: true, expired: true, descriptor: 1 });
      expect(next).toMatchObject({ ended: true, expired: false, descriptor: 3 });
    });

    it('computes the same after a run that was ended at any moment, by its limit or by a reset', () => {
      const { memory, layers, values } = makeChain(core);
      const cycles = cyclesToTheEnd(memory, core);
      const random = createRandom(41);
      const moments = Array.from({ length: 60 }, () => 1 + random.integer(cycles));
      const whole = { memory, programAddress };
      const runs = run(
        moments.flatMap((moment, i) => [
          { ...whole, resetAt: moment, link: (i % 3) * 60 },
          { ...whole, expireAt: moment, link: (i % 3) * 60 },
        ]),
      );
      const output = values.get(layers[2].tensor);
      const [free] = run([whole]);
      for (let i = 0; i < runs.length; i++) {
        expect(readLayerOutput(runs[i].memory, layers[2]), `after ${moments[i >> 1]} cycles`).toEqual(output);
        expect([runs[i].cycles, runs[i].label, runs[i].expired]).toEqual([free.cycles, free.label, false]);
      }
    });

    it('counts the same cycles and gives the link its answers, however busy the link is', () => {
      const { memory } = makeChain(core);
      const runs = run([0, 1, 40, 128, 250].map((link) => ({ memory, programAddress, link, seed: link + 1 })));
      expect(new Set(runs.map(({ cycles }) => cycles)).size).toBe(1);
      expect(runs.map(({ linkErrors }) => linkErrors)).toEqual([0, 0, 0, 0, 0]);
    });

    it('takes the first of equal logits', () => {
      const memory = new Uint8Array(512).fill(0x80); // −128 everywhere
      memory.fill(0, programAddress, programAddress + 2 * DESCRIPTOR_BYTES);
      const view = new DataView(memory.buffer);
      memory.set([5, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 4], programAddress); // ARGMAX, its last word of four
      for (const [offset, value] of [16, 18, 20, 22].map((offset) => [offset, 1]))
        view.setUint16(programAddress + offset, value, true);
      view.setUint16(programAddress + 24, 2, true); // two words
      view.setUint16(programAddress + 26, 1, true);
      view.setUint32(programAddress + 32, 256, true);
      memory.fill(5, 259, 265);
      memory.fill(9, 268, 272); // beyond the twelfth
      const [equal] = run([{ memory, programAddress }]);
      expect(equal.label).toBe(3);
    });
  });
});

/** Running cycles from the start until END is found: for each descriptor, END's too, its fetching, and each layer's own. */
function cyclesToTheEnd(memory: Uint8Array, core: (typeof testedCores)[number]): number {
  let cycles = 0;
  for (let at = programAddress; memory[at] !== 0; at += DESCRIPTOR_BYTES)
    cycles += cyclesBeforeLayer(core) + timeLayer(decodeDescriptor(memory, at), core).end + 1;
  return cycles + cyclesBeforeLayer(core);
}

/** Of the padded tensor, as ARGMAX sees it. */
function indexOfLargest(values: Int8Array): number {
  return values.indexOf(Math.max(...values));
}
