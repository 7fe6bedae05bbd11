// A quantized network of which one layer was trained further: other weights and biases, the scales as they were.
import { createRandom } from '../../host/artifact/random.ts';
import type { StudentImage } from '../../host/image/student-image.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';

export function changeLayer(network: QuantizedNetwork, layer: string, seed = 1): QuantizedNetwork {
  const random = createRandom(seed);
  const operations = network.operations.map((operation) => {
    if (operation.name !== layer) return operation;
    if (!('weights' in operation)) throw new Error(`${layer} has no weights`);
    const weights = operation.weights.map(() => random.integer(255) - 127);
    return { ...operation, weights, bias: operation.bias.map((bias) => bias + random.integer(2000) - 1000) };
  });
  return { ...network, operations };
}

/** Of a layer's records, tables and weights in an image. */
export function layerBytes({ segments }: StudentImage, layer: string): number {
  return segments.filter((segment) => segment.layer === layer).reduce((sum, { length }) => sum + length, 0);
}
