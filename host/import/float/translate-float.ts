// The one list of the operators of float models, each with its translation into layers.
import type { Activation, BatchNorm } from '../../network/network.ts';
import { slide } from '../../network/shapes.ts';
import type { Dims } from '../tensors.ts';
import type { TfliteOperator } from '../tflite-schema.ts';
import type { FloatActivation, FloatGraph } from './float-graph.ts';
import { FloatSite, giveAsSavedModel, isInput } from './float-site.ts';
import { convertToFloat } from './float-tensors.ts';
import { translateFloatConvolution, translateFloatDense, translateFloatDepthwise } from './translate-float-weighted.ts';

const translations: Readonly<Record<string, (site: FloatSite) => void>> = {
  CONV_2D: translateFloatConvolution,
  DEPTHWISE_CONV_2D: translateFloatDepthwise,
  FULLY_CONNECTED: translateFloatDense,
  AVERAGE_POOL_2D: (site) => translatePool(site, 'averagePool2d'),
  MAX_POOL_2D: (site) => translatePool(site, 'maxPool2d'),
  MEAN: translateMean,
  ADD: translateAdd,
  SUB: (site) => translateAffine(site, (values) => ({ beta: values.map((value) => -value) })),
  MUL: (site) => translateAffine(site, (values) => ({ gamma: values })),
  RELU: (site) => activate(site, site.activation(0), 'relu'),
  RELU6: (site) => activate(site, site.activation(0), 'relu6'),
  PAD: translatePad,
  RESHAPE: translateReshape,
  SQUEEZE: translateReshape,
  EXPAND_DIMS: translateReshape,
  SOFTMAX: translateSoftmax,
  DEQUANTIZE: translateDequantize,
  QUANTIZE: translateQuantize,
  SHAPE: (site) => void site.resolve({ kind: 'shape' }),
  STRIDED_SLICE: passShape,
  PACK: passShape,
  GATHER: passShape,
  CONCATENATION: translateConcatenation,
  REDUCE_PROD: passShape,
};

/** Throws `TfliteOperatorError`, `TfliteTensorError`, `TfliteGraphError`. */
export function translateFloatOperator(graph: FloatGraph, operator: TfliteOperator): void {
  const site = new FloatSite(graph, operator);
  if (!Object.hasOwn(translations, operator.name))
    throw site.fail('Retort has no layer that computes it', giveAsSavedModel);
  translations[operator.name](site);
}

/** Of the model's input where that is quantized, or of constants that are stored in fewer bits. */
function translateDequantize(site: FloatSite): void {
  const value = site.value(0);
  site.resolve(value?.kind === 'quantized' ? value.inner : { kind: 'constant', ...site.constant(0) });
}

/** At the model's end it comes off: a teacher's outputs stay as fine as they are. */
function translateQuantize(site: FloatSite): void {
  const value = site.value(0);
  if (!site.endsModel()) {
    throw site.fail('what follows is computed in integers, but a teacher is computed in float32', convertToFloat);
  }
  site.resolve(value?.kind === 'probabilities' ? value : site.activation(0, true));
}

function translatePool(site: FloatSite, type: 'averagePool2d' | 'maxPool2d'): void {
  const input = site.image(0);
  const strides = site.pair('stride');
  const pool = site.pair('filter');
  const padding = site.padding() === 'SAME' ? 'same' : 'valid';
  const size = slide([input.shape[0], input.shape[1]], pool, strides, padding);
  if (site.activationOption() !== 'linear') throw site.fail('an activation is fused into it', giveAsSavedModel);
  site.become({ type, name: site.layerName, inputs: [input.layer], pool, strides, padding }, {}, [
    1,
    ...size,
    input.shape[2],
  ]);
}

/** Over rows and columns. */
function translateMean(site: FloatSite): void {
  const input = site.image(0);
  const axes = site.wholeNumbers(1).map((axis) => (axis < 0 ? axis + 4 : axis));
  if (axes.sort().join() !== '1,2') throw site.fail(`it averages over the axes [${axes}]`, giveAsSavedModel);
  const channels = input.shape[2];
  const dims = site.option('keepDims') === 0 ? [1, channels] : [1, 1, 1, channels];
  site.become({ type: 'globalAveragePool', name: site.layerName, inputs: [input.layer] }, {}, dims);
}

function translateAdd(site: FloatSite): void {
  if (site.isConstant(0) || site.isConstant(1)) {
    translateAffine(site, (values) => ({ beta: values }));
    return;
  }
  const [left, right] = [site.activation(0), site.activation(1)];
  if (left.dims.join() !== right.dims.join()) {
    throw site.fail(`it adds [${left.dims}] and [${right.dims}]`, giveAsSavedModel);
  }
  const activation = site.activationOption();
  site.become({ type: 'add', name: site.layerName, inputs: [left.layer, right.layer], activation }, {}, left.dims);
}

