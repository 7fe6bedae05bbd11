import { describe, expect, it } from 'vitest';
import { importTflite } from '../../host/import/import-tflite.ts';
import type { QuantizedNetwork, QuantizedOperation } from '../../host/quantize/quantized-network.ts';
import { createReference } from '../../host/reference/reference.ts';
import { readTflmVector, tflmVectorNames, tflmVectorsMissing } from '../support/tflm-vectors.ts';

/** An operation with its tensors instead of their names, which differ, as does the padding that a window of one pixel would have. */
function describeOperation(operation: QuantizedOperation, { tensors }: QuantizedNetwork): object {
  const describeTensor = (name: string) => ({ ...tensors.get(name)!, name: '' });
  const { name: _, inputs, output, ...rest } = operation;
  const ofOnePixel = 'kernel' in operation && operation.kernel.every((size) => size === 1);
  return {
    ...rest,
    ...(ofOnePixel && { padding: 'any' }),
    inputs: inputs.map(describeTensor),
    output: describeTensor(output),
  };
}

const found = tflmVectorNames.length > 0;

describe.skipIf(!found)(`importTflite${found ? '' : ` (${tflmVectorsMissing})`}`, () => {
  it.each(tflmVectorNames)('makes of %s.tflite the network that its JSON describes', (name) => {
    const { tflite, network } = readTflmVector(name);
    const imported = importTflite(tflite, name);
    expect(imported.operations.map((operation) => describeOperation(operation, imported))).toEqual(
      network.operations.map((operation) => describeOperation(operation, network)),
    );
    expect(imported.softmax).toBeUndefined();
  });

  it.each(tflmVectorNames)('makes of %s.tflite a network whose every value is TensorFlow Lite Micro’s', (name) => {
    const { tflite, network, inputs, expected } = readTflmVector(name);
    const imported = importTflite(tflite, name);
    const reference = createReference(imported);
    for (const [sample, input] of inputs.entries()) {
      const layers = reference.runLayers(input);
      for (const [i, { output }] of imported.operations.entries()) {
        expect(layers.get(output)).toEqual(expected[sample].get(network.operations[i].output));
      }
      expect(reference.run(input)).toEqual(expected[sample].get(network.output));
    }
  });
});
