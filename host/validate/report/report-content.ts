// What a report tells, as data: everything that the sections draw from.

import type { LayerDifference } from '../first-difference.ts';
import type { Proportion } from '../statistics.ts';
import type { ValidationResult } from '../validate.ts';

/** The test samples, all arrays in the order of the validation's ids; n samples. */
export interface ReportSamples {
  /** [n] */
  readonly ids: Int32Array;
  /** [n, rows, columns, channels], pixels 0…255 */
  readonly images: Uint8Array;
  readonly shape: readonly [number, number, number];
  /** [n] */
  readonly labels: Uint8Array;
  readonly classes: readonly string[];
  /** [n, classes] */
  readonly teacherLogits: Float32Array;
  /** [n, classes], of the student before int8; absent where only the image was at hand. */
  readonly studentLogits?: Float32Array;
}

export interface ReportContent {
  /** Such as `mnist on virtual:up5k`. */
  readonly title: string;
  readonly samples: ReportSamples;
  /** Rows of the headline table above the board's. */
  readonly models: readonly { readonly name: string; readonly accuracy: Proportion; readonly note: string }[];
  readonly validation: ValidationResult;
  readonly firstDifference?: LayerDifference;
  /** Of the image's output tensor: real = scale · (q − zeroPoint). */
  readonly output: { readonly scale: number; readonly zeroPoint: number };
  /** Of the board; absent for the integer reference. */
  readonly clockHz?: number;
  /** Label and value, in order: image bytes, flash time, … */
  readonly figures: readonly (readonly [label: string, value: string])[];
  /** Label and value: digests, versions, configuration. */
  readonly provenance: readonly (readonly [label: string, value: string])[];
}

/** The board's logits as real numbers, [n, classes]. */
export function boardLogits(content: ReportContent): Float32Array {
  const { scale, zeroPoint } = content.output;
  return Float32Array.from(content.validation.logits, (q) => scale * (q - zeroPoint));
}

/** Row `sample` of [n, classes]. */
export function rowOf(logits: Float32Array, sample: number, classes: number): Float32Array {
  return logits.subarray(sample * classes, (sample + 1) * classes);
}
