// Operators that move values or speak of shapes: PAD, RESHAPE and its kin, and those of whole numbers, which are folded into constants.
import { grouped } from '../../proto/numbers.ts';
import type { PadOperation } from '../quantize/quantized-network.ts';
import type { Activation } from './graph.ts';
import type { Site } from './site.ts';
import { type Dims, isSample, toShape } from './tensors.ts';
import { checkSameQuantization } from './translate-pooling.ts';

/** Input 1: [axes, 2] of rows and so on before and after. PADV2 has the value in input 2. */
export function translatePad(site: Site): void {
  const input = site.activation(0);
  const numbers = site.wholeNumbers(1);
  const { dims } = input;
  if (numbers.length !== 2 * dims.length || numbers.some((count) => count < 0)) {
    throw site.contradict(`has paddings [${numbers}] for [${dims}]`);
  }
  const all = dims.map((_, axis) => [numbers[2 * axis], numbers[2 * axis + 1]] as const);
  if (dims.length > 1 && (all[0][0] !== 0 || all[0][1] !== 0)) {
    throw site.fail('it pads the batch', 'Pad rows, columns or channels only.');
  }
  if (dims.length > 4) throw site.fail(`it pads [${dims}]`, 'Pad tensors of at most four axes.');
  const padded = dims.map((length, axis) => all[axis][0] + length + all[axis][1]);
  if (numbers.every((count) => count === 0)) {
    translateReshape(site, padded);
    return;
  }
  const output = site.describeOutput(padded);
  checkSameQuantization(site, input, output);
  checkPadValue(site, input);
  const none = [0, 0] as const;
  const [channels = none, columns = none, rows = none] = (dims.length > 1 ? all.slice(1) : all).toReversed();
  const pads: PadOperation['pads'] = [rows, columns, channels];
  site.become({ operator: 'PAD', pads }, [input], output);
}

function checkPadValue(site: Site, input: Activation): void {
  if (!site.has(2)) return;
  const file = site.file(2);
  const value = file.type === 'int8' && file.data.length === 1 ? (file.data[0] << 24) >> 24 : undefined;
  if (site.isConstant(2) && value === input.tensor.zeroPoint) return;
  throw site.fail(
    `it pads with ${value ?? file.type}, not with the zero point ${input.tensor.zeroPoint}`,
    'Pad with zeros (ZeroPadding2D).',
  );
}

/**
 * The same values in the same order: no operation where rows, columns and channels stay what they are, or until they are three axes again.
 * `position`: of the input that is reshaped.
 */
export function translateReshape(site: Site, dims: Dims, position = 0): void {
  const value = site.value(position);
  if (value?.kind === 'constant' || value?.kind === 'probabilities' || value?.kind === 'outside') {
    site.resolve({ ...value, dims });
    return;
  }
  const input = value?.kind === 'reshaped' ? value.source : site.activation(position);
  if (!isSample(dims)) {
    checkSameQuantization(site, input, { tensor: site.describeOutputValues() });
    site.resolve({ kind: 'reshaped', source: input, dims });
    return;
  }
  const output = site.describeOutput(dims);
  checkSameQuantization(site, input, output);
  if (toShape(dims).join() === input.tensor.shape.join()) site.resolve({ ...input, dims });
  else site.become({ operator: 'RESHAPE' }, [input], output);
}

/** The target is input 1, else the option; one −1 in it stands for what is left. */
export function reshapeTarget(site: Site): Dims {
  const target = site.has(1) ? site.wholeNumbers(1) : site.optionNumbers('newShape');
  return completeShape(site, target);
}

function completeShape(site: Site, target: readonly number[]): Dims {
  const total = countElements(site);
  const known = target.reduce((product, length) => (length === -1 ? product : product * length), 1);
  const completed = target.map((length) => (length === -1 ? total / known : length));
  const valid =
    target.length <= 8 &&
    target.filter((length) => length === -1).length <= 1 &&
    completed.every((length) => Number.isInteger(length) && length >= 1) &&
    completed.reduce((product, length) => product * length, 1) === total;
  if (!valid) throw site.contradict(`reshapes ${grouped(total)} elements to [${target}]`);
  return completed;
}

function countElements(site: Site): number {
  return site.dims(0).reduce((product, length) => product * length, 1);
}

/** Input 1: where a dimension of 1 is put in. */
export function expandedDims(site: Site): Dims {
  const dims = site.dims(0);
  const [axis, ...more] = site.wholeNumbers(1);
  const at = axis < 0 ? axis + dims.length + 1 : axis;
  if (more.length > 0 || !(at >= 0 && at <= dims.length)) throw site.contradict(`expands [${dims}] at axis ${axis}`);
  return dims.toSpliced(at, 0, 1);
}

/** Option 0: the axes to leave out, else all that are 1. */
export function squeezedDims(site: Site): Dims {
  const dims = site.dims(0);
  const axes = new Set(site.optionNumbers('squeezeDims').map((axis) => (axis < 0 ? axis + dims.length : axis)));
  const leaves = (length: number, axis: number) => (axes.size > 0 ? axes.has(axis) : length === 1);
  if ([...axes].some((axis) => dims[axis] !== 1)) throw site.contradict(`squeezes axes [${[...axes]}] of [${dims}]`);
  return dims.filter((length, axis) => !leaves(length, axis));
}

export function foldShape(site: Site): void {
  const dims = site.dims(0);
  site.resolve({ kind: 'constant', values: dims, dims: [dims.length] });
}

export function foldRank(site: Site): void {
  site.resolve({ kind: 'constant', values: [site.dims(0).length], dims: [] });
}
