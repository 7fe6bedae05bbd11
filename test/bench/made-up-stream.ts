// What a board says of the demo's student, made up once and said again and again, with the reference that it is compared with.
import { encodeInput } from '../../host/image/encode-input.ts';
import { argmax } from '../../host/network/logits.ts';
import { createReference } from '../../host/reference/reference.ts';
import { makeDemoStudent } from '../support/demo-student.ts';

/** Between two batches. */
export const tickMs = 10;

/** Each observation has its place among the `samples` as its sample id. */
export async function makeUpStream(samples = 64) {
  const { quantized, image, inputs } = await makeDemoStudent(samples);
  const reference = createReference(quantized);
  const observations = inputs.map((input, sampleId) => {
    const logits = Int8Array.from(reference.run(input));
    return { sampleId, label: argmax(logits), logits, cycles: 36_988, latencyMs: 6, input: encodeInput(image, input) };
  });
  return { image, reference, observations };
}
