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
export { composeLoss, type TermSpec } from '../distill/compose-loss.ts';
export { type HintonSettings, hintonTerms, type StudentRecipe } from '../distill/hinton.ts';
export type { TeacherLogits, Teachers } from '../distill/teachers.ts';
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
export type { NetworkView, OperationsLoss } from '../train/loss.ts';
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

/**
 * A network trained on a split of a data set; `composeLoss` makes the loss. The same seed gives the same weights.
 * @throws TrainingSettingError, TrainingDivergedError, NetworkError, TensorFlowMissingError; the signal's reason
 * @example
 * import { composeLoss, computeLogits, loadDataset, networkNamed, scoreOutputs, classification, trainNetwork } from 'retort-fpga/train';
 *
 * const { shape, classes, train, test, preprocessing } = await loadDataset('glyphs');
 * const network = networkNamed('vgg:8-16/2', shape, classes.length);
 * const loss = composeLoss([{ type: 'labels' }], { teachers: [], combine: 'probabilities' });
 * const recipe = { epochs: 2, batchSize: 64, learningRate: 0.01 };
 * const trained = await trainNetwork({ network, split: train, preprocessing, loss, seed: 1, ...recipe });
 * const logits = await computeLogits(trained, test.images, preprocessing);
 * console.log(scoreOutputs(classification(classes), logits, test.labels).value);
 */
export const trainNetwork = lazily(async () => (await import('../train/train.ts')).trainNetwork);
/**
 * Logits, float32 [n, classes], of images [n, rows, columns, channels].
 * @throws NetworkError, WeightsMismatchError, TensorFlowMissingError; the signal's reason
 * @example
 * import { computeLogits, loadDataset, loadTrainedNetwork } from 'retort-fpga/train';
 *
 * const { test, preprocessing } = await loadDataset('glyphs');
 * const { trained } = await loadTrainedNetwork('retort-out/student.safetensors');
 * const logits = await computeLogits(trained, test.images, preprocessing);
 * console.log(logits.length / test.ids.length);
 */
export const computeLogits = lazily(async () => (await import('../train/evaluate.ts')).computeLogits);
/**
 * A teacher's logits of a split by sample id, which soft targets are made of.
 * @throws TeacherOutputsMismatchError where it has another number of outputs than the data's task, TensorFlowMissingError
 * @example
 * import { composeLoss, computeTeacherOutputs, hintonTerms, loadDataset, loadTrainedNetwork, logitsOf } from 'retort-fpga/train';
 *
 * const dataset = await loadDataset('glyphs');
 * const { trained, digest } = await loadTrainedNetwork('retort-out/teacher.safetensors');
 * const outputs = await computeTeacherOutputs(trained, dataset);
 * const teacher = { digest, logitsOf: (ids: Int32Array) => logitsOf(outputs, ids) };
 * const terms = hintonTerms({ alpha: 0.9, temperature: 4 });
 * const loss = composeLoss(terms, { teachers: [teacher], combine: 'probabilities' }); // for trainNetwork
 */
export const computeTeacherOutputs = lazily(
  async () => (await import('../teacher/teacher-outputs.ts')).computeTeacherOutputs,
);
/**
 * Inputs that make a loss of a trained network small, float32 [count, rows, columns, channels], preprocessed: what a network wants to see.
 * @throws TrainingSettingError, NetworkError, LossNotFiniteError; the signal's reason
 * @example
 * import { dreamInputs, loadTrainedNetwork } from 'retort-fpga/train';
 *
 * const { trained } = await loadTrainedNetwork('retort-out/teacher.safetensors');
 * const targets = Float32Array.from({ length: 10 }, (_, i) => (i === 7 ? 1 : 0)); // a seven
 * const pixels = await dreamInputs({ trained, targets, steps: 200, learningRate: 0.05, seed: 1 });
 * console.log(pixels.length);
 */
export const dreamInputs = lazily(async () => (await import('../train/dream.ts')).dreamInputs);
/**
 * The network with batch-norm folded and its rounding to `weightBits` in the graph, to be trained further.
 * @throws UnsupportedLayerTypeError, CalibrationError
 * @example
 * import { loadDataset, loadTrainedNetwork, makeQuantizationAware } from 'retort-fpga/train';
 *
 * const { train, preprocessing } = await loadDataset('glyphs');
 * const { trained } = await loadTrainedNetwork('retort-out/student.safetensors');
 * const calibration = { images: train.images.subarray(0, 500 * 28 * 28) };
 * const aware = await makeQuantizationAware(trained, { weightBits: 8, calibration, preprocessing });
 * console.log(aware.network.layers.map(({ type }) => type)); // its weights are where trainNetwork starts from
 */
export const makeQuantizationAware = lazily(
  async () => (await import('../quantize/quantization-aware.ts')).makeQuantizationAware,
);
