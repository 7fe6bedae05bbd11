// Types that `retort-fpga/board` and `retort-fpga/image` share: images, and the networks in them.
export type { Preprocessing } from '../dataset/dataset.ts';
export type { FeaturePreprocessing, UniformPreprocessing } from '../dataset/preprocessing.ts';
export type { SampleValues } from '../dataset/sample-values.ts';
export type { CoreDescription } from '../image/core-description.ts';
export type {
  CompiledNetwork,
  Head,
  ImageInput,
  ImageLayer,
  ImageProvenance,
  MemoryPlan,
  Quantization,
  Segment,
  StudentImage,
} from '../image/student-image.ts';
export type { InputBits } from '../quantize/input-levels.ts';
export type { QuantizedNetwork, QuantizedOperation } from '../quantize/quantized-network.ts';
export type { InputTensor } from '../reference/quantize-input.ts';
