import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../host/image/compile.ts';
import { cores } from '../../host/image/core-description.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { simulateCore } from '../support/core-simulator.ts';
import { readLayerOutput } from '../support/layer-output.ts';
import { readTflmVector, tflmVectorNames, tflmVectorsMissing } from '../support/tflm-vectors.ts';

const found = tflmVectorNames.length > 0;

describe.skipIf(!found)(`compiled TFLM vectors on the simulated core${found ? '' : ` (${tflmVectorsMissing})`}`, () => {
  it('covers all twenty', () => {
    expect(tflmVectorNames).toHaveLength(20);
  });

  const cases = tflmVectorNames.flatMap((vector) => cores.map((core) => ({ vector, core, name: core.name })));
  it.each(cases)('computes $vector as TensorFlow Lite Micro does, on $name', ({ vector: name, core }) => {
    const { network, inputs, expected } = readTflmVector(name);
    const compiled = compileNetwork(network, core);
    const input = { shape: network.tensors.get(network.input)!.shape };
    for (const [sample, values] of inputs.entries()) {
      const slot = sample % compiled.memory.slotCount;
      for (const layer of compiled.layers) {
        const { memory } = simulateCore(
          compiled.payload,
          encodeInput({ input, memory: { inputBits: 8 } }, values),
          slot,
          layer.descriptorIndex + 1,
        );
        const output = readLayerOutput(memory, layer);
        expect(output, `sample ${sample}, ${layer.name}`).toEqual(expected[sample].get(layer.tensor));
      }
    }
  });
});
