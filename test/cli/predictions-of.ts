// Every prediction of a run folder's student on a board's test split, as bytes that can be compared.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectBoard, requirePhysical } from '../../host/cli/steps/connect.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { quantizeInput } from '../../host/reference/quantize-input.ts';

/** Label (4 bytes), cycles (4 bytes) and logits of the first `count` samples, in the split's order. The image is put on the board first. */
export async function predictionsOf(run: string, data: string, url: string, count: number): Promise<Buffer> {
  const image = readStudentImage(await readFile(join(run, 'student.retort')), run);
  const { test, preprocessing } = await loadDataset(data);
  const inputs = quantizeInput(test.images, preprocessing, image.input.quantization);
  const size = inputs.length / test.ids.length;
  const samples = Array.from({ length: count }, (_, sampleId) => ({
    sampleId,
    input: encodeInput(image, inputs.subarray(sampleId * size, (sampleId + 1) * size)),
  }));
  const predictions: Buffer[] = [];
  const { board } = await connectBoard(requirePhysical(url), new AbortController().signal);
  try {
    await board.flash(image);
    for await (const { sampleId, label, cycles, logits } of board.infer(samples, {
      inFlight: image.memory.slotCount,
    })) {
      const numbers = Buffer.alloc(8);
      numbers.writeUInt32LE(label, 0);
      numbers.writeUInt32LE(cycles, 4);
      if (predictions[sampleId]) throw new Error(`sample ${sampleId} was answered twice`);
      predictions[sampleId] = Buffer.concat([numbers, new Uint8Array(logits)]);
    }
  } finally {
    await board.close();
  }
  return Buffer.concat(predictions);
}
