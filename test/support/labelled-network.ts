// A small quantized classifier, packed as the commands pack one: for tests of the image file.
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { makeRandomNetwork } from './random-networks.ts';

/** The first random network from `seed` on that ends fully connected, with three classes or more. */
function makeClassifier(seed = 1): QuantizedNetwork {
  for (let next = seed; ; next++) {
    const network = makeRandomNetwork(next);
    const classes = network.tensors.get(network.output)!.shape[2];
    if (network.operations.at(-1)!.operator === 'FULLY_CONNECTED' && classes > 2) return network;
  }
}

export function makePackOptions(quantized: QuantizedNetwork = makeClassifier()) {
  const classes = quantized.tensors.get(quantized.output)!.shape[2];
  return {
    quantized,
    labels: Array.from({ length: classes }, (_, i) => `class ${i}`),
    preprocessing: { scale: 1 / 255, offset: 0 },
    provenance: {
      toolVersion: '0.1.0',
      teacherDigest: 'ab'.repeat(32),
      datasetName: 'glyphs',
      studentAccuracy: 0.98,
    },
  };
}
