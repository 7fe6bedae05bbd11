// The steps of `retort validate` in this process: the demo's student with random weights, and 40 pictures of noise, on the board that a URL names.
import { connectBoard, requirePhysical } from '../../host/cli/steps/connect.ts';
import { decodePrediction } from '../../host/image/decode-output.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { createReference } from '../../host/reference/reference.ts';
import { makeDemoStudent } from '../support/demo-student.ts';

const pictures = 40;
let student: ReturnType<typeof makeDemoStudent> | undefined;

/** Flashes and classifies; returns the ids of the samples whose logits are the reference's, in order. */
export async function validateOnLine(url: string): Promise<number[]> {
  student ??= makeDemoStudent(pictures);
  const { quantized, image, inputs } = await student;
  const reference = createReference(quantized);
  const { board } = await connectBoard(requirePhysical(url), new AbortController().signal);
  try {
    const { payload, imageId, core, memory } = image;
    await board.flash({ payload, imageId, core, memoryBytes: memory.bytesNeeded });
    const samples = inputs.map((input, sampleId) => ({ sampleId, input: encodeInput(image, input) }));
    const right: number[] = [];
    for await (const raw of board.infer(samples, { inFlight: memory.slotCount, cycles: image.cycleLimit })) {
      const { sampleId, logits } = decodePrediction(image, raw);
      if (Buffer.from(logits).equals(Buffer.from(reference.run(inputs[sampleId])))) right.push(sampleId);
    }
    return right.sort((a, b) => a - b);
  } finally {
    await board.close();
  }
}

export const everySample = Array.from({ length: pictures }, (_, sampleId) => sampleId);
