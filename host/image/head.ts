// What a network's output means: classes, labels or values, at one position or at each of a map. Everything that shows or judges a prediction
// asks here. Which head a network has is deduce-head.ts's matter.
import { argmax, softmax } from '../network/logits.ts';
import type { Head, Quantization, StudentImage } from './student-image.ts';

type HeadedImage = Pick<StudentImage, 'head' | 'logitsQuantization'>;

/** What a board or the reference says: the index of the largest output, and the outputs without padding. */
export interface HeadInput {
  readonly label: number;
  /** int8 [rows, columns, channels] */
  readonly logits: Int8Array;
}

export function positionsOf({ shape: [rows, columns] }: Head): number {
  return rows * columns;
}

/** How many classes, labels or values there are at a position; as many names belong to them. */
export function classesOf({ kind, shape }: Head): number {
  return kind === 'binary' ? 2 : shape[2];
}

/** Whether a prediction names one class, which can be right or wrong. */
export function namesClass(head: Head): boolean {
  return positionsOf(head) === 1 && (head.kind === 'softmax' || head.kind === 'binary');
}

/** Whether a prediction says yes or no to each of several labels. */
export function givesLabels(head: Head): boolean {
  return positionsOf(head) === 1 && head.kind === 'multi-label';
}

/** The class that a prediction names, undefined where the head names none. */
export function classOf({ head, logitsQuantization }: HeadedImage, { label, logits }: HeadInput): number | undefined {
  if (!namesClass(head)) return undefined;
  if (head.kind === 'softmax') return label;
  return isPositive(head, logitsQuantization, logits[0]) ? 1 : 0;
}

/** `classOf` of outputs whose largest nobody has looked for, such as the reference's. */
export function classOfOutput(image: HeadedImage, logits: Int8Array): number | undefined {
  return classOf(image, { label: argmax(logits), logits });
}

/** The indices of the outputs that say yes, of a head of independent labels with one position. */
export function labelsOf({ head, logitsQuantization }: HeadedImage, logits: Int8Array): number[] {
  return [...logits.keys()].filter((index) => isPositive(head, logitsQuantization, logits[index]));
}

/** A logit above 0, a probability of at least one half. */
function isPositive({ output }: Head, { scale, zeroPoint }: Quantization, q: number): boolean {
  return output === 'probabilities' ? scale * (q - zeroPoint) >= 0.5 : q > zeroPoint;
}

/** real = scale · (q − zero point) */
export function realValues({ logitsQuantization: { scale, zeroPoint } }: HeadedImage, logits: Int8Array): Float64Array {
  return Float64Array.from(logits, (q) => scale * (q - zeroPoint));
}

/** [positions, classes]; those of two classes are 1 − P and P. Undefined where the outputs are plain values. */
export function probabilitiesOf(image: HeadedImage, logits: Int8Array): Float64Array | undefined {
  const { kind, output, shape, softmaxBeta = 1 } = image.head;
  if (kind === 'values') return undefined;
  const real = realValues(image, logits);
  if (output === 'logits' && kind === 'softmax') return softmaxAtEach(real, shape[2], softmaxBeta);
  const probabilities = real.map(output === 'logits' ? sigmoid : (value) => Math.min(1, Math.max(0, value)));
  if (kind !== 'binary') return probabilities;
  return Float64Array.from([...probabilities].flatMap((positive) => [1 - positive, positive]));
}

function softmaxAtEach(real: Float64Array, channels: number, beta: number): Float64Array {
  const probabilities = new Float64Array(real.length);
  for (let at = 0; at < real.length; at += channels) {
    probabilities.set(softmax(real.subarray(at, at + channels), 1 / beta), at);
  }
  return probabilities;
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** For people, such as "two classes by one sigmoid". */
export function describeHead(head: Head): string {
  const [rows, columns, channels] = head.shape;
  const each = positionsOf(head) === 1 ? '' : `, at each position of a ${rows}×${columns} map`;
  return `${describePosition(head, channels)}${each}`;
}

function describePosition({ kind, output }: Head, channels: number): string {
  switch (kind) {
    case 'softmax':
      return output === 'probabilities' ? `the likeliest of ${channels} classes` : `softmax over ${channels} classes`;
    case 'binary':
      return `two classes by one ${output === 'probabilities' ? 'sigmoid' : 'logit'}`;
    case 'multi-label':
      return `${channels} independent label${channels === 1 ? '' : 's'}`;
    case 'values':
      return channels === 1 ? 'a value' : `${channels} values`;
  }
}
