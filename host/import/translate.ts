// The one list of the operators that are imported, each with its translation into operations or constants.
import { replacementOf } from './builtin-operators.ts';
import { foldGather, foldPack, foldProduct, foldStridedSlice } from './fold-constants.ts';
import type { Graph } from './graph.ts';
import { Site } from './site.ts';
import type { TfliteOperator } from './tflite-schema.ts';
import { translateArithmetic } from './translate-arithmetic.ts';
import { translateConcatenation } from './translate-concatenation.ts';
import { translateDequantize, translateQuantize } from './translate-edges.ts';
import { translateActivation, translateLeakyRelu, translateRescaling } from './translate-elementwise.ts';
import { translateMean, translatePool } from './translate-pooling.ts';
import { translatePrelu } from './translate-prelu.ts';
import { translateReduceMax } from './translate-reduce-max.ts';
import {
  expandedDims,
  foldRank,
  foldShape,
  reshapeTarget,
  squeezedDims,
  translatePad,
  translateReshape,
} from './translate-shapes.ts';
import { translateSoftmax } from './translate-softmax.ts';
import {
  translateBroadcast,
  translatePack,
  translateSlice,
  translateSplit,
  translateStridedSlice,
  translateTile,
  translateTranspose,
  translateUnpack,
} from './translate-views.ts';
import { translateConvolution, translateDepthwiseConvolution, translateFullyConnected } from './translate-weighted.ts';

const translations: Readonly<Record<string, (site: Site) => void>> = {
  CONV_2D: translateConvolution,
  DEPTHWISE_CONV_2D: translateDepthwiseConvolution,
  FULLY_CONNECTED: translateFullyConnected,
  ADD: (site) => translateArithmetic(site, 'ADD'),
  SUB: (site) => translateArithmetic(site, 'SUB'),
  MUL: (site) => translateArithmetic(site, 'MUL'),
  PRELU: translatePrelu,
  AVERAGE_POOL_2D: (site) => translatePool(site, 'AVERAGE_POOL_2D'),
  MAX_POOL_2D: (site) => translatePool(site, 'MAX_POOL_2D'),
  MEAN: translateMean,
  REDUCE_MAX: translateReduceMax,
  PAD: translatePad,
  PADV2: translatePad,
  RESHAPE: (site) => translateReshape(site, reshapeTarget(site)),
  EXPAND_DIMS: (site) => translateReshape(site, expandedDims(site)),
  SQUEEZE: (site) => translateReshape(site, squeezedDims(site)),
  LOGISTIC: (site) => translateActivation(site, 'LOGISTIC'),
  TANH: (site) => translateActivation(site, 'TANH'),
  HARD_SWISH: (site) => translateActivation(site, 'HARD_SWISH'),
  LEAKY_RELU: translateLeakyRelu,
  RELU: (site) => translateRescaling(site, 'RELU'),
  RELU6: (site) => translateRescaling(site, 'RELU6'),
  QUANTIZE: translateQuantize,
  DEQUANTIZE: translateDequantize,
  SOFTMAX: translateSoftmax,
  STRIDED_SLICE: (site) => (site.isConstant(0) ? foldStridedSlice : translateStridedSlice)(site),
  PACK: (site) => (site.isConstant(0) ? foldPack : translatePack)(site),
  UNPACK: translateUnpack,
  SLICE: translateSlice,
  SPLIT: (site) => translateSplit(site, 1),
  SPLIT_V: (site) => translateSplit(site, 0),
  TILE: translateTile,
  BROADCAST_TO: translateBroadcast,
  TRANSPOSE: translateTranspose,
  SHAPE: foldShape,
  RANK: foldRank,
  GATHER: foldGather,
  CONCATENATION: translateConcatenation,
  REDUCE_PROD: foldProduct,
};

/** Throws `TfliteOperatorError`, `TfliteTensorError`, `TfliteGraphError`. */
export function translateOperator(graph: Graph, operator: TfliteOperator): void {
  const site = new Site(graph, operator);
  const translate = Object.hasOwn(translations, operator.name) ? translations[operator.name] : undefined;
  if (translate === undefined) {
    throw site.fail('the core does not support this operator', replacementOf(operator.name.split(' ')[0]));
  }
  translate(site);
}
