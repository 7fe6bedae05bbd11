// The networks of TensorFlow Lite Micro itself, compiled by host/image, on the core: every layer of every sample.
import { beforeAll, describe, expect, it } from 'vitest';
import { compileNetwork } from '../../../host/image/compile.ts';
import { up5k } from '../../../host/image/core-description.ts';
import { encodeInput } from '../../../host/image/encode-input.ts';
import { readLayerOutput } from '../../support/layer-output.ts';
import { readTflmVector, tflmVectorNames, tflmVectorsMissing } from '../../support/tflm-vectors.ts';
import { buildHarness, runCoreJobs, verilatorMissing } from './core-harness.ts';

const unsupported = /^(add|logistic|tanh|hard-swish)/;
const supported = tflmVectorNames.filter((name) => !unsupported.test(name));
const missing = verilatorMissing ?? (supported.length > 0 ? undefined : tflmVectorsMissing);

describe.skipIf(missing)(`TFLM vectors on the core${missing ? ` (${missing})` : ''}`, () => {
  beforeAll(() => void buildHarness(), 300_000);

  it.each(supported)('computes %s as TensorFlow Lite Micro does', (name) => {
    const { network, inputs, expected } = readTflmVector(name);
    const { payload, memory: plan, layers, inputLayout } = compileNetwork(network, up5k);
    const input = { shape: network.tensors.get(network.input)!.shape, layout: inputLayout };
    const programAddress = new DataView(payload.buffer, payload.byteOffset).getUint32(8, true);
    const jobs = inputs.map((values, sample) => {
      const slotOffset = (sample % plan.slotCount) * plan.slotPitch;
      const memory = new Uint8Array(Math.ceil(plan.bytesNeeded / 8) * 8).fill(0xa5);
      memory.set(payload);
      memory.set(encodeInput({ input }, values), plan.inputAddress + slotOffset);
      return { memory, programAddress, slotOffset };
    });
    for (const [sample, run] of runCoreJobs(jobs).entries()) {
      expect(run).toMatchObject({ ended: true, fault: false });
      for (const [i, layer] of layers.entries()) {
        const values = expected[sample].get(network.operations[i].output);
        expect(readLayerOutput(run.memory, layer), `sample ${sample}, ${layer.name}`).toEqual(values);
      }
    }
  });
});
