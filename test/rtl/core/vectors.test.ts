// The networks of TensorFlow Lite Micro itself, compiled by host/image, on the core: every layer of every sample.
import { beforeAll, describe, expect, it } from 'vitest';
import { compileNetwork } from '../../../host/image/compile.ts';
import { boards } from '../../../host/image/core-description.ts';
import { encodeInput } from '../../../host/image/encode-input.ts';
import { readLayerOutput } from '../../support/layer-output.ts';
import { readTflmVector, tflmVectorNames, tflmVectorsMissing } from '../../support/tflm-vectors.ts';
import { buildHarness, runCoreJobs, verilatorMissing } from './core-harness.ts';

const missing = verilatorMissing ?? (tflmVectorNames.length > 0 ? undefined : tflmVectorsMissing);
const cases = tflmVectorNames.flatMap((vector) => boards.map((core) => ({ vector, core, name: core.name })));

describe.skipIf(missing)(`TFLM vectors on the core${missing ? ` (${missing})` : ''}`, () => {
  beforeAll(() => boards.forEach(({ name }) => void buildHarness(name)), 600_000);

  it.each(cases)('computes $vector as TensorFlow Lite Micro does, on $name', ({ vector: name, core }) => {
    const { network, inputs, expected } = readTflmVector(name);
    const { payload, memory: plan, layers } = compileNetwork(network, core);
    const input = { shape: network.tensors.get(network.input)!.shape };
    const programAddress = new DataView(payload.buffer, payload.byteOffset).getUint32(8, true);
    const jobs = inputs.flatMap((values, sample) => {
      const slotOffset = (sample % plan.slotCount) * plan.slotPitch;
      const memory = new Uint8Array(Math.ceil(plan.bytesNeeded / 8) * 8).fill(0xa5);
      memory.set(payload);
      memory.set(encodeInput({ input, memory: { inputBits: 8 } }, values), plan.inputAddress + slotOffset);
      return layers.map(({ descriptorIndex }) => ({
        memory,
        programAddress,
        slotOffset,
        stopAfter: descriptorIndex + 1,
      }));
    });
    for (const [i, run] of runCoreJobs(core.name, jobs).entries()) {
      const sample = Math.floor(i / layers.length);
      const layer = layers[i % layers.length];
      expect(run).toMatchObject({ ended: true, fault: false });
      const output = readLayerOutput(run.memory, layer);
      expect(output, `sample ${sample}, ${layer.name}`).toEqual(expected[sample].get(layer.tensor));
    }
  });
});
