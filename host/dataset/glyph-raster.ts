// Draws antialiased pen strokes into a small square of ink. Knows nothing of digits.

/** Rows and columns of the square. */
export const glyphSide = 28;

const piecesPerSpan = 6;

/**
 * Adds a stroke to `ink` [glyphSide, glyphSide], 0 … 1; where strokes cross, the darker counts.
 * @param points x and y in turn, in pixels
 * @param curved smooth through the points (Catmull and Rom, 1974) instead of straight between them
 */
export function drawPath(ink: Float32Array, points: readonly number[], curved: boolean, penWidth: number): void {
  const path = curved ? smoothPath(points) : points;
  for (let point = 0; point + 3 < path.length; point += 2) {
    drawSegment(ink, [path[point], path[point + 1], path[point + 2], path[point + 3]], penWidth / 2);
  }
}

function smoothPath(points: readonly number[]): number[] {
  const count = points.length / 2;
  const at = (point: number, axis: number) => points[2 * Math.min(count - 1, Math.max(0, point)) + axis];
  const path = [points[0], points[1]];
  for (let span = 0; span + 1 < count; span++) {
    for (let piece = 1; piece <= piecesPerSpan; piece++) {
      const t = piece / piecesPerSpan;
      for (const axis of [0, 1]) {
        const [before, from, to, after] = [at(span - 1, axis), at(span, axis), at(span + 1, axis), at(span + 2, axis)];
        const slope =
          to - before + (2 * before - 5 * from + 4 * to - after) * t + (3 * (from - to) + after - before) * t * t;
        path.push(from + 0.5 * t * slope);
      }
    }
  }
  return path;
}

/** A pixel's ink is how far its centre lies within the pen's edge, from half a pixel outside (0) to half a pixel inside (1). */
function drawSegment(
  ink: Float32Array,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  radius: number,
): void {
  const reach = radius + 0.5;
  const [left, right] = pixelRange(Math.min(x0, x1) - reach, Math.max(x0, x1) + reach);
  const [top, bottom] = pixelRange(Math.min(y0, y1) - reach, Math.max(y0, y1) + reach);
  const squaredLength = (x1 - x0) ** 2 + (y1 - y0) ** 2;
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const x = column + 0.5 - x0;
      const y = row + 0.5 - y0;
      const along = squaredLength === 0 ? 0 : Math.min(1, Math.max(0, (x * (x1 - x0) + y * (y1 - y0)) / squaredLength));
      const distance = Math.sqrt((x - along * (x1 - x0)) ** 2 + (y - along * (y1 - y0)) ** 2);
      const amount = Math.min(1, reach - distance);
      const pixel = row * glyphSide + column;
      if (amount > ink[pixel]) ink[pixel] = amount;
    }
  }
}

function pixelRange(from: number, to: number): [first: number, last: number] {
  return [Math.max(0, Math.floor(from - 0.5)), Math.min(glyphSide - 1, Math.ceil(to - 0.5))];
}
