// TensorFlow Lite's names of its operators by their code (schema.fbs, enum BuiltinOperator of TensorFlow 2.21), and what to use instead of
// those that are not imported.

const NAMES =
  'ADD AVERAGE_POOL_2D CONCATENATION CONV_2D DEPTHWISE_CONV_2D DEPTH_TO_SPACE DEQUANTIZE EMBEDDING_LOOKUP FLOOR ' +
  'FULLY_CONNECTED HASHTABLE_LOOKUP L2_NORMALIZATION L2_POOL_2D LOCAL_RESPONSE_NORMALIZATION LOGISTIC ' +
  'LSH_PROJECTION LSTM MAX_POOL_2D MUL RELU RELU_N1_TO_1 RELU6 RESHAPE RESIZE_BILINEAR RNN SOFTMAX ' +
  'SPACE_TO_DEPTH SVDF TANH CONCAT_EMBEDDINGS SKIP_GRAM CALL CUSTOM EMBEDDING_LOOKUP_SPARSE PAD ' +
  'UNIDIRECTIONAL_SEQUENCE_RNN GATHER BATCH_TO_SPACE_ND SPACE_TO_BATCH_ND TRANSPOSE MEAN SUB DIV SQUEEZE ' +
  'UNIDIRECTIONAL_SEQUENCE_LSTM STRIDED_SLICE BIDIRECTIONAL_SEQUENCE_RNN EXP TOPK_V2 SPLIT LOG_SOFTMAX DELEGATE ' +
  'BIDIRECTIONAL_SEQUENCE_LSTM CAST PRELU MAXIMUM ARG_MAX MINIMUM LESS NEG PADV2 GREATER GREATER_EQUAL ' +
  'LESS_EQUAL SELECT SLICE SIN TRANSPOSE_CONV SPARSE_TO_DENSE TILE EXPAND_DIMS EQUAL NOT_EQUAL LOG SUM SQRT ' +
  'RSQRT SHAPE POW ARG_MIN FAKE_QUANT REDUCE_PROD REDUCE_MAX PACK LOGICAL_OR ONE_HOT LOGICAL_AND LOGICAL_NOT ' +
  'UNPACK REDUCE_MIN FLOOR_DIV REDUCE_ANY SQUARE ZEROS_LIKE FILL FLOOR_MOD RANGE RESIZE_NEAREST_NEIGHBOR ' +
  'LEAKY_RELU SQUARED_DIFFERENCE MIRROR_PAD ABS SPLIT_V UNIQUE CEIL REVERSE_V2 ADD_N GATHER_ND COS WHERE RANK ' +
  'ELU REVERSE_SEQUENCE MATRIX_DIAG QUANTIZE MATRIX_SET_DIAG ROUND HARD_SWISH IF WHILE NON_MAX_SUPPRESSION_V4 ' +
  'NON_MAX_SUPPRESSION_V5 SCATTER_ND SELECT_V2 DENSIFY SEGMENT_SUM BATCH_MATMUL ' +
  'PLACEHOLDER_FOR_GREATER_OP_CODES CUMSUM CALL_ONCE BROADCAST_TO RFFT2D CONV_3D IMAG REAL COMPLEX_ABS ' +
  'HASHTABLE HASHTABLE_FIND HASHTABLE_IMPORT HASHTABLE_SIZE REDUCE_ALL CONV_3D_TRANSPOSE VAR_HANDLE ' +
  'READ_VARIABLE ASSIGN_VARIABLE BROADCAST_ARGS RANDOM_STANDARD_NORMAL BUCKETIZE RANDOM_UNIFORM MULTINOMIAL ' +
  'GELU DYNAMIC_UPDATE_SLICE RELU_0_TO_1 UNSORTED_SEGMENT_PROD UNSORTED_SEGMENT_MAX UNSORTED_SEGMENT_SUM ATAN2 ' +
  'UNSORTED_SEGMENT_MIN SIGN BITCAST BITWISE_XOR RIGHT_SHIFT STABLEHLO_LOGISTIC STABLEHLO_ADD STABLEHLO_DIVIDE ' +
  'STABLEHLO_MULTIPLY STABLEHLO_MAXIMUM STABLEHLO_RESHAPE STABLEHLO_CLAMP STABLEHLO_CONCATENATE ' +
  'STABLEHLO_BROADCAST_IN_DIM STABLEHLO_CONVOLUTION STABLEHLO_SLICE STABLEHLO_CUSTOM_CALL STABLEHLO_REDUCE ' +
  'STABLEHLO_ABS STABLEHLO_AND STABLEHLO_COSINE STABLEHLO_EXPONENTIAL STABLEHLO_FLOOR STABLEHLO_LOG ' +
  'STABLEHLO_MINIMUM STABLEHLO_NEGATE STABLEHLO_OR STABLEHLO_POWER STABLEHLO_REMAINDER STABLEHLO_RSQRT ' +
  'STABLEHLO_SELECT STABLEHLO_SUBTRACT STABLEHLO_TANH STABLEHLO_SCATTER STABLEHLO_COMPARE STABLEHLO_CONVERT ' +
  'STABLEHLO_DYNAMIC_SLICE STABLEHLO_DYNAMIC_UPDATE_SLICE STABLEHLO_PAD STABLEHLO_IOTA STABLEHLO_DOT_GENERAL ' +
  'STABLEHLO_REDUCE_WINDOW STABLEHLO_SORT STABLEHLO_WHILE STABLEHLO_GATHER STABLEHLO_TRANSPOSE DILATE ' +
  'STABLEHLO_RNG_BIT_GENERATOR REDUCE_WINDOW STABLEHLO_COMPOSITE STABLEHLO_SHIFT_LEFT STABLEHLO_CBRT ' +
  'STABLEHLO_CASE';

