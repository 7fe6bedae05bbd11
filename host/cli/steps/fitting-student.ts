// Checks whether a student fits the board: before training, and again afterwards if the method makes the student
// itself.

import { isDeepStrictEqual } from 'node:util';
import { grouped } from '../../../proto/numbers.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import type { Dataset, Shape } from '../../dataset/dataset.ts';
import type { CoreDescription } from '../../image/core-description.ts';
import type { Network } from '../../network/network.ts';

class StudentTooLargeError extends RetortError {
  readonly code = 'CLI_STUDENT_TOO_LARGE';
  readonly category = 'image';
  override readonly name = 'StudentTooLargeError';
  readonly bytesNeeded: number;
  readonly memoryBytes: number;
  readonly boards: readonly string[];

  constructor(
    { name: student, inputShape: shape }: Network,
    classes: number,
    bytesNeeded: number,
    { name, memoryBytes }: CoreDescription,
    boards: readonly string[],
    fitting?: string,
  ) {
    const remedies = [
      ...(Math.max(...shape) > suggestedSide ? [`use smaller pictures, such as --shape ${smaller(shape)}`] : []),
      ...(fitting === undefined ? [] : [`use ${fitting}, which fits`]),
      `use a smaller student ('retort students --board ${name} --shape ${shape.join('x')} --classes ${classes}' lists which fit)`,
      ...(boards.length > 0 ? [`use a board that holds it (${boards.join(', ')})`] : []),
    ];
    super(
      `student network "${student}" needs at least ${grouped(bytesNeeded)} bytes of memory for pictures of ${shape.join('×')}, but ${name} has ${grouped(memoryBytes)}: ${remedies.join(', or ')}`,
    );
    this.bytesNeeded = bytesNeeded;
    this.memoryBytes = memoryBytes;
    this.boards = boards;
  }
}

const suggestedSide = 64;

/** The same proportions, with `suggestedSide` for the longer side. */
function smaller([rows, columns, channels]: Shape): string {
  const side = (length: number) => Math.max(1, Math.round((suggestedSide * length) / Math.max(rows, columns)));
  return [side(rows), side(columns), channels].join('x');
}

/**
 * Memory depends on shapes alone: nothing is trained.
 * @throws StudentTooLargeError, UnsupportedLayerTypeError, UnsupportedLayerError, TooManyLogitsError, TooManyCyclesError
 */
export async function requireFittingStudent(network: Network, dataset: Dataset, core: CoreDescription): Promise<void> {
  const { boardsThatHold } = await import('../../plan/boards-that-hold.ts');
  const { quantizeUntrained } = await import('../../quantize/quantize.ts');
  const { fits, bytesNeeded, isBeyondAll } = await measureFit(network, dataset, core);
  if (fits) return;
  const boards = isBeyondAll ? [] : boardsThatHold(quantizeUntrained(network, dataset.preprocessing));
  const shallower = await deepestFittingTree(network, dataset, core);
  throw new StudentTooLargeError(network, dataset.classes.length, bytesNeeded, core, boards, shallower);
}

/** What is known to be beyond all boards by its weights alone is not laid out. */
async function measureFit(network: Network, { preprocessing }: Dataset, core: CoreDescription) {
  const { bytesBeyondEveryBoard } = await import('../../plan/boards-that-hold.ts');
  const { planNetwork } = await import('../../plan/plan-image.ts');
  const { quantizeUntrained } = await import('../../quantize/quantize.ts');
  const weights = bytesBeyondEveryBoard(network);
  if (weights !== undefined) return { fits: false, bytesNeeded: weights, isBeyondAll: true };
  const { fits, memory } = planNetwork(quantizeUntrained(network, preprocessing), core);
  return { fits, bytesNeeded: memory.needed, isBeyondAll: false };
}

/** By name: the deepest tree that the board holds, where the student is a tree and one does. */
async function deepestFittingTree(
  network: Network,
  dataset: Dataset,
  core: CoreDescription,
): Promise<string | undefined> {
  const { fullTreeNetwork, treeDepth } = await import('../../network/tree-architecture.ts');
  for (let depth = (treeDepth(network) ?? 0) - 1; depth > 0; depth--) {
    const tree = fullTreeNetwork(dataset.shape, dataset.classes.length, depth);
    if ((await measureFit(tree, dataset, core)).fits) return tree.name;
  }
  return undefined;
}

export interface MisfitWarning {
  readonly kind: 'does-not-fit';
  readonly student: 'distilled';
  readonly message: string;
}

/**
 * Of a method that makes its student itself, such as few-sample: how large that is, is known only when it is there.
 * @param asked what was asked for, and fits
 */
export async function warnOfMadeStudent(
  made: Network,
  asked: Network,
  dataset: Dataset,
  core: CoreDescription,
): Promise<MisfitWarning[]> {
  if (isDeepStrictEqual(made, asked)) return [];
  try {
    await requireFittingStudent(made, dataset, core);
    return [];
  } catch (error) {
    if (!(error instanceof RetortError)) throw error;
    const message = `the method made its own student, which does not fit: ${error.message}, or configure the method for a smaller one`;
    return [{ kind: 'does-not-fit', student: 'distilled', message }];
  }
}
