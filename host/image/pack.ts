// A quantized network and what a user needs to know of it, as a student image file.
import type { Preprocessing } from '../dataset/dataset.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import { encodeQuantizedNetwork } from '../quantize/quantized-network-file.ts';
import { compileNetwork } from './compile.ts';
import { type CoreDescription, up5k } from './core-description.ts';
import { LabelCountError } from './image-errors.ts';
import type { ImageProvenance } from './student-image.ts';
import { writeStudentImage } from './write.ts';

export interface PackOptions {
  readonly quantized: QuantizedNetwork;
  /** The classes' names by index of their logit; none for a network that is not a classifier. */
  readonly labels: readonly string[];
  readonly preprocessing: Preprocessing;
  readonly provenance: ImageProvenance;
  /** up5k where absent. */
  readonly core?: CoreDescription;
}

/**
 * The image file's bytes; the same options give the same bytes. Throws `UnsupportedLayerError`, `ImageTooLargeError`,
 * `TooManyLogitsError`, `LabelCountError`.
 */
export function packStudentImage(options: PackOptions): Uint8Array {
  const { quantized, labels, preprocessing, provenance, core = up5k } = options;
  const compiled = compileNetwork(quantized, core);
  const { logitsCount } = compiled.memory;
  if (labels.length > 0 && labels.length !== logitsCount) throw new LabelCountError(labels.length, logitsCount);
  const input = quantized.tensors.get(quantized.input)!;
  const logits = quantized.tensors.get(quantized.output)!;
  return writeStudentImage({
    ...compiled,
    name: quantized.name,
    input: {
      shape: input.shape,
      quantization: { scale: input.scale, zeroPoint: input.zeroPoint },
      preprocessing,
    },
    labels,
    logitsQuantization: { scale: logits.scale, zeroPoint: logits.zeroPoint },
    provenance,
    network: encodeQuantizedNetwork(quantized, {}),
  });
}
