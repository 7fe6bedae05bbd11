// `retort-fpga/train`: data sets, tasks, networks, and training them. TensorFlow is loaded by the first function that computes with it.
import { lazily } from './lazily.ts';

export { RetortError } from '../../proto/retort-error.ts';
export type { DataOrigin } from '../dataset/data-origin.ts';
export type { CsvValues, DataSettings, Fit } from '../dataset/data-settings.ts';
export {
  createDataset,
  type Dataset,
  type Preprocessing,
  type Samples,
  type Shape,
  type Source,
  type Split,
  type StreamedSplit,
} from '../dataset/dataset.ts';
export { datasetNames, loadDataset } from '../dataset/load.ts';
export type { LoadOptions } from '../dataset/load-options.ts';
export { type PictureSettings, readPicture } from '../dataset/picture.ts';
export { openPixelFile, type PixelFile, type PixelFileOptions } from '../dataset/pixel-file.ts';
export type { FeaturePreprocessing, UniformPreprocessing } from '../dataset/preprocessing.ts';
export { drawQuestion, joinQuestion, type Vocabulary } from '../dataset/question.ts';
export type { CsvDialect, Reading, SplitOrigins, Unused } from '../dataset/reading.ts';
export type { SampleValues } from '../dataset/sample-values.ts';
export type { TermSpec } from '../distill/compose-loss.ts';
export { type HintonSettings, hintonTerms, type StudentRecipe } from '../distill/hinton.ts';
export { type ImportedFloatModel, importFloatTflite } from '../import/float/import-float-tflite.ts';
export { softmax } from '../network/logits.ts';
export { networkNamed } from '../network/named-networks.ts';
export type { Layer, Network, TrainedNetwork, Weight, Weights } from '../network/network.ts';
export { type ActivationShape, countMacs, countParameters, inferShapes } from '../network/shapes.ts';
export { loadTrainedNetwork, saveTrainedNetwork } from '../network/trained-network-file.ts';
export type { QuantizationAwareOptions } from '../quantize/quantization-aware.ts';
export type { FoundBox, LabelledBox } from '../task/boxes.ts';
export { classification } from '../task/classification.ts';
export { answerToBoxes, type DetectionForm, type DetectionTask, detection } from '../task/detection.ts';
export { type Answer, type Measure, type Score, scoreOutputs, type Task } from '../task/task.ts';
export {
  loadTeacherOutputs,
  logitsOf,
  type OutsideOrigin,
  saveTeacherOutputs,
  type TeacherOutputs,
} from '../teacher/teacher-outputs.ts';
export type { Operations } from '../tensorflow/operations.ts';
export type { Augmentation } from '../train/augmentation.ts';
export type { DreamEvent, DreamLoss, DreamOptions } from '../train/dream.ts';
export type { NetworkView } from '../train/loss.ts';
export type { OptimizerName, Recipe } from '../train/recipe.ts';
export type { Schedule } from '../train/schedule.ts';
export type { TrainingOptions } from '../train/train.ts';
export type { EpochEvent, FallbackEvent, StepEvent, TrainingEvent } from '../train/training-events.ts';
export {
  type LayerWarning,
  type MemorizingWarning,
  type TermWarning,
  type TrainingWarning,
  watchTraining,
} from '../train/watch.ts';

export const trainNetwork = lazily(async () => (await import('../train/train.ts')).trainNetwork);
export const computeLogits = lazily(async () => (await import('../train/evaluate.ts')).computeLogits);
export const computeTeacherOutputs = lazily(
  async () => (await import('../teacher/teacher-outputs.ts')).computeTeacherOutputs,
);
export const dreamInputs = lazily(async () => (await import('../train/dream.ts')).dreamInputs);
export const makeQuantizationAware = lazily(
  async () => (await import('../quantize/quantization-aware.ts')).makeQuantizationAware,
);
