// One random network on the RTL, held against the integer reference value by value and against the planner cycle by cycle.
import { compileNetwork } from '../../../host/image/compile.ts';
import { boards, type CoreDescription, up5k } from '../../../host/image/core-description.ts';
import { ImageTooLargeError } from '../../../host/image/image-errors.ts';
import type { CompiledNetwork } from '../../../host/image/student-image.ts';
import { timeProgram } from '../../../host/plan/clock/time-program.ts';
import type { QuantizedNetwork } from '../../../host/quantize/quantized-network.ts';
import { createReference } from '../../../host/reference/reference.ts';
import { readLayerOutput } from '../../support/layer-output.ts';
import { makeRandomInputs } from '../../support/random-networks.ts';
import { runCoreJobs } from './core-harness.ts';

/** Of the memory, which the harness's link keeps for itself. */
const LINK_BYTES = 512;

/** The boards, and the harness's own cores (core-harness.ts); by the harness's names, with the memory it leaves. */
export const testedCores: readonly CoreDescription[] = [
  ...boards,
  {
    ...up5k,
    name: 'small ring',
    core: 0x0003_0104,
    inputs: 4,
    weightEntries: 16,
    requantizeCycles: 4,
    rescalers: 4,
    memoryPorts: 2,
    readLatency: 3,
  },
  { ...up5k, name: 'one port', requantizeCycles: 1, rescalers: 4, readLatency: 2 },
].map((core) => ({ ...core, memoryBytes: core.memoryBytes - LINK_BYTES }));

/** Few are too large. */
export function fits(network: QuantizedNetwork, core: CoreDescription): boolean {
  try {
    compileNetwork(network, core);
    return true;
  } catch (error) {
    if (error instanceof ImageTooLargeError) return false;
    throw error;
  }
}

export interface Outcome {
  /** Bytes of all layers and samples that differ. */
  readonly differing: number;
  readonly compared: number;
  /** Descriptors after which the core counted other cycles than were planned. */
  readonly mistimed: readonly { planned: number; measured: number }[];
}

/** Runs three samples up to each layer, two of them while the link uses the memory, and the program up to each descriptor. */
export function compareOnRtl(
  network: QuantizedNetwork,
  core: CoreDescription,
  compiled: CompiledNetwork = compileNetwork(network, core),
): Outcome {
  const { payload, memory: plan, layers } = compiled;
  const samples = makeRandomInputs(network, 3, 7);
  const load = (values: Int8Array, slotOffset: number) => {
    const memory = new Uint8Array(Math.ceil(plan.bytesNeeded / 8) * 8).fill(0xa5);
    memory.set(payload);
    memory.set(new Uint8Array(values.buffer), plan.inputAddress + slotOffset);
    return memory;
  };
  const perLayer = samples.flatMap((values, sample) => {
    const slotOffset = (sample % plan.slotCount) * plan.slotPitch;
    const memory = load(values, slotOffset);
    const job = { memory, programAddress: 64, slotOffset, link: 90 * sample, seed: sample + 1 };
    return layers.map(({ descriptorIndex }) => ({ ...job, stopAfter: descriptorIndex + 1 }));
  });
  const planned = timeProgram(payload, core);
  const memory = load(samples[0], 0);
  const perDescriptor = planned.map((_, i) => ({ memory, programAddress: 64, stopAfter: i + 1, link: (i % 3) * 60 }));
  const runs = runCoreJobs(core.name, [...perLayer, ...perDescriptor]);
  const reference = createReference(network);
  let differing = 0;
  let compared = 0;
  for (const [sample, values] of samples.entries()) {
    const expected = reference.runLayers(values);
    for (const [i, layer] of layers.entries()) {
      const run = runs[sample * layers.length + i];
      const actual = readLayerOutput(run.memory, layer);
      const wanted = expected.get(layer.tensor)!;
      compared += wanted.length;
      differing += run.ended && !run.fault ? wanted.filter((value, at) => value !== actual[at]).length : wanted.length;
    }
  }
  const measured = runs.slice(perLayer.length).map(({ cycles }) => cycles);
  const mistimed = planned.map((cycles, i) => ({ planned: cycles, measured: measured[i] }));
  return { differing, compared, mistimed: mistimed.filter(({ planned, measured }) => planned !== measured) };
}
