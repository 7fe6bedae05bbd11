// What can be wrong with a network that is to become an image, and with a file that should be one.
import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { classesOf, describeHead } from './head.ts';
import type { Head } from './student-image.ts';

/** The core has no instruction for this layer, or a field of its descriptor is too narrow for it. */
export class UnsupportedLayerError extends RetortError {
  readonly code = 'IMAGE_UNSUPPORTED_LAYER';
  readonly category = 'image';
  override readonly name = 'UnsupportedLayerError';
  readonly layer: string;
  readonly operator: string;
  constructor(layer: string, operator: string, reason: string, nextStep: string) {
    super(`The core cannot run layer "${layer}" (${operator}): ${reason}. ${nextStep}`);
    this.layer = layer;
    this.operator = operator;
  }
}

export class ImageTooLargeError extends RetortError {
  readonly code = 'IMAGE_TOO_LARGE';
  readonly category = 'image';
  override readonly name = 'ImageTooLargeError';
  readonly bytesNeeded: number;
  readonly memoryBytes: number;
  /** The layer whose weights and parameters take most. */
  readonly largestLayer: string;
  readonly largestLayerBytes: number;
  /** Input slots not counted. */
  readonly activationBytes: number;
  /** Names of the boards that would hold it, where that was found out. */
  readonly boards: readonly string[] | undefined;
  constructor(
    bytesNeeded: number,
    memoryBytes: number,
    activationBytes: number,
    largest: { name: string; bytes: number },
    boards?: readonly string[],
  ) {
    super(
      `The image needs ${grouped(bytesNeeded)} bytes of memory, ${grouped(bytesNeeded - memoryBytes)} more than the board's ${grouped(memoryBytes)}. ` +
        `Its largest layer is "${largest.name}" with ${grouped(largest.bytes)} bytes of weights and parameters; activations take ` +
        `${grouped(activationBytes)} bytes. Give that layer fewer filters, or pool earlier${boardsThatHold(boards)}.`,
    );
    this.bytesNeeded = bytesNeeded;
    this.memoryBytes = memoryBytes;
    this.activationBytes = activationBytes;
    this.largestLayer = largest.name;
    this.largestLayerBytes = largest.bytes;
    this.boards = boards;
  }

  /** The same, and where the student would fit. */
  withBoards(boards: readonly string[]): ImageTooLargeError {
    const { bytesNeeded, memoryBytes, activationBytes, largestLayer: name, largestLayerBytes: bytes } = this;
    return new ImageTooLargeError(bytesNeeded, memoryBytes, activationBytes, { name, bytes }, boards);
  }
}

function boardsThatHold(boards: readonly string[] | undefined): string {
  if (boards === undefined) return '';
  if (boards.length === 0) return '; no supported board is large enough';
  return `, or use a board that holds it: --board ${boards.join(' or --board ')}`;
}

export class TooManyLogitsError extends RetortError {
  readonly code = 'IMAGE_TOO_MANY_LOGITS';
  readonly category = 'image';
  override readonly name = 'TooManyLogitsError';
  readonly count: number;
  readonly limit: number;
  constructor(count: number, limit: number) {
    super(
      `The network has ${grouped(count)} logits; the core reports at most ${grouped(limit)}. Distil a student with fewer classes.`,
    );
    this.count = count;
    this.limit = limit;
  }
}

export class TooManyCyclesError extends RetortError {
  readonly code = 'IMAGE_TOO_MANY_CYCLES';
  readonly category = 'image';
  override readonly name = 'TooManyCyclesError';
  readonly cycles: number;
  readonly limit: number;
  constructor(cycles: number, limit: number) {
    super(
      `An inference may take ${grouped(cycles)} cycles; a board stops one after ${grouped(limit)}. Give the largest layers fewer filters, or pool earlier.`,
    );
    this.cycles = cycles;
    this.limit = limit;
  }
}

export class LabelCountError extends RetortError {
  readonly code = 'IMAGE_LABEL_COUNT';
  readonly category = 'image';
  override readonly name = 'LabelCountError';
  readonly labels: number;
  /** How many its head takes. */
  readonly expected: number;
  constructor(labels: number, head: Head) {
    const expected = classesOf(head);
    const order = head.kind === 'binary' ? ', the negative class first' : '';
    super(
      `${grouped(labels)} label${labels === 1 ? ' was' : 's were'} given, but the model's output (${describeHead(head)}) takes ${grouped(expected)}${order}: ` +
        'give one per class, in the order used to train the model, or none.',
    );
    this.labels = labels;
    this.expected = expected;
  }
}

/** Not an image, or one that was damaged or cut short. */
export class CorruptImageError extends RetortError {
  readonly code = 'IMAGE_CORRUPT';
  readonly category = 'image';
  override readonly name = 'CorruptImageError';
  readonly source: string;
  constructor(source: string, problem: string) {
    super(`${source} is not a usable student image: ${problem}. Pack it again, or copy it again from its source.`);
    this.source = source;
  }
}

/** What a check makes of a problem that it finds in a file. */
export type Fail = (problem: string) => CorruptImageError;

export class ImageFormatError extends RetortError {
  readonly code = 'IMAGE_FORMAT';
  readonly category = 'image';
  override readonly name = 'ImageFormatError';
  readonly source: string;
  readonly formatMajor: number;
  /** @param known ascending */
  constructor(source: string, formatMajor: number, known: readonly number[]) {
    super(
      `${source} has image format ${formatMajor}; this version of retort reads format ${known.join(' and ')}. ` +
        `${formatMajor > known.at(-1)! ? 'Update retort' : 'Pack the student again'}.`,
    );
    this.source = source;
    this.formatMajor = formatMajor;
  }
}
