// The package's public API: the functions that the commands are made of. Importing it is quick and needs no TensorFlow: whatever does is
// loaded when it is first called.

export type { Bridge, BridgeEvent, BridgeOptions } from '../device-bridge/daemon/bridge.ts';
export { createFramedLink } from '../device-bridge/link/framed-link.ts';
export type { BytePort, Clock, Link } from '../device-bridge/link/link.ts';
export type { MqttLinkOptions } from '../device-bridge/link/mqtt-link.ts';
export { openSerialPort } from '../device-bridge/link/serial-port.ts';
export type { Observation, ObservationSource, WatchEvent } from '../device-bridge/monitor/observation.ts';
export type { PredictionStreamOptions } from '../device-bridge/monitor/prediction-stream.ts';
export { type Board, type OpenBoardOptions, openBoard } from '../device-bridge/session/board.ts';
export type { FlashEvent, FlashImage, FlashOptions, FlashResult } from '../device-bridge/session/flash.ts';
export type { InferOptions, Sample, SamplePrediction } from '../device-bridge/session/sample.ts';
export { type BoardTarget, BoardUrlError, parseBoardUrl } from './cli/board-url.ts';
export type { RetortConfig } from './cli/config-schema.ts';
export { ConfigError, defineConfig } from './cli/define-config.ts';
export type { DataSettings, Fit } from './dataset/data-settings.ts';
export {
  createDataset,
  type Dataset,
  type Preprocessing,
  type Samples,
  type Shape,
  type Source,
  type Split,
  type StreamedSplit,
} from './dataset/dataset.ts';
export { datasetNames, loadDataset } from './dataset/load.ts';
export { readPicture } from './dataset/picture.ts';
export { openPixelFile, type PixelFile, type PixelFileOptions } from './dataset/pixel-file.ts';
export { drawQuestion, joinQuestion, type Vocabulary } from './dataset/question.ts';
export type { Reading, Unused } from './dataset/reading.ts';
export { type HintonSettings, hintonTerms, type StudentRecipe } from './distill/hinton.ts';
export { type CoreDescription, cores } from './image/core-description.ts';
export { decodeOutput } from './image/decode-output.ts';
export { describeImage, type ImageDescription } from './image/describe.ts';
export { encodeInput } from './image/encode-input.ts';
export { type PackOptions, packStudentImage } from './image/pack.ts';
export { readStudentImage, requireCore } from './image/read.ts';
export type { ImageLayer, StudentImage } from './image/student-image.ts';
export { type ImportedFloatModel, importFloatTflite } from './import/float/import-float-tflite.ts';
export { importTflite } from './import/import-tflite.ts';
export type { Cell, CellConfiguration, CellFigures } from './lab/cell.ts';
export type { ComparisonPlan, LabEvent } from './lab/compare-methods.ts';
export type { LabTeacher, MethodContext, Stage } from './lab/method.ts';
export type { Bench } from './lab/run-cell.ts';
export { type Summary, summarizeCells } from './lab/summarize.ts';
export { softmax } from './network/logits.ts';
export { networkNamed } from './network/named-networks.ts';
export type { Layer, Network, TrainedNetwork, Weights } from './network/network.ts';
export { countMacs, countParameters, inferShapes } from './network/shapes.ts';
export { loadTrainedNetwork, saveTrainedNetwork } from './network/trained-network-file.ts';
export { type LinkPlan, planLink } from './plan/link-time.ts';
export { type ImagePlan, planImage, planNetwork } from './plan/plan-image.ts';
export { type InputBits, toInputLevels } from './quantize/input-levels.ts';
export type { QuantizedNetwork, QuantizedOperation } from './quantize/quantized-network.ts';
export { loadQuantizedNetwork, saveQuantizedNetwork } from './quantize/quantized-network-file.ts';
export type { Rounding, RoundingEvent, RoundingOptions } from './quantize/round-kernels.ts';
export { quantizeForImage, quantizeInput } from './reference/quantize-input.ts';
export { createReference, type Reference } from './reference/reference.ts';
export { softmaxInt8 } from './reference/softmax.ts';
export type { FoundBox } from './task/boxes.ts';
export { classification } from './task/classification.ts';
export { answerToBoxes, type DetectionTask, detection } from './task/detection.ts';
export { type Answer, type Score, scoreOutputs, type Task } from './task/task.ts';
export { loadTeacherOutputs, logitsOf, saveTeacherOutputs, type TeacherOutputs } from './teacher/teacher-outputs.ts';
export type { Augmentation } from './train/augmentation.ts';
export type { DreamEvent, DreamLoss, DreamOptions } from './train/dream.ts';
export type { Recipe } from './train/recipe.ts';
export type { Schedule } from './train/schedule.ts';
export type { TrainingEvent } from './train/training-events.ts';
export { type TrainingWarning, watchTraining } from './train/watch.ts';
export { findFirstDifference, type LayerDifference } from './validate/first-difference.ts';
export type { Prediction } from './validate/prediction.ts';
export { computeReferenceLogits } from './validate/reference-logits.ts';
export type { ReportContent } from './validate/report/report-content.ts';
export { type Proportion, proportionOf } from './validate/statistics.ts';
export { type LayerProbe, type TracedLayer, traceLayers } from './validate/trace-layers.ts';
export {
  type Expectations,
  LogitCountError,
  type Mismatch,
  SampleIdError,
  type ValidationResult,
  validatePredictions,
} from './validate/validate.ts';

export const startBridge = lazily(async () => (await import('../device-bridge/daemon/bridge.ts')).startBridge);
export const startEmbeddedBroker = lazily(
  async () => (await import('../device-bridge/daemon/embedded-broker.ts')).startEmbeddedBroker,
);
export const openMqttLink = lazily(async () => (await import('../device-bridge/link/mqtt-link.ts')).openMqttLink);
export const openPredictionStream = lazily(
  async () => (await import('../device-bridge/monitor/prediction-stream.ts')).openPredictionStream,
);
export const trainNetwork = lazily(async () => (await import('./train/train.ts')).trainNetwork);
export const computeLogits = lazily(async () => (await import('./train/evaluate.ts')).computeLogits);
export const computeTeacherOutputs = lazily(
  async () => (await import('./teacher/teacher-outputs.ts')).computeTeacherOutputs,
);
export const dreamInputs = lazily(async () => (await import('./train/dream.ts')).dreamInputs);
export const compareMethods = lazily(async () => (await import('./lab/compare-methods.ts')).compareMethods);
export const loadStudent = lazily(async () => (await import('./lab/run-cell.ts')).loadStudent);
export const withholdTest = lazily(async () => (await import('./lab/withhold-test.ts')).withholdTest);
export const makeQuantizationAware = lazily(
  async () => (await import('./quantize/quantization-aware.ts')).makeQuantizationAware,
);
export const roundKernels = lazily(async () => (await import('./quantize/round-kernels.ts')).roundKernels);
export const quantizeNetwork = lazily(async () => (await import('./quantize/quantize.ts')).quantizeNetwork);
export const renderReport = lazily(async () => (await import('./validate/report/report.ts')).renderReport);

/** A function that loads the real one at its first call. */
function lazily<Parameters extends unknown[], Result>(
  load: () => Promise<(...parameters: Parameters) => Result | Promise<Result>>,
): (...parameters: Parameters) => Promise<Result> {
  return async (...parameters) => (await load())(...parameters);
}
