// Why a .tflite file cannot be imported. Each message says where, what was found there and what to do.

import { RetortError } from '../../proto/retort-error.ts';

/** The file is not a complete TensorFlow Lite flatbuffer: truncated, damaged, or something else. */
export class TfliteFileError extends RetortError {
  readonly code = 'TFLITE_FILE';
  readonly category = 'input';
  override readonly name = 'TfliteFileError';
  readonly source: string;
  constructor(source: string, problem: string) {
    super(
      `${source} is not a complete TensorFlow Lite file: ${problem}. Convert the model again, or copy the file again.`,
    );
    this.source = source;
  }
}

/** An operator that has no place in a quantized network. */
export class TfliteOperatorError extends RetortError {
  readonly code = 'TFLITE_OPERATOR';
  readonly category = 'input';
  override readonly name = 'TfliteOperatorError';
  readonly source: string;
  /** Its place in the file, from 0. */
  readonly index: number;
  readonly operator: string;
  constructor(source: string, index: number, operator: string, reason: string, nextStep: string) {
    super(`${source}: operator ${index} (${operator}) cannot be imported: ${reason}. ${nextStep}`);
    this.source = source;
    this.index = index;
    this.operator = operator;
  }
}

/** A tensor of another type than int8, or whose quantization int8 arithmetic cannot use. */
export class TfliteTensorError extends RetortError {
  readonly code = 'TFLITE_TENSOR';
  readonly category = 'input';
  override readonly name = 'TfliteTensorError';
  readonly source: string;
  readonly tensor: string;
  constructor(source: string, tensor: string, problem: string, nextStep: string) {
    super(`${source}: tensor "${tensor}" ${problem}. ${nextStep}`);
    this.source = source;
    this.tensor = tensor;
  }
}

/**
 * Operators and tensors that do not follow from one another, or a graph that is not a classifier with one input and one
 * output.
 */
export class TfliteGraphError extends RetortError {
  readonly code = 'TFLITE_GRAPH';
  readonly category = 'input';
  override readonly name = 'TfliteGraphError';
  readonly source: string;
  constructor(source: string, problem: string, nextStep = 'Convert the model again; the converter never writes this.') {
    super(`${source}: ${problem}. ${nextStep}`);
    this.source = source;
  }
}

/** What to convert with, for every model that is not int8 throughout. */
export const CONVERT_TO_INT8 =
  'Convert with optimizations = [tf.lite.Optimize.DEFAULT], a representative_dataset, ' +
  'target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8] and inference_input_type = inference_output_type = tf.int8.';
