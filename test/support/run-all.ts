// Runs the integer reference over many samples.
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { createReference } from '../../host/reference/reference.ts';

/** `inputs`: `count` samples, one after another. Returns each tensor's values over all samples, one after another, by its name. */
export function runAll(network: QuantizedNetwork, inputs: Int8Array, count: number): Map<string, Int8Array> {
  const reference = createReference(network);
  const length = inputs.length / count;
  const all = new Map<string, Int8Array>();
  for (let sample = 0; sample < count; sample++) {
    for (const [name, values] of reference.runLayers(inputs.subarray(sample * length, (sample + 1) * length))) {
      if (sample === 0) all.set(name, new Int8Array(count * values.length));
      all.get(name)!.set(values, sample * values.length);
    }
  }
  return all;
}
