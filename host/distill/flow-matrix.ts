// How one layer's channels go with another's, over all places: the matrix that terms/flow.ts compares.
import type { Pair } from '../network/network.ts';
import type { Operations } from '../tensorflow/operations.ts';
import { TrainingSettingError } from '../train/training-errors.ts';
import { asMap } from './layer-maps.ts';

/** F₁ᵀF₂ / places, [batch, channels of the first, channels of the second]. A larger map is brought to the other's size by maximum pooling. */
export function flowMatrix<T>(ops: Operations<T>, first: T, second: T): T {
  const maps = [asMap(ops, first), asMap(ops, second)];
  const { places, windows } = findPooling(maps.map((map) => ops.shapeOf(map).slice(1)));
  const [one, other] = maps.map((map, i) => {
    const [batch, , , channels] = ops.shapeOf(map);
    const [high, wide] = windows[i];
    const pooled =
      high * wide === 1 ? map : ops.maxPool2d(map, [high, wide], { strides: [high, wide], padding: 'valid' });
    return ops.reshape(pooled, [batch, places[0] * places[1], channels]);
  });
  return ops.div(ops.matMul(one, other, true, false), places[0] * places[1]);
}

/**
 * Rows and columns that both maps [rows, columns, channels] come to, and by which window each does.
 * @throws TrainingSettingError where no whole window brings them together
 */
export function findPooling(maps: readonly (readonly number[])[]) {
  const places = [0, 1].map((axis) => Math.min(...maps.map((map) => map[axis])));
  const windows = maps.map(([rows, columns]): Pair => {
    const [high, wide] = [rows / places[0], columns / places[1]];
    if (Number.isInteger(high) && Number.isInteger(wide)) return [high, wide];
    throw new TrainingSettingError('map of a flow matrix', `${rows}×${columns}`, `a multiple of ${places.join('×')}`);
  });
  return { places, windows };
}
