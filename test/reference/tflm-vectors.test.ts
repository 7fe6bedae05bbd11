import { describe, expect, it } from 'vitest';
import { createReference, createSpecification } from '../../host/reference/reference.ts';
import { readTflmVector, tflmVectorNames, tflmVectorsMissing } from '../support/tflm-vectors.ts';

const found = tflmVectorNames.length > 0;

describe.skipIf(!found)(`reference against TensorFlow Lite Micro${found ? '' : ` (${tflmVectorsMissing})`}`, () => {
  it('finds all twenty networks', () => {
    expect(tflmVectorNames).toHaveLength(20);
  });

  const cases = tflmVectorNames.flatMap((name) => [
    [name, 'kernels', createReference] as const,
    [name, 'TypeScript', createSpecification] as const,
  ]);
  it.each(cases)('computes every value of %s in %s', (name, _, create) => {
    const { network, inputs, expected } = readTflmVector(name);
    const reference = create(network);
    for (const [sample, input] of inputs.entries()) {
      const layers = reference.runLayers(input);
      for (const [tensor, values] of expected[sample]) {
        expect(layers.get(tensor), `sample ${sample}, tensor ${tensor}`).toEqual(values);
      }
      expect(reference.run(input)).toEqual(expected[sample].get(network.output));
    }
  });
});
