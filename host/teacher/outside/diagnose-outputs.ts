// What is wrong with a teacher from outside whose outputs do not fit the labels: all alike, its classes or its rows in another order, or fed
// something else than it was trained on. Pure.
import type { Dataset, Preprocessing } from '../../dataset/dataset.ts';
import { argmax } from '../../network/logits.ts';
import type { OutsideOutputs } from './outside-teacher.ts';

/** Samples of a class from which its most frequent answer is read. */
const fewestSamples = 5;

/** How a teacher did on a split, by its outputs. */
export interface AnsweredSplit {
  /** [n, classes] */
  readonly logits: Float32Array;
  /** [n] */
  readonly labels: Uint8Array;
}

/** What to check, most telling first. */
export function diagnoseOutputs({ outside }: OutsideOutputs, { classes }: Dataset, split: AnsweredSplit): string {
  const { kind, preprocessing } = outside;
  const feed = preprocessing
    ? `its input scaling (--teacher-scale, --teacher-offset; now ${describeFeed(preprocessing)})`
    : `the order of the rows in the ${kind} file (the training samples in the data set's order, then the test samples)`;
  const named = new Set(answersOf(split));
  if (named.size === 1) return `it always names "${classes[[...named][0]]}": check ${feed}`;
  const order = describeClassOrder(split, classes);
  return order ?? `check ${feed} and the order of its classes (${listOf(classes)})`;
}

function describeFeed(preprocessing: Preprocessing): string {
  if ('features' in preprocessing) return 'each feature with its own scale and offset';
  return `pixel · ${Number(preprocessing.scale.toPrecision(4))} + ${preprocessing.offset}`;
}

/** Where each class is answered by another one: the teacher's classes are in another order. `undefined` where they are not. */
export function describeClassOrder(split: AnsweredSplit, classes: readonly string[]): string | undefined {
  const answers = answersOf(split);
  const meant = classes.map((_, label) => mostFrequent(answers.filter((_, i) => split.labels[i] === label)));
  const isOrder = meant.every((answer) => answer !== undefined) && new Set(meant).size === classes.length;
  const moved = meant.flatMap((answer, label) => (answer === label ? [] : [label]));
  if (!isOrder || moved.length === 0) return undefined;
  const pairs = moved.slice(0, 3).map((label) => `for "${classes[label]}" it outputs "${classes[meant[label]!]}"`);
  return `its classes are in another order (${pairs.join(', ')}${moved.length > 3 ? ', …' : ''}): reorder its columns to match the data set, ${listOf(classes)}`;
}

function answersOf({ logits, labels }: AnsweredSplit): number[] {
  const classes = logits.length / labels.length;
  return Array.from(labels, (_, row) => argmax(logits.subarray(row * classes, (row + 1) * classes)));
}

/** `undefined` where no answer is given for more than half, or there are too few. */
function mostFrequent(answers: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const [answer, count] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [-1, 0]);
  return answers.length >= fewestSamples && count > answers.length / 2 ? answer : undefined;
}

function listOf(classes: readonly string[]): string {
  return classes.length <= 10 ? classes.join(', ') : `${classes.slice(0, 9).join(', ')}, …`;
}
