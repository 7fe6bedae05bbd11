// What a frame shows of the latest prediction beyond its class: its input as a picture, the likeliest classes, or boxes.
import type { Observation } from '../../../device-bridge/monitor/observation.ts';
import { decodePrediction } from '../../image/decode-output.ts';
import { namesClass, probabilitiesOf } from '../../image/head.ts';
import { taskOfImage } from '../../image/image-task.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { drawBoxes } from '../../web/draw-boxes.ts';
import { type Pixels, pixelsOf } from '../../web/input-pixels.ts';
import { foundIn } from '../../web/show-prediction.ts';

export interface Look {
  /** Absent if the input is not a picture. */
  readonly pixels?: Pixels;
  /** Absent where the output names no class. */
  readonly likeliest?: readonly { readonly name: string; readonly probability: number }[];
  /** Such as `2 cat, 1 dog`; absent if the output is not boxes. */
  readonly boxes?: string;
}

const mostClasses = 3;
/** Of a picture in a terminal, in characters: lines of a larger one must be as thick as what is left out. */
export const widest = 32;

/** Computed for what is drawn alone, ten times a second at most. */
export function lookAt(image: StudentImage, observation: Observation): Look {
  const pixels = pixelsOf(image, observation.input);
  const found = foundIn(image, observation);
  if (found) {
    const thickness = Math.ceil((pixels?.columns ?? 0) / widest);
    return { pixels: pixels && drawBoxes(pixels, found.boxes, thickness), boxes: found.inWords };
  }
  if (!namesClass(image.head)) return { pixels };
  const prediction = decodePrediction(image, observation);
  const task = taskOfImage(image);
  const probabilities = Array.from(probabilitiesOf(image, prediction.logits)!);
  const likeliest = [...probabilities.keys()]
    .sort((a, b) => probabilities[b] - probabilities[a] || a - b)
    .slice(0, mostClasses)
    .map((label) => ({ name: task.show([label]), probability: probabilities[label] }));
  return { pixels, likeliest };
}
