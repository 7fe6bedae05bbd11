// A board's predictions for quantized samples: encoded for the line on the way there, without padding on the way back.
import type { Board } from '../../device-bridge/session/board.ts';
import type { Prediction } from '../../proto/prediction.ts';
import { decodePrediction } from '../image/decode-output.ts';
import { encodeInput } from '../image/encode-input.ts';
import type { StudentImage } from '../image/student-image.ts';

export interface QuantizedSample {
  /** 0 to 2,147,483,647, each once per run. */
  readonly sampleId: number;
  /** int8 [rows, columns, channels], as `quantizeForImage` gives it. */
  readonly input: Int8Array;
}

/**
 * Classifies `samples` on a board that holds `image`, as many at once as the image has input slots. Predictions come as the board answers, one per sample: one lost on the line is asked for again, and comes late.
 * @throws SampleLengthError, SampleLevelError; what `board.infer` throws
 * @example
 * import { readFileSync } from 'node:fs';
 * import { flashStudent, openBoard, predict, quantizeForImage, readStudentImage } from 'retort-fpga/board';
 *
 * const image = readStudentImage(readFileSync('student.retort'), 'student.retort');
 * const board = await openBoard('virtual:up5k');
 * await flashStudent(board, image);
 * const [rows, columns, channels] = image.input.shape;
 * const black = quantizeForImage(new Uint8Array(rows * columns * channels), image);
 * for await (const { label, cycles } of predict(board, image, [{ sampleId: 0, input: black }])) {
 *   console.log(image.labels[label], cycles);
 * }
 * await board.close();
 */
export async function* predict(
  board: Board,
  image: StudentImage,
  samples: Iterable<QuantizedSample>,
  options: { readonly signal?: AbortSignal } = {},
): AsyncIterable<Prediction> {
  const run = { inFlight: image.memory.slotCount, cycles: image.cycleLimit, ...options };
  for await (const prediction of board.infer(encodeAll(samples, image), run)) yield decodePrediction(image, prediction);
}

function* encodeAll(samples: Iterable<QuantizedSample>, image: StudentImage) {
  for (const { sampleId, input } of samples) yield { sampleId, input: encodeInput(image, input) };
}
