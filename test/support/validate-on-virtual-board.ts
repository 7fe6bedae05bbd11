// Packs a student for a data set by its task, and holds the virtual board's predictions for a split against the integer reference.
import type { Dataset, Split } from '../../host/dataset/dataset.ts';
import { decodePrediction } from '../../host/image/decode-output.ts';
import { deduceHead } from '../../host/image/deduce-head.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { quantizeForImage } from '../../host/reference/quantize-input.ts';
import { taskOf } from '../../host/task/task-of.ts';
import { computeReferenceLogits } from '../../host/validate/reference-logits.ts';
import { type ValidationResult, validatePredictions } from '../../host/validate/validate.ts';
import { withVirtualBoard } from './virtual-session.ts';

export async function validateOnVirtualBoard(
  quantized: QuantizedNetwork,
  dataset: Dataset,
  split: Split,
  teacherLogits?: Float32Array,
): Promise<ValidationResult> {
  const task = taskOf(dataset);
  const { head } = deduceHead(quantized, task.outputs.length, task.head);
  const { preprocessing } = dataset;
  const packed = packStudentImage({
    quantized,
    labels: task.channels ?? task.outputs,
    head,
    preprocessing,
    provenance: { toolVersion: '' },
  });
  const image = readStudentImage(packed, 'packed');
  const inputs = quantizeForImage(split.images, image);
  const size = inputs.length / split.ids.length;
  const samples = Array.from(split.ids, (sampleId, row) => ({
    sampleId,
    input: encodeInput(image, inputs.subarray(row * size, (row + 1) * size)),
  }));
  const expected = {
    ids: split.ids,
    labels: split.labels,
    classes: task.outputs.length,
    referenceLogits: await computeReferenceLogits(quantized, inputs),
    teacherLogits,
    meaning: image,
    task,
  };
  return withVirtualBoard('up5k', async (board) => {
    await board.flash(image);
    async function* predict() {
      for await (const one of board.infer(samples, { inFlight: image.memory.slotCount, cycles: image.cycleLimit }))
        yield decodePrediction(image, one);
    }
    return validatePredictions({ predictions: predict(), expected });
  });
}
