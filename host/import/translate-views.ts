// Operators that slice, repeat, split or transpose, where all that they do is to change the shape: every value stays, in the same order.
// Where they do more they are refused.
import { replacementOf } from './builtin-operators.ts';
import type { Site } from './site.ts';
import type { Dims } from './tensors.ts';
import { translateReshape } from './translate-shapes.ts';

const masks = ['beginMask', 'endMask', 'shrinkAxisMask'] as const;

/** begin, end and strides are inputs 1 to 3; a mask's bit takes the whole axis, or drops it (shrink). */
export function translateStridedSlice(site: Site): void {
  const dims = site.dims(0);
  const [begin, end, strides] = [1, 2, 3].map((position) => site.wholeNumbers(position));
  const [beginMask, endMask, shrinkMask] = masks.map((name) => site.option(name));
  const isWhole = (length: number, axis: number) => {
    const bit = 1 << axis;
    if (axis >= begin.length) return (shrinkMask & bit) === 0;
    const first = (beginMask & bit) !== 0 || begin[axis] === 0 || begin[axis] === -length;
    const last = (endMask & bit) !== 0 || end[axis] >= length;
    return strides[axis] === 1 && first && ((shrinkMask & bit) === 0 ? last : length === 1);
  };
  const simple = (['ellipsisMask', 'newAxisMask', 'offset'] as const).every((name) => site.option(name) === 0);
  if (!simple || !dims.every(isWhole)) throw refuse(site, `it takes a part of [${dims}]`);
  translateReshape(
    site,
    dims.filter((_, axis) => (shrinkMask & (1 << axis)) === 0),
  );
}

/** Input 1: where it begins; input 2: how many it takes, −1 for all that follow. */
export function translateSlice(site: Site): void {
  const dims = site.dims(0);
  const [begin, size] = [site.wholeNumbers(1), site.wholeNumbers(2)];
  const whole = dims.every((length, axis) => begin[axis] === 0 && (size[axis] === length || size[axis] === -1));
  if (!whole) throw refuse(site, `it takes [${size}] from [${begin}] on of [${dims}]`);
  translateReshape(site, dims);
}

/** Input 1: how often each axis is repeated. */
export function translateTile(site: Site): void {
  const dims = site.dims(0);
  const repeats = site.wholeNumbers(1);
  if (repeats.some((times) => times !== 1)) throw refuse(site, `it repeats [${dims}] by [${repeats}]`);
  translateReshape(site, dims);
}

/** Input 1: the shape to make. */
export function translateBroadcast(site: Site): void {
  const dims = site.dims(0);
  const target = site.wholeNumbers(1);
  if (target.join() !== dims.join()) throw refuse(site, `it repeats [${dims}] to [${target}]`);
  translateReshape(site, dims);
}

/** Input 1: the input's axis of each axis of the output. Axes of one element may go anywhere. */
export function translateTranspose(site: Site): void {
  const dims = site.dims(0);
  const order = site.wholeNumbers(1);
  const moving = order.filter((axis) => dims[axis] !== 1);
  const inOrder = moving.every((axis, i) => i === 0 || moving[i - 1] < axis);
  const isPermutation = dims.every((_, axis) => order.includes(axis)) && order.length === dims.length;
  if (!isPermutation || !inOrder) throw refuse(site, `it orders the axes of [${dims}] as [${order}]`);
  translateReshape(
    site,
    order.map((axis) => dims[axis]),
  );
}

/** One input along a new axis. */
export function translatePack(site: Site): void {
  const dims = site.dims(0);
  const count = site.operator.inputs.length;
  if (count !== 1) throw refuse(site, `it stacks ${count} tensors of [${dims}]`);
  translateReshape(site, dims.toSpliced(resolveAxis(site.option('axis'), dims.length + 1), 0, 1));
}

/** An axis of one element goes. */
export function translateUnpack(site: Site): void {
  const dims = site.dims(0);
  const axis = resolveAxis(site.option('axis'), dims.length);
  if (dims[axis] !== 1) throw refuse(site, `it takes [${dims}] apart along axis ${axis}`);
  translateReshape(site, dims.toSpliced(axis, 1));
}

/** Into one part. `position`: of the input that is split. */
export function translateSplit(site: Site, position: number): void {
  const count = site.operator.outputs.length;
  const dims: Dims = site.dims(position);
  if (count !== 1) throw refuse(site, `it takes [${dims}] apart into ${count} tensors`);
  translateReshape(site, dims, position);
}

function resolveAxis(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

function refuse(site: Site, reason: string): Error {
  return site.fail(`${reason}, which the core does not support`, replacementOf(site.operator.name));
}
