// A prediction and its comparisons as the page draws them: the input as a picture, a spectrogram or a table, and every score.
import type { Observation } from '../../device-bridge/monitor/observation.ts';
import type { Judged } from '../../device-bridge/monitor/tally.ts';
import { preprocessingOfLevels } from '../dataset/preprocessing.ts';
import { decodeOutput } from '../image/decode-output.ts';
import { decodeInput } from '../image/encode-input.ts';
import { positionsOf, probabilitiesOf, realValues } from '../image/head.ts';
import { taskOfImage } from '../image/image-task.ts';
import type { StudentImage } from '../image/student-image.ts';
import { dequantizeToReals } from '../reference/edge-values.ts';
import type { FoundBox } from '../task/boxes.ts';
import { answerToBoxes, asDetection, countsInWords, saidBoxes } from '../task/detection.ts';
import { drawBoxes } from './draw-boxes.ts';
import { pixelsOf } from './input-pixels.ts';
import type { Scores, ShownInput, ShownPrediction } from './messages.ts';

/** `judgement` holds nothing yet of a prediction that was not compared. `isSound`: whether inputs are spectrograms. */
export function showPrediction(
  { image, isSound }: { readonly image: StudentImage; readonly isSound: boolean },
  { observation, judgement }: Judged,
): ShownPrediction {
  const { sampleId, trueLabel, latencyMs, cycles, input } = observation;
  const { referenceLogits: _, teacherScores: __, ...said } = judgement;
  const found = foundIn(image, observation);
  return {
    ...said,
    ...{ sampleId, trueLabel, latencyMs, cycles },
    input: showInput(image, isSound, input, found?.boxes),
    scores: scoresOf(image, { observation, judgement }),
    boxes: found?.inWords,
  };
}

function scoresOf(image: StudentImage, { observation, judgement }: Judged): Scores | undefined {
  if (positionsOf(image.head) > 1) return undefined;
  const scores = (logits: Int8Array) =>
    Array.from(probabilitiesOf(image, logits) ?? realValues(image, logits), (score) => Number(score.toPrecision(6)));
  const { referenceLogits, teacherScores } = judgement;
  return {
    board: scores(decodeOutput(image, observation.logits)),
    reference: referenceLogits && scores(referenceLogits),
    teacher: teacherScores && Array.from(teacherScores, (score) => Number(score.toPrecision(6))),
  };
}

/** Undefined if the output is not boxes. */
export function foundIn(
  image: StudentImage,
  { logits }: Pick<Observation, 'logits'>,
): { readonly boxes: readonly FoundBox[]; readonly inWords: string } | undefined {
  const detector = asDetection(taskOfImage(image));
  if (!detector) return undefined;
  const boxes = saidBoxes(answerToBoxes(detector.decode(realValues(image, decodeOutput(image, logits)))));
  return { boxes, inWords: countsInWords(boxes, detector.detection.classes) };
}

function showInput(
  image: StudentImage,
  isSound: boolean,
  input: Uint8Array,
  boxes: readonly FoundBox[] | undefined,
): ShownInput {
  if (input.length === 0) return { kind: 'absent' };
  const plain = pixelsOf(image, input);
  if (!plain) return showTable(image, input);
  const pixels = boxes ? drawBoxes(plain, boxes, 1) : plain;
  return {
    kind: isSound ? 'spectrogram' : 'picture',
    rows: pixels.rows,
    columns: pixels.columns,
    rgb: Buffer.from(pixels.rgb).toString('base64'),
  };
}

function showTable({ input, ...image }: StudentImage, bytes: Uint8Array): ShownInput {
  const { preprocessing, quantization } = input;
  if (!('features' in preprocessing)) return { kind: 'table', features: [] };
  const reals = dequantizeToReals(decodeInput({ input, ...image }, bytes), quantization);
  const levels = preprocessingOfLevels(preprocessing);
  return {
    kind: 'table',
    features: preprocessing.features.map((name, i) => ({
      name,
      value: Number(((reals[i] - preprocessing.offset[i]) / preprocessing.scale[i]).toPrecision(4)),
      share: Math.min(1, Math.max(0, (reals[i] - levels.offset) / levels.scale / 255)),
    })),
  };
}