/** A constant for all or one for each channel, as a batch-norm without any other effect. */
function translateAffine(
  site: FloatSite,
  toWeights: (values: Float32Array) => { gamma?: Float32Array; beta?: Float32Array },
): void {
  const constantFirst = site.isConstant(0);
  if (constantFirst && site.operator.name === 'SUB') throw site.fail('it subtracts from a constant', giveAsSavedModel);
  const input = site.activation(constantFirst ? 1 : 0);
  if (!constantFirst && !site.isConstant(1)) {
    throw site.fail('both of its inputs are computed from the sample', giveAsSavedModel);
  }
  const { values, dims } = site.constant(constantFirst ? 0 : 1);
  const channels = input.shape[2];
  if (values.length !== 1 && (values.length !== channels || dims.at(-1) !== channels)) {
    throw site.fail(`its constant [${dims}] is not one number for each of ${channels} channels`, giveAsSavedModel);
  }
  const spread = values.length === 1 ? new Float32Array(channels).fill(values[0]) : values;
  scale(site, input, toWeights(spread), site.activationOption());
}

function activate(site: FloatSite, input: FloatActivation, activation: Activation): void {
  scale(site, input, {}, activation);
}

/** gamma · x + beta, exactly: mean 0, variance 1, epsilon 0. */
function scale(
  site: FloatSite,
  input: FloatActivation,
  { gamma, beta }: { gamma?: Float32Array; beta?: Float32Array },
  activation: Activation,
): void {
  const shape = [input.shape[2]];
  const filled = (value: number) => new Float32Array(shape[0]).fill(value);
  const weights = { gamma: gamma ?? filled(1), beta: beta ?? filled(0), mean: filled(0), variance: filled(1) };
  const layer: BatchNorm = { type: 'batchNorm', name: site.layerName, inputs: [input.layer], epsilon: 0, activation };
  const shaped = Object.fromEntries(Object.entries(weights).map(([name, data]) => [name, { shape, data }]));
  site.become(layer, shaped, input.dims);
}

/** Input 1: [axes, 2], before and after. */
function translatePad(site: FloatSite): void {
  const inner = site.image(0);
  const counts = site.wholeNumbers(1);
  const pads = [0, 1, 2, 3].map((axis) => [counts[2 * axis], counts[2 * axis + 1]] as const);
  const valid =
    counts.length === 8 &&
    counts.every((count) => count >= 0) &&
    [...pads[0], ...pads[3]].every((count) => count === 0);
  if (!valid) throw site.fail(`it pads [${inner.dims}] by [${counts}]`, giveAsSavedModel);
  const dims = inner.dims.map((length, axis) => pads[axis][0] + length + pads[axis][1]);
  site.resolve({ kind: 'padded', inner, pads: pads.slice(1, 3), dims });
}

/** Values stay in their order: no layer. The target is what the file says of the output, with the open batch as 1. */
function translateReshape(site: FloatSite): void {
  const value = site.value(0);
  const { shape, signature } = site.outputFile();
  const length = (dims: Dims) => dims.reduce((product, size) => product * size, 1);
  if (value?.kind === 'probabilities') {
    site.resolve({ ...value, dims: [1, ...shape.slice(1)] });
    return;
  }
  const input = site.activation(0, true);
  const dims = shape.map((size, axis) => (axis === 0 && signature[0] === -1 ? 1 : size));
  if (length(dims) !== length(input.dims))
    throw site.fail(`it reshapes [${input.dims}] to [${dims}]`, giveAsSavedModel);
  const first = isInput(input) && site.graph.layers.length === 0;
  site.resolve(first ? site.graph.reshapeInput(dims) : { ...input, dims });
}

/** Of channels, or of the numbers of a shape. */
function translateConcatenation(site: FloatSite): void {
  if (joinsShape(site)) {
    passShape(site);
    return;
  }
  const inputs = site.operator.inputs.map((_, position) => site.activation(position));
  const [{ dims }] = inputs;
  const axis = site.option('axis');
  if (axis !== -1 && axis !== dims.length - 1) throw site.fail(`it joins along axis ${axis}`, giveAsSavedModel);
  if (site.activationOption() !== 'linear') throw site.fail('an activation is fused into it', giveAsSavedModel);
  if (inputs.length < 2 || inputs.some((other) => other.dims.slice(0, -1).join() !== dims.slice(0, -1).join())) {
    throw site.contradict(`joins ${inputs.map((input) => `[${input.dims}]`).join(' and ')}`);
  }
  const channels = inputs.reduce((sum, { shape }) => sum + shape[2], 0);
  const layer = { type: 'concatenate', name: site.layerName, inputs: inputs.map((input) => input.layer) } as const;
  site.become(layer, {}, [...dims.slice(0, -1), channels]);
}

function joinsShape(site: FloatSite): boolean {
  return site.operator.inputs.some((_, position) => site.has(position) && site.value(position)?.kind === 'shape');
}

function passShape(site: FloatSite): void {
  if (!joinsShape(site)) throw site.fail('Retort has no layer that computes it', giveAsSavedModel);
  site.resolve({ kind: 'shape' });
}

/** At the end alone. What enters it are the logits. */
function translateSoftmax(site: FloatSite): void {
  const logits = site.activation(0);
  const beta = site.option('beta');
  if (beta !== 1) throw site.fail(`its beta is ${beta}`, giveAsSavedModel);
  site.resolve({ kind: 'probabilities', logits, dims: logits.dims });
}
