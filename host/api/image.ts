// `retort-fpga/image`: student images: make them of a quantized network or a .tflite file, read them, run them on the integer reference.
import { lazily } from './lazily.ts';

export { RetortError } from '../../proto/retort-error.ts';
export { boards, coreNamed } from '../image/core-description.ts';
export { decodeOutput } from '../image/decode-output.ts';
export { describeImage, type ImageDescription, type MemoryRegion } from '../image/describe.ts';
export { encodeInput, type InputForm } from '../image/encode-input.ts';
export { type PackOptions, packStudentImage } from '../image/pack.ts';
export { readStudentImage, requireCore } from '../image/read.ts';
export { importTflite } from '../import/import-tflite.ts';
export type { Layer, Network, TrainedNetwork, Weight, Weights } from '../network/network.ts';
export { toInputLevels } from '../quantize/input-levels.ts';
export {
  type LoadedQuantizedNetwork,
  loadQuantizedNetwork,
  saveQuantizedNetwork,
} from '../quantize/quantized-network-file.ts';
export type { Rounding, RoundingEvent, RoundingOptions } from '../quantize/round-kernels.ts';
export { quantizeForImage, quantizeInput } from '../reference/quantize-input.ts';
export { createReference, type Reference } from '../reference/reference.ts';
export { softmaxInt8 } from '../reference/softmax.ts';
export type * from './image-types.ts';

export const quantizeNetwork = lazily(async () => (await import('../quantize/quantize.ts')).quantizeNetwork);
export const roundKernels = lazily(async () => (await import('../quantize/round-kernels.ts')).roundKernels);
