// The operations of TensorFlow that a model from outside may be made of: they compute tensors from tensors, or move them through variables
// and functions. None reads or writes a file, prints, runs code, opens a connection or outlives the run.

const structure = `
  Const Identity IdentityN NoOp Placeholder PlaceholderV2 PlaceholderWithDefault StopGradient PreventGradient Snapshot
  EnsureShape Shape ShapeN Size Rank`;

const functions = `
  PartitionedCall StatefulPartitionedCall If StatelessIf While StatelessWhile Case StatelessCase
  Switch RefSwitch Merge RefMerge Enter RefEnter Exit RefExit NextIteration RefNextIteration LoopCond ControlTrigger`;

const variables = `
  VarHandleOp ReadVariableOp AssignVariableOp AssignAddVariableOp AssignSubVariableOp VarIsInitializedOp DestroyResourceOp
  DisableCopyOnRead ResourceGather Variable VariableV2 Assign AssignAdd AssignSub IsVariableInitialized RefIdentity`;

const lists = `
  EmptyTensorList TensorListReserve TensorListFromTensor TensorListGetItem TensorListSetItem TensorListPushBack TensorListPopBack
  TensorListStack TensorListLength TensorListElementShape TensorListGather TensorListScatter TensorListConcat TensorListConcatV2
  TensorListResize TensorListScatterIntoExistingList TensorListScatterV2 TensorListSplit TensorArrayConcatV3 TensorArraySplitV3
  TensorArrayV3 TensorArrayReadV3 TensorArrayWriteV3 TensorArrayGatherV3 TensorArrayScatterV3 TensorArraySizeV3 TensorArrayCloseV3`;

const arithmetic = `
  Abs Acos Acosh Add AddN AddV2 AccumulateNV2 Asin Asinh Atan Atan2 Atanh Ceil Cos Cosh Digamma Div DivNoNan Erf Erfc Erfinv Exp Expm1 Floor
  FloorDiv FloorMod Inv Invert IsFinite IsInf IsNan Lgamma Log Log1p Maximum Minimum Mod Mul MulNoNan Neg NextAfter Pow RealDiv Reciprocal
  Rint Round Rsqrt Sigmoid Sign Sin Sinh Softplus Softsign Sqrt Square SquaredDifference Sub Tan Tanh TruncateDiv TruncateMod Xdivy
  Xlog1py Xlogy Equal NotEqual ApproximateEqual Greater GreaterEqual Less LessEqual LogicalAnd LogicalNot LogicalOr Select SelectV2 Where
  BitwiseAnd BitwiseOr BitwiseXor LeftShift RightShift ClipByValue Cumsum Cumprod Complex Real Imag Conj Angle ComplexAbs`;

const networkLayers = `
  AvgPool AvgPool3D BatchNormWithGlobalNormalization BiasAdd BiasAddV1 Conv Conv2D Conv3D Conv2DBackpropInput
  Conv3DBackpropInputV2 DepthwiseConv2d DepthwiseConv2dNative Dilation2D Elu FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3 L2Loss LRN LeakyRelu
  LogSoftmax MaxPool MaxPool3D MaxPoolV2 MaxPoolWithArgmax FractionalAvgPool FractionalMaxPool Prelu Relu Relu6 Selu Softmax
  InTopK InTopKV2 TopK TopKV2 _FusedConv2D _FusedMatMul FusedConv2D FusedDepthwiseConv2dNative
  CudnnRNN CudnnRNNV2 CudnnRNNV3 LSTMBlockCell BlockLSTM BlockLSTMV2 GRUBlockCell`;

const matrices = `
  BatchMatMul BatchMatMulV2 BatchMatMulV3 Cholesky Cross Einsum MatMul MatrixBandPart MatrixDeterminant MatrixDiag MatrixDiagV2
  MatrixDiagV3 MatrixDiagPart MatrixDiagPartV2 MatrixDiagPartV3 MatrixInverse MatrixSetDiag MatrixSetDiagV2 MatrixSetDiagV3 MatrixSolve
  MatrixTriangularSolve Qr Svd Diag DiagPart FFT FFT2D IFFT IFFT2D IRFFT IRFFT2D RFFT RFFT2D`;

const reductions = `
  All Any ArgMax ArgMin Bincount DenseBincount EuclideanNorm Max Mean Min Prod Sum SegmentMax SegmentMean SegmentMin SegmentProd SegmentSum
  UnsortedSegmentMax UnsortedSegmentMin UnsortedSegmentProd UnsortedSegmentSum SparseSegmentMean SparseSegmentSum Unique UniqueV2 ListDiff LowerBound
  UpperBound`;

const shaping = `
  BatchToSpace BatchToSpaceND Bitcast BroadcastArgs BroadcastTo Cast Concat ConcatOffset ConcatV2 DepthToSpace DynamicPartition
  DynamicStitch ExpandDims ExtractImagePatches Fill Gather GatherNd GatherV2 InvertPermutation LinSpace MirrorPad OneHot OnesLike Pack
  Pad PadV2 ParallelConcat ParallelDynamicStitch Range Reshape Reverse ReverseSequence ReverseV2 Roll ScatterNd Slice SpaceToBatch
  SpaceToBatchND SpaceToDepth SparseToDense Split SplitV Squeeze StridedSlice TensorScatterAdd TensorScatterUpdate Tile Transpose
  ConjugateTranspose Unpack Ones Zeros ZerosLike`;

const pictures = `
  AdjustContrastv2 AdjustHue AdjustSaturation CropAndResize HSVToRGB RGBToHSV ImageProjectiveTransformV2 ImageProjectiveTransformV3
  NonMaxSuppressionV2 NonMaxSuppressionV3 NonMaxSuppressionV4 NonMaxSuppressionV5 ResizeArea ResizeBicubic ResizeBilinear ResizeNearestNeighbor
  ScaleAndTranslate`;

const fakeQuantization = `
  Dequantize FakeQuantWithMinMaxArgs FakeQuantWithMinMaxVars FakeQuantWithMinMaxVarsPerChannel QuantizeAndDequantizeV2
  QuantizeAndDequantizeV3 QuantizeAndDequantizeV4 QuantizeV2`;

const randomness = `
  Multinomial RandomStandardNormal RandomUniform RandomUniformInt RandomShuffle TruncatedNormal StatelessMultinomial
  StatelessRandomGetAlg StatelessRandomGetKeyCounter StatelessRandomGetKeyCounterAlg StatelessRandomNormal StatelessRandomNormalV2
  StatelessRandomUniform StatelessRandomUniformV2 StatelessRandomUniformInt StatelessRandomUniformIntV2 StatelessTruncatedNormal
  StatelessTruncatedNormalV2 StatefulUniform StatefulStandardNormalV2 RngReadAndSkip RngSkip`;

/** Of names, as an export's own functions for saving and restoring make them. */
const text = 'ShardedFilename StaticRegexFullMatch StringJoin';

export const allowedOperations: ReadonlySet<string> = new Set(
  [
    structure,
    functions,
    variables,
    lists,
    arithmetic,
    networkLayers,
    matrices,
    reductions,
    shaping,
    pictures,
    fakeQuantization,
    randomness,
    text,
  ]
    .join(' ')
    .trim()
    .split(/\s+/),
);

/** `operations` are foreign names, any number of times. */
export function listOperations(operations: readonly string[]): string {
  const names = [...new Set(operations)];
  const shown = names
    .slice(0, 6)
    .map((name) => (/^[\w>.]{1,80}$/.test(name) ? name : JSON.stringify(name.slice(0, 80))));
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return `${shown.join(', ')}${more}`;
}
