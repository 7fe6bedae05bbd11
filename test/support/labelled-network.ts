// A small quantized classifier, packed as the commands pack one: for tests of the image file.
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { makeRandomNetwork } from './random-networks.ts';

/** The first random network from `seed` on that ends in logits. */
function makeClassifier(seed = 1): QuantizedNetwork {
  for (let next = seed; ; next++) {
    const network = makeRandomNetwork(next);
    if (network.output === 'logits') return network;
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
