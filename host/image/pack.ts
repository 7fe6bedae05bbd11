// A quantized network and what a user needs to know of it, as a student image file.
import type { Preprocessing } from '../dataset/dataset.ts';
import type { Vocabulary } from '../dataset/question.ts';
import type { InputBits } from '../quantize/input-levels.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import { encodeQuantizedNetwork } from '../quantize/quantized-network-file.ts';
import { compileNetwork } from './compile.ts';
import { type CoreDescription, up5k } from './core-description.ts';
import { deduceHead } from './deduce-head.ts';
import { classesOf } from './head.ts';
import { LabelCountError } from './image-errors.ts';
import type { Head, ImageProvenance } from './student-image.ts';
import { writeStudentImage } from './write.ts';

export interface PackOptions {
  readonly quantized: QuantizedNetwork;
  /** The names of the head's classes by index, two for a single output, the negative one first; or none. */
  readonly labels: readonly string[];
  /** What the output means; deduced from the network where absent. */
  readonly head?: Head;
  readonly preprocessing: Preprocessing;
  /** Of the questions in the input's last channel; absent where there are none. */
  readonly vocabulary?: Vocabulary;
  readonly provenance: ImageProvenance;
  /** up5k where absent. */
  readonly core?: CoreDescription;
  /** Of each value of an input on the line; 8 where absent. */
  readonly inputBits?: InputBits;
}

/**
 * The bytes of an image file (little-endian, docs/image-format.md); the same options give the same bytes.
 * @throws UnsupportedLayerError, ImageTooLargeError, TooManyLogitsError, LabelCountError
 * @example
 * import { writeFileSync } from 'node:fs';
 * import { coreNamed, loadQuantizedNetwork, packStudentImage } from 'retort-fpga/image';
 *
 * const { quantized } = await loadQuantizedNetwork('retort-out/student.int8.safetensors');
 * const labels = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
 * const preprocessing = { scale: 1 / 255, offset: 0 };
 * const provenance = { toolVersion: '0.1.0' };
 * writeFileSync('student.retort', packStudentImage({ quantized, labels, preprocessing, provenance, core: coreNamed('up5k') }));
 */
export function packStudentImage(options: PackOptions): Uint8Array {
  const { quantized, labels, preprocessing, vocabulary, provenance, core = up5k, inputBits } = options;
  const compiled = compileNetwork(quantized, core, inputBits);
  const { head = deduceHead(quantized, labels.length).head } = options;
  if (labels.length > 0 && labels.length !== classesOf(head)) throw new LabelCountError(labels.length, head);
  const input = quantized.tensors.get(quantized.input)!;
  const logits = quantized.tensors.get(quantized.output)!;
  return writeStudentImage({
    ...compiled,
    name: quantized.name,
    input: {
      shape: input.shape,
      quantization: { scale: input.scale, zeroPoint: input.zeroPoint },
      preprocessing,
      ...(vocabulary && { vocabulary }),
    },
    labels,
    head,
    edges: quantized.edges ?? { input: { type: 'int8' }, output: { type: 'int8' } },
    logitsQuantization: { scale: logits.scale, zeroPoint: logits.zeroPoint },
    provenance,
    network: encodeQuantizedNetwork(quantized, {}),
  });
}
