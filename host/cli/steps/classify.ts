// Sends samples to a predictor and compares every prediction with the reference, the teacher and the labels; on a
// mismatch, asks the board for the first layer that differs.

import type { Preprocessing, Split } from '../../dataset/dataset.ts';
import { encodeInput } from '../../image/encode-input.ts';
import type { StudentImage } from '../../image/student-image.ts';
import type { InputBits } from '../../quantize/input-levels.ts';
import type { QuantizedNetwork } from '../../quantize/quantized-network.ts';
import { quantizeInput } from '../../reference/quantize-input.ts';
import { createReference } from '../../reference/reference.ts';
import type { Task } from '../../task/task.ts';
import { findFirstDifference, type LayerDifference } from '../../validate/first-difference.ts';
import { computeReferenceLogits } from '../../validate/reference-logits.ts';
import { type Mismatch, type ValidationResult, validatePredictions } from '../../validate/validate.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import { grouped, percent } from '../text/format.ts';
import type { Predictor } from './open-predictor.ts';
import { takeFirst } from './take-first.ts';

export interface QuantizedSplit {
  readonly split: Split;
  /** int8 [n, rows, columns, channels] */
  readonly inputs: Int8Array;
  /** int8 [n, classes], of the integer reference */
  readonly logits: Int8Array;
}

/** Runs the integer reference over a split. `bits`: of the values on the board's line, since the reference reads what the board reads. */
export async function runReference(
  network: QuantizedNetwork,
  split: Split,
  preprocessing: Preprocessing,
  { output, signal }: CommandContext,
  bits: InputBits = 8,
): Promise<QuantizedSplit> {
  return runStep(output, 'integer reference', async (update) => {
    const inputs = quantizeInput(split.images, preprocessing, network.tensors.get(network.input)!, bits);
    const started = performance.now();
    const logits = await computeReferenceLogits(network, inputs, {
      signal,
      onEvent: ({ done, total }) => update(`${grouped(done)} of ${grouped(total)}`, done / total),
    });
    const rate = (1000 * split.ids.length) / (performance.now() - started);
    return {
      result: { split, inputs, logits },
      text: `${grouped(split.ids.length)} images, ${grouped(Math.round(rate))} per second`,
    };
  });
}

/** The first `limit` samples, all of them without it. */
export function takeQuantized({ split, inputs, logits }: QuantizedSplit, limit?: number): QuantizedSplit {
  const taken = takeFirst(split, limit);
  const each = (values: Int8Array) => values.subarray(0, (values.length / split.ids.length) * taken.ids.length);
  return { split: taken, inputs: each(inputs), logits: each(logits) };
}

export interface Classification {
  readonly validation: ValidationResult;
  readonly firstDifference?: LayerDifference;
}

export async function classify(
  predictor: Predictor,
  { split, inputs, logits }: QuantizedSplit,
  parts: {
    readonly image: StudentImage;
    readonly quantized: QuantizedNetwork;
    /** Absent where there is no teacher. */
    readonly teacherLogits?: Float32Array;
    readonly on: string;
    /** Of the data. */
    readonly task: Task;
  },
  { output, signal }: CommandContext,
): Promise<Classification> {
  const { image, quantized, teacherLogits, on, task } = parts;
  const { boardCount } = predictor;
  const size = inputs.length / split.ids.length;
  const inputOf = (row: number) => inputs.subarray(row * size, (row + 1) * size);
  const validation = await runStep(
    output,
    `classify on ${on}${boardCount > 1 ? `, ${boardCount} boards` : ''}`,
    async (update) => {
      const result = await validatePredictions({
        predictions: predictor.predict(Array.from(split.ids, (sampleId, row) => ({ sampleId, input: inputOf(row) }))),
        expected: {
          ids: split.ids,
          labels: split.labels,
          classes: logits.length / split.ids.length,
          referenceLogits: logits,
          teacherLogits,
          meaning: image,
          task,
        },
        signal,
        onEvent: ({ done, total }) => update(`${grouped(done)} of ${grouped(total)}`, done / total),
      });
      const accuracy = result.boardAccuracy ? `${percent(result.boardAccuracy.value)} ${task.measure.unit}, ` : '';
      return { result, text: `${accuracy}${grouped(result.bitExact)} of ${grouped(result.total)} bit-exact` };
    },
  );
  const [mismatch] = validation.mismatches;
  if (!mismatch || !predictor.probeFor) return { validation };
  if (mismatch.actual.every((logit, i) => logit === mismatch.expected[i])) {
    return { validation, firstDifference: differenceOfLabels(mismatch, image.layers.length) };
  }
  const row = split.ids.indexOf(mismatch.sampleId);
  const input = inputOf(row);
  const tensors = createReference(quantized).runLayers(input);
  const probe = predictor.probeFor(row);
  const step = `first differing layer${boardCount > 1 ? ` on ${probe.name}` : ''}`;
  const firstDifference = await runStep(output, step, async () => {
    const result = await findFirstDifference(
      probe,
      encodeInput(image, input),
      image.layers,
      ({ tensor }) => tensors.get(tensor)!,
    );
    return { result, text: result ? result.layer : 'none in a second run: the mismatch does not repeat' };
  });
  return { validation, firstDifference };
}

/** The core's last step, which is not a network layer: the logits are right, but the largest is wrong. */
function differenceOfLabels({ expectedLabel, actualLabel }: Mismatch, layerIndex: number): LayerDifference {
  const where = { layer: 'argmax', layerIndex, differing: 1, of: 1, at: [0, 0, 0] } as const;
  return { ...where, expected: expectedLabel, actual: actualLabel };
}
