// What is asked of a board, each as a function that throws a HilError. The suite and the tests of its own sharpness both use them.
import { crc32 } from '../../device-bridge/framing/crc32.ts';
import { ErrorCode } from '../../device-bridge/framing/message.ts';
import type { Board } from '../../device-bridge/session/board.ts';
import { BoardError } from '../../device-bridge/session/errors.ts';
import type { FlashEvent } from '../../device-bridge/session/flash.ts';
import { classesOf, classOf } from '../../host/image/head.ts';
import { argmax } from '../../host/network/logits.ts';
import type { Prediction } from '../../proto/prediction.ts';
import { createEchoImage } from '../support/echo-image.ts';
import { type Baseline, nameOfBuild } from './baseline.ts';
import { HilError } from './failure-class.ts';
import type { Subject } from './subject.ts';

/** The whole image is on the board and in effect; what is there already is not sent again. */
export async function checkFlash(board: Board, { image }: Subject): Promise<void> {
  const flashed = await board.flash(image, { force: true });
  if (flashed.skipped) throw new HilError('flash', 'a forced flash was skipped');
  await checkHeld(board, image);
  const again = await board.flash(image);
  if (!again.skipped) throw new HilError('flash', `the image was sent again, ${again.sentBytes} bytes of it`);
}

export async function checkHeld(board: Board, { imageId, payload }: Subject['image']): Promise<void> {
  const status = await board.status();
  if (status.imageId !== imageId)
    throw new HilError('flash', `the board says that it has image ${status.imageId}, not ${imageId}`);
  const crc = await board.rangeCrc(0, payload.length);
  if (crc !== crc32(payload))
    throw new HilError('flash', `the board's memory has CRC ${crc}, the image ${crc32(payload)}: flash it again`);
}

/** One prediction for each probe, in their order. */
export async function predictProbes(board: Board, { image, inputs }: Subject): Promise<readonly Prediction[]> {
  const predictions: Prediction[] = [];
  const samples = inputs.map((input, sampleId) => ({ sampleId, input }));
  for await (const prediction of board.infer(samples, { inFlight: image.memory.slotCount })) {
    predictions[prediction.sampleId] = prediction;
  }
  return predictions;
}

/** Every logit and every label is the reference's. */
export function checkExactness(predictions: readonly Prediction[], { referenceLogits, outputs }: Subject): void {
  const wrong = predictions.filter(({ sampleId, label, logits }) => {
    const expected = referenceLogits.subarray(sampleId * outputs, (sampleId + 1) * outputs);
    const same = logits.length === outputs && logits.every((logit, i) => logit === expected[i]);
    return !same || label !== argmax(expected);
  });
  if (wrong.length === 0) return;
  const [{ sampleId, logits }] = wrong;
  const expected = referenceLogits.subarray(sampleId * outputs, (sampleId + 1) * outputs);
  throw new HilError(
    'numeric',
    `${wrong.length} of ${predictions.length} predictions differ from the reference, first sample ${sampleId}: [${logits.join(', ')}] instead of [${expected.join(', ')}]`,
  );
}

export function measure(predictions: readonly Prediction[], subject: Subject, build: number): Baseline {
  const { image, labels, teacherLogits, teacherDigest } = subject;
  const classes = classesOf(image.head);
  const teacherLabel = (row: number) => argmax(teacherLogits.subarray(row * classes, (row + 1) * classes));
  return {
    probes: predictions.length,
    correct: predictions.filter((prediction) => classOf(image, prediction) === labels[prediction.sampleId]).length,
    agreeing: predictions.filter((prediction) => classOf(image, prediction) === teacherLabel(prediction.sampleId))
      .length,
    teacherDigest,
    cycles: { [nameOfBuild(build)]: Math.max(...predictions.map(({ cycles }) => cycles)) },
  };
}

/** As right, and as much of the teacher's opinion, as it was; and the teacher is the one that it was held against. */
export function checkAccuracy(measured: Baseline, baseline: Baseline): void {
  if (measured.teacherDigest !== baseline.teacherDigest)
    throw new HilError(
      'accuracy',
      "the teacher's outputs are others than the baseline's: record it anew or restore them",
    );
  if (measured.probes !== baseline.probes)
    throw new HilError(
      'accuracy',
      `${measured.probes} probes were asked, the baseline is of ${baseline.probes}: record it anew`,
    );
  const worse = (['correct', 'agreeing'] as const).find((what) => measured[what] < baseline[what]);
  if (worse)
    throw new HilError(
      'accuracy',
      `${measured[worse]} of ${measured.probes} are ${worse}, ${baseline[worse]} were before`,
    );
}

/** Exactly as many cycles as recorded, for every input: the core is deterministic. */
export function checkCycles(predictions: readonly Prediction[], recorded: number): void {
  const other = predictions.find(({ cycles }) => cycles !== recorded);
  if (other)
    throw new HilError('timing', `sample ${other.sampleId} took ${other.cycles} cycles, ${recorded} are recorded`);
}

/** An upload that was cut goes on where it was, and the student is on the board again afterwards. */
export async function checkResume(board: Board, { image }: Subject): Promise<void> {
  // Another one each time, so that nothing of it is in the memory from before.
  const { goodFrames } = await board.status();
  const long = createEchoImage(40_000, { seed: 1 + (goodFrames % 0xffff) });
  const cut = new AbortController();
  const onEvent = ({ kind }: FlashEvent) => kind === 'progress' && cut.abort(new Error('cut'));
  const broken = await board.flash(long, { force: true, signal: cut.signal, onEvent }).catch((error: Error) => error);
  if (!(broken instanceof Error)) throw new HilError('flash', 'the upload could not be cut');
  if (broken.message !== 'cut') throw broken;
  const resumed = await board.flash(long);
  if (resumed.sentBytes === resumed.bytes) throw new HilError('flash', 'the upload began again instead of going on');
  await checkHeldPayload(board, long);
  await board.flash(image);
  await checkHeld(board, image);
}

async function checkHeldPayload(board: Board, { payload }: { readonly payload: Uint8Array }): Promise<void> {
  if ((await board.rangeCrc(0, payload.length)) !== crc32(payload))
    throw new HilError('flash', 'a resumed upload left something else in the memory than was sent');
}

/** An image for another core is refused, and the board keeps the one that it has. */
export async function checkForeignImage(board: Board, { image }: Subject): Promise<void> {
  const foreign = { ...image, imageId: image.imageId ^ 1, core: image.core ^ 0xffff };
  const refused = await board.flash(foreign).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!refused) throw new HilError('flash', 'the board took an image for another core');
  const expected = refused instanceof BoardError && refused.boardCode === ErrorCode.ERROR_CODE_WRONG_CORE;
  if (!expected) throw refused;
  await checkHeld(board, image);
}

/** What was lost or spoiled on the way so far, on both sides; not what was asked again only because a busy computer was late. */
export async function countLosses(board: Board): Promise<number> {
  const { inferencesRepeated, frames } = board.health;
  const { badFrames } = await board.status();
  const spoiled = frames ? frames.badCobs + frames.badCrc + frames.tooLong + frames.tooShort : 0;
  return inferencesRepeated + spoiled + badFrames;
}

/** A good line loses nothing; what the protocol puts right is still a fault. */
export function checkLosses(before: number, after: number): void {
  if (after === before) return;
  throw new HilError(
    'infrastructure',
    `${after - before} messages were lost or spoiled on the way and sent again: see the cable`,
  );
}
