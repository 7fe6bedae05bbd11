// `retort-fpga/image`: student images: make them of a quantized network or a .tflite file, read them, run them on the integer reference.
import { lazily } from './lazily.ts';

export { RetortError } from '../../proto/retort-error.ts';
export { boards, coreNamed } from '../image/core-description.ts';
export { decodeOutput } from '../image/decode-output.ts';
export { describeImage, type ImageDescription, type MemoryRegion } from '../image/describe.ts';
export { encodeInput, type InputForm } from '../image/encode-input.ts';
export { type PackOptions, packStudentImage } from '../image/pack.ts';
export { readStudentImage } from '../image/read.ts';
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

/**
 * The int8 network, per channel, its ranges calibrated on a few hundred training samples.
 * @throws UnsupportedLayerTypeError, ChannelRangeError, CalibrationError, NonFiniteSampleError
 * @example
 * import { writeFileSync } from 'node:fs';
 * import { coreNamed, packStudentImage, quantizeNetwork } from 'retort-fpga/image';
 * import { loadDataset, loadTrainedNetwork } from 'retort-fpga/train';
 *
 * const { train, classes, preprocessing } = await loadDataset('glyphs');
 * const { trained } = await loadTrainedNetwork('retort-out/student.safetensors');
 * const quantized = await quantizeNetwork(trained, { images: train.images.subarray(0, 500 * 28 * 28) }, preprocessing);
 * const provenance = { toolVersion: '0.1.0' };
 * const core = coreNamed('up5k');
 * writeFileSync('student.retort', packStudentImage({ quantized, labels: classes, preprocessing, provenance, core }));
 */
export const quantizeNetwork = lazily(async () => (await import('../quantize/quantize.ts')).quantizeNetwork);
/**
 * The network with every kernel at `weightBits`, rounded to nearest steps or by the optimal brain surgeon, for `quantizeNetwork`.
 * @throws UnsupportedLayerTypeError, CalibrationError, HessianTooLargeError; the signal's reason
 * @example
 * import { quantizeNetwork, roundKernels } from 'retort-fpga/image';
 * import { loadDataset, loadTrainedNetwork } from 'retort-fpga/train';
 *
 * const { train, preprocessing } = await loadDataset('glyphs');
 * const { trained } = await loadTrainedNetwork('retort-out/student.safetensors');
 * const calibration = { images: train.images.subarray(0, 500 * 28 * 28) };
 * const rounded = await roundKernels(trained, { weightBits: 4, rounding: 'surgeon', calibration, preprocessing });
 * console.log((await quantizeNetwork(rounded, calibration, preprocessing)).operations.length);
 */
export const roundKernels = lazily(async () => (await import('../quantize/round-kernels.ts')).roundKernels);