const names = NAMES.split(' ');

export function nameOperator(code: number): string {
  return names[code] ?? `operator code ${code}`;
}

const SUPPORTED_LAYERS =
  'Build the model of Conv2D, DepthwiseConv2D, Dense, Add, pooling, padding and reshaping layers with ReLU, ReLU6, sigmoid, tanh or hard swish.';

/** TFLM does not run what the converter makes of a dilated convolution then: it pads with 0 for the zero point. */
const OPEN_BATCH =
  'Give the input layer batch_size=1; the converter then writes a dilated convolution as one operator.';

const UPSAMPLING =
  'It enlarges a map, as UpSampling2D, Conv2DTranspose and tf.image.resize do (RESIZE_NEAREST_NEIGHBOR, RESIZE_BILINEAR, TILE, TRANSPOSE_CONV), ' +
  'for which the core has no instruction; build the classifier without it.';
const RECURRENT = 'Use Conv1D layers over a window of the signal in place of recurrent ones.';
const STATE =
  'Export the model for one whole input window; in a streaming model the samples that it remembers become part of the input.';
const CONTROL_FLOW = 'Convert a model without control flow (tf.cond, tf.while_loop).';
const SLICING = 'Build the model without slicing or splitting activations.';
const NORMALIZATION = 'Use BatchNormalization, which the converter folds into the layer before it.';
const ELEMENTWISE = 'Use relu, relu6, LeakyReLU, sigmoid, tanh or hard_swish.';

const replacements: Readonly<Record<string, string>> = {
  MUL: 'Where it is the x · sigmoid(x) of a swish, use hard_swish or relu; scale factors belong in the layer before, as batch-norm puts them.',
  SUB: 'Fold the offset into the bias of the layer before.',
  DIV: 'Fold the factor into the weights of the layer before.',
  LEAKY_RELU: 'Use relu.',
  PRELU: 'Use relu.',
  ELU: ELEMENTWISE,
  GELU: ELEMENTWISE,
  ABS: ELEMENTWISE,
  EXP: ELEMENTWISE,
  SQUARE: ELEMENTWISE,
  MAXIMUM: ELEMENTWISE,
  MINIMUM: ELEMENTWISE,
  REDUCE_MAX: 'Use MaxPooling2D over the whole map in place of GlobalMaxPooling2D.',
  SUM: 'Use GlobalAveragePooling2D; the factor goes into the layer after it.',
  LOG_SOFTMAX: 'End the model in its logits or in SOFTMAX; the largest class is the same.',
  L2_NORMALIZATION: NORMALIZATION,
  LOCAL_RESPONSE_NORMALIZATION: NORMALIZATION,
  RSQRT: NORMALIZATION,
  SQUARED_DIFFERENCE: NORMALIZATION,
  TRANSPOSE: 'Keep the order rows, columns, channels throughout.',
  TRANSPOSE_CONV: UPSAMPLING,
  RESIZE_NEAREST_NEIGHBOR: UPSAMPLING,
  RESIZE_BILINEAR: UPSAMPLING,
  TILE: UPSAMPLING,
  SPLIT: SLICING,
  SPLIT_V: SLICING,
  SLICE: SLICING,
  UNPACK: SLICING,
  BATCH_MATMUL: 'Use Dense with constant weights.',
  QUANTIZE: 'Convert with inference_input_type = inference_output_type = tf.int8.',
  DEQUANTIZE: 'Convert with inference_input_type = inference_output_type = tf.int8.',
  SPACE_TO_BATCH_ND: OPEN_BATCH,
  BATCH_TO_SPACE_ND: OPEN_BATCH,
  ARG_MAX: 'Leave it out: the board finds the largest logit itself.',
  LSTM: RECURRENT,
  RNN: RECURRENT,
  SVDF: RECURRENT,
  UNIDIRECTIONAL_SEQUENCE_LSTM: RECURRENT,
  UNIDIRECTIONAL_SEQUENCE_RNN: RECURRENT,
  BIDIRECTIONAL_SEQUENCE_LSTM: RECURRENT,
  BIDIRECTIONAL_SEQUENCE_RNN: RECURRENT,
  CALL_ONCE: STATE,
  VAR_HANDLE: STATE,
  READ_VARIABLE: STATE,
  ASSIGN_VARIABLE: STATE,
  IF: CONTROL_FLOW,
  WHILE: CONTROL_FLOW,
  CUSTOM: 'Use builtin operators only; the meaning of a custom one is known to its own program alone.',
  DELEGATE: 'Use the file from before a delegate was applied to it.',
};

/** What the model's author can do about an operator that is not imported. */
export function replacementOf(operator: string): string {
  return replacements[operator] ?? SUPPORTED_LAYERS;
}
