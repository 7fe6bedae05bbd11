import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../host/image/compile.ts';
import { up5k } from '../../host/image/core-description.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { UnsupportedLayerError } from '../../host/image/image-errors.ts';
import { simulateCore } from '../support/core-simulator.ts';
import { readLayerOutput } from '../support/layer-output.ts';
import { readTflmVector, tflmVectorNames, tflmVectorsMissing } from '../support/tflm-vectors.ts';

const unsupported = /^(add|logistic|tanh|hard-swish)/;
const supported = tflmVectorNames.filter((name) => !unsupported.test(name));
const found = tflmVectorNames.length > 0;

describe.skipIf(!found)(`compiled TFLM vectors on the simulated core${found ? '' : ` (${tflmVectorsMissing})`}`, () => {
  it('covers every vector but additions and tables', () => {
    expect(supported).toHaveLength(15);
  });

  it.each(supported)('computes %s as TensorFlow Lite Micro does', (name) => {
    const { network, inputs, expected } = readTflmVector(name);
    const compiled = compileNetwork(network, up5k);
    const input = { shape: network.tensors.get(network.input)!.shape, layout: compiled.inputLayout };
    for (const [sample, values] of inputs.entries()) {
      const slot = sample % compiled.memory.slotCount;
      const { memory } = simulateCore(compiled.payload, encodeInput({ input }, values), slot);
      for (const [i, layer] of compiled.layers.entries()) {
        const output = network.operations[i].output;
        expect(readLayerOutput(memory, layer), `sample ${sample}, ${layer.name}`).toEqual(expected[sample].get(output));
      }
    }
  });

  it.each(tflmVectorNames.filter((name) => unsupported.test(name)))('refuses %s and names the layer', (name) => {
    const { network } = readTflmVector(name);
    expect(() => compileNetwork(network, up5k)).toThrow(UnsupportedLayerError);
  });
});
