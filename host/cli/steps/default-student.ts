// The student that Retort trains for a data set, and whether it fits the board: found out before anything is trained.

import { RetortError } from '../../../proto/retort-error.ts';
import type { Dataset, Shape } from '../../dataset/dataset.ts';
import type { CoreDescription } from '../../image/core-description.ts';
import { studentNetwork } from '../../network/architectures.ts';
import type { Network } from '../../network/network.ts';

class StudentTooLargeError extends RetortError {
  readonly code = 'CLI_STUDENT_TOO_LARGE';
  readonly category = 'image';
  override readonly name = 'StudentTooLargeError';
  readonly bytesNeeded: number;
  readonly memoryBytes: number;
  readonly boards: readonly string[];

  constructor(shape: Shape, bytesNeeded: number, { name, memoryBytes }: CoreDescription, boards: readonly string[]) {
    const others = boards.length === 0 ? '' : `, or take a board that holds it (${boards.join(', ')})`;
    super(
      `a student for pictures of ${shape.join('×')} needs ${bytesNeeded} bytes of memory, ${name} has ${memoryBytes}: load the pictures smaller, such as --shape ${smaller(shape)}${others}`,
    );
    this.bytesNeeded = bytesNeeded;
    this.memoryBytes = memoryBytes;
    this.boards = boards;
  }
}

/** The same proportions, with 64 for the longer side. */
function smaller([rows, columns, channels]: Shape): string {
  const side = (length: number) => Math.max(1, Math.round((64 * length) / Math.max(rows, columns)));
  return [side(rows), side(columns), channels].join('x');
}

export function defaultStudent({ shape, classes, train }: Dataset): Network {
  return studentNetwork(shape, classes.length, train.ids.length);
}

const calibrationSamples = 8;

/**
 * Memory depends on shapes alone: the network is quantized with its initial weights.
 * @throws StudentTooLargeError, UnsupportedLayerError, TooManyLogitsError
 */
export async function requireFittingStudent(network: Network, dataset: Dataset, core: CoreDescription): Promise<void> {
  const { drawInitialWeights } = await import('../../network/initial-weights.ts');
  const { sizeOf } = await import('../../network/shapes.ts');
  const { planNetwork } = await import('../../plan/plan-image.ts');
  const { boardsThatHold } = await import('../../plan/boards-that-hold.ts');
  const { quantizeNetwork } = await import('../../quantize/quantize.ts');
  const { train, shape, preprocessing } = dataset;
  const images = train.images.subarray(0, calibrationSamples * sizeOf(shape));
  const quantized = await quantizeNetwork(
    { network, weights: drawInitialWeights(network, 1) },
    { images },
    preprocessing,
  );
  const { fits, memory } = planNetwork(quantized, core);
  if (!fits) throw new StudentTooLargeError(shape, memory.needed, core, boardsThatHold(quantized));
}
