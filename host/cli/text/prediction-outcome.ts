// One prediction as JSON and as text, by what the image's head says that it means.

import { grouped } from '../../../proto/numbers.ts';
import { boxInPicture } from '../../dataset/boxes/box-samples.ts';
import type { Fit } from '../../dataset/data-settings.ts';
import {
  classesOf,
  classOf,
  type HeadInput,
  labelsOf,
  positionsOf,
  probabilitiesOf,
  realValues,
} from '../../image/head.ts';
import { taskOfImage } from '../../image/image-task.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { argmax } from '../../network/logits.ts';
import type { Box } from '../../task/boxes.ts';
import { answerToBoxes, asDetection, countsInWords, type DetectionTask, saidBoxes } from '../../task/detection.ts';
import { columns, percent } from './format.ts';

interface PredictionOutcome {
  readonly json: Readonly<Record<string, unknown>>;
  /** Such as the class's name. */
  readonly headline: string;
  readonly table: string;
}

/** Rows of a table of values or labels. */
const MOST_ROWS = 10;

/** `prediction`: without padding. */
export function predictionOutcome(prediction: HeadInput, image: StudentImage, picture?: Picture): PredictionOutcome {
  const task = taskOfImage(image);
  const detector = asDetection(task);
  if (detector) return boxesOutcome(prediction, image, detector, picture);
  const logits = Array.from(prediction.logits);
  const probabilities = probabilitiesOf(image, prediction.logits);
  const { show } = task;
  const name = (index: number) => show([index]);
  if (probabilities === undefined) return valuesOutcome(logits, image, name);
  const common = { logits, probabilities: Array.from(probabilities) };
  if (positionsOf(image.head) > 1) return mapOutcome(common, image, name);
  const label = classOf(image, prediction);
  if (label === undefined) return labelsOutcome(common, labelsOf(image, prediction.logits), name);
  return classOutcome(common, label, name, image.head.output === 'probabilities' ? 'output' : 'logit');
}

/** Where a picture's own pixels lie in what the network reads. */
export interface Picture {
  readonly rows: number;
  readonly columns: number;
  readonly fit?: Fit;
}

/** The boxes that it is sure of, in pixels of the picture where there is one, else in fractions of what the network reads; the JSON has all. */
function boxesOutcome(
  { logits }: HeadInput,
  image: StudentImage,
  { decode, detection: { classes } }: DetectionTask,
  picture: Picture | undefined,
): PredictionOutcome {
  const found = answerToBoxes(decode(realValues(image, logits)));
  const sidesOf = (box: Box) =>
    picture ? boxInPicture(box, picture, image.input.shape, picture.fit).map(Math.round) : box;
  const text = (side: number) => (picture ? String(side) : side.toFixed(3));
  const said = saidBoxes(found);
  const rows = said.map(({ label, confidence, box }) => [
    classes[label],
    percent(confidence, 1),
    ...sidesOf(box).map(text),
  ]);
  return {
    json: {
      shape: image.head.shape,
      unit: picture ? 'pixels' : 'fraction',
      boxes: found.map(({ label, confidence, box }) => ({
        label,
        class: classes[label],
        confidence,
        box: sidesOf(box),
      })),
      logits: Array.from(logits),
    },
    headline: countsInWords(said, classes),
    table: columns(['class', 'confidence', 'left', 'top', 'right', 'bottom'], rows, new Set([1, 2, 3, 4, 5])),
  };
}

interface Common {
  readonly logits: readonly number[];
  readonly probabilities: readonly number[];
}

/** The class first: a single logit stands beside the positive one. */
function classOutcome(
  common: Common,
  label: number,
  name: (index: number) => string,
  heading: string,
): PredictionOutcome {
  const { logits, probabilities } = common;
  const ofClass = (index: number) =>
    logits.length === 1 ? (index === 1 ? String(logits[0]) : '') : String(logits[index]);
  const likeliest = [...probabilities.keys()]
    .sort((a, b) => Number(b === label) - Number(a === label) || probabilities[b] - probabilities[a] || a - b)
    .slice(0, 5);
  const rows = likeliest.map((i) => [name(i), percent(probabilities[i], 1), ofClass(i)]);
  return {
    json: { label, class: name(label), ...common },
    headline: name(label),
    table: columns(['class', 'probability', heading], rows, new Set([1, 2])),
  };
}

function labelsOutcome(common: Common, labels: readonly number[], name: (index: number) => string): PredictionOutcome {
  const { logits, probabilities } = common;
  const shown = [...probabilities.keys()]
    .sort((a, b) => probabilities[b] - probabilities[a] || a - b)
    .slice(0, MOST_ROWS);
  const rows = shown.map((i) => [
    name(i),
    percent(probabilities[i], 1),
    String(logits[i]),
    labels.includes(i) ? 'yes' : 'no',
  ]);
  return {
    json: { labels, classes: labels.map(name), ...common },
    headline: labels.map(name).join(', ') || 'none of the labels',
    table: columns(['label', 'probability', 'output', ''], rows, new Set([1, 2])),
  };
}

/** A row for each class: at how many positions it is the likeliest, or says yes, and where it is likeliest. */
function mapOutcome(common: Common, { head }: StudentImage, name: (index: number) => string): PredictionOutcome {
  const classes = classesOf(head);
  const [, mapColumns] = head.shape;
  const positions = Array.from({ length: positionsOf(head) }, (_, i) =>
    common.probabilities.slice(i * classes, (i + 1) * classes),
  );
  const isNamed = (at: readonly number[], index: number) =>
    head.kind === 'multi-label' ? at[index] >= 0.5 : argmax(at) === index;
  const rows = Array.from({ length: classes }, (_, index) => {
    const best = argmax(positions.map((at) => at[index]));
    return [
      name(index),
      String(positions.filter((at) => isNamed(at, index)).length),
      `[${Math.floor(best / mapColumns)}, ${best % mapColumns}]`,
      percent(positions[best][index], 1),
    ];
  });
  return {
    json: { shape: head.shape, ...common },
    headline: `${head.shape[0]}×${mapColumns} positions; no class for the whole sample`,
    table: columns(['class', 'positions', 'likeliest at', 'probability'], rows, new Set([1, 2, 3])),
  };
}

function valuesOutcome(
  logits: readonly number[],
  image: StudentImage,
  name: (index: number) => string,
): PredictionOutcome {
  const values = Array.from(realValues(image, Int8Array.from(logits)));
  const rows = values.slice(0, MOST_ROWS).map((value, i) => [name(i), value.toPrecision(6), String(logits[i])]);
  const rest = values.length > MOST_ROWS ? `\n… and ${grouped(values.length - MOST_ROWS)} more; --json has all` : '';
  return {
    json: { shape: image.head.shape, logits, values },
    headline: `${grouped(values.length)} value${values.length === 1 ? '' : 's'}`,
    table: `${columns(['output', 'value', 'int8'], rows, new Set([1, 2]))}${rest}`,
  };
}
