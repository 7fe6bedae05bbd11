// What is known of the named data sets without their files: enough to plan networks for them offline.
import type { Shape } from './dataset.ts';

export interface DatasetForm {
  readonly shape: Shape;
  readonly classes: number;
  /** Of the training split, without validation. */
  readonly samples: number;
  /** Whether its labels are boxes. */
  readonly detection?: true;
}

/** By name: each of `datasetNames`. */
export const namedForms: Readonly<Record<string, DatasetForm>> = {
  mnist: { shape: [28, 28, 1], classes: 10, samples: 54_000 },
  'fashion-mnist': { shape: [28, 28, 1], classes: 10, samples: 54_000 },
  digits: { shape: [8, 8, 1], classes: 10, samples: 3_441 },
  cifar10: { shape: [32, 32, 3], classes: 10, samples: 9_000 },
  bccd: { shape: [72, 96, 3], classes: 3, samples: 205, detection: true },
  fsdd: { shape: [40, 32, 1], classes: 10, samples: 2_430 },
  'easy-vqa': { shape: [32, 32, 4], classes: 13, samples: 34_776 },
  glyphs: { shape: [28, 28, 1], classes: 10, samples: 6_000 },
};
