// STRIDED_SLICE, PACK, GATHER, CONCATENATION and REDUCE_PROD of whole numbers, which converters emit where a shape is computed. Their result is
// known when importing; they never become operations.
import { grouped } from '../../proto/numbers.ts';
import type { Site } from './site.ts';

/** begin, end and strides are inputs 1 to 3; a mask's bit takes the whole axis, or drops it (shrink). */
export function foldStridedSlice(site: Site): void {
  const values = numbersOf(site, 0);
  const ranges = [1, 2, 3].map((position) => site.wholeNumbers(position));
  const [[begin], [end], [stride]] = ranges;
  const names = ['beginMask', 'endMask', 'ellipsisMask', 'newAxisMask', 'shrinkAxisMask'] as const;
  const [beginMask, endMask, ellipsisMask, newAxisMask, shrinkMask] = names.map((name) => site.option(name));
  if (ellipsisMask !== 0 || newAxisMask !== 0 || stride !== 1 || ranges.some(({ length }) => length !== 1)) {
    throw site.fail(
      `it slices a shape with stride ${stride} or new axes`,
      'Use reshaping layers with constant shapes.',
    );
  }
  const clamp = (at: number) => Math.min(values.length, Math.max(0, at < 0 ? at + values.length : at));
  if ((shrinkMask & 1) !== 0) {
    const value = values[begin < 0 ? begin + values.length : begin];
    if (value === undefined) throw site.contradict(`takes element ${begin} of ${values.length}`);
    site.resolve({ kind: 'constant', values: [value], dims: [] });
    return;
  }
  const sliced = values.slice(
    (beginMask & 1) !== 0 ? 0 : clamp(begin),
    (endMask & 1) !== 0 ? values.length : clamp(end),
  );
  site.resolve({ kind: 'constant', values: sliced, dims: [sliced.length] });
}

/** Scalars to a vector. */
export function foldPack(site: Site): void {
  const values = allInputs(site);
  if (values.length !== site.operator.inputs.length) throw site.contradict('packs values that are not scalars');
  site.resolve({ kind: 'constant', values, dims: [values.length] });
}

/** Input 1: which numbers to take. */
export function foldGather(site: Site): void {
  const numbers = numbersOf(site, 0);
  const indices = site.wholeNumbers(1);
  const values = indices.map((index) => numbers[index] ?? Number.NaN);
  if (values.some(Number.isNaN)) throw site.contradict(`gathers from ${grouped(numbers.length)} numbers`);
  site.resolve({ kind: 'constant', values, dims: site.file(1).shape });
}

export function foldConcatenation(site: Site): void {
  const values = allInputs(site);
  site.resolve({ kind: 'constant', values, dims: [values.length] });
}

export function foldProduct(site: Site): void {
  const product = numbersOf(site, 0).reduce((total, value) => total * value, 1);
  const keepsDims = site.option('keepDims') !== 0;
  site.resolve({ kind: 'constant', values: [product], dims: keepsDims ? [1] : [] });
}

/** At most 64 numbers. */
function allInputs(site: Site): number[] {
  const values = site.operator.inputs.slice(0, 64).flatMap((_, position) => numbersOf(site, position));
  if (values.length > 64) throw site.contradict(`folds ${grouped(values.length)} numbers`);
  return values;
}

function numbersOf(site: Site, position: number): number[] {
  if (site.isConstant(position)) return site.wholeNumbers(position);
  throw site.fail(
    'it works on activations',
    'It is imported only where it computes a shape; build the model without slicing and stacking layers.',
  );
}
