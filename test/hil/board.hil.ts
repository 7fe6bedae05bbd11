// The hardware-in-the-loop suite: what a board has to do, whichever it is and however it is reached. RETORT_BOARD names it.
import { crc32 } from '../../device-bridge/framing/crc32.ts';
import { BoardError } from '../../device-bridge/session/errors.ts';
import type { FlashEvent } from '../../device-bridge/session/flash.ts';
import { dataset, expect, student, testWith } from '../../host/api/hil.ts';
import { createEchoImage } from '../support/echo-image.ts';
import { expectEveryLayer, expectFullQueue } from './every-layer.ts';
import { expectRefusals } from './header-probe.ts';
import { expectMemoryToBeReadable } from './memory-probe.ts';
import { PROBES } from './probes.ts';

const test = testWith({
  student: student('host/hil/template/student/student.retort'),
  dataset: dataset({ limit: PROBES }),
});

test('takes the student whole, and not twice', async ({ board, student }) => {
  expect(await board.flash(student, { force: true })).toMatchObject({ skipped: false });
  expect(await board.flash(student)).toMatchObject({ skipped: true });
});

test('answers each sample once, and loses nothing on the way', ({ answers }) => {
  expect(answers).toAnswerEachSampleOnce();
});

test('equals the integer reference in every output', ({ answers }) => {
  expect(answers).toBeBitExact();
});

test('takes exactly the cycles of the plan', ({ answers }) => {
  expect(answers).toTakePlannedCycles();
});

test('is not less often right than its baseline', async ({ answers }) => {
  await expect(answers).toBeAccurate();
});

test('agrees with its teacher', ({ answers }) => {
  expect(answers).toAgreeWithTeacher({ atLeast: 0.94 });
});

test('equals the reference and the plan on students with every kind of layer', async ({ board }) => {
  await expectEveryLayer(board);
});

test('takes no more inputs than it has room for, and mixes none up', async ({ board }) => {
  await expectFullQueue(board);
});

test('says what is in its memory, wherever the question begins and ends', async ({ board }) => {
  await expectMemoryToBeReadable(board);
});

test('refuses a header that is wrong in any one field', async ({ board }) => {
  await expectRefusals(board);
});

test('refuses an image for another core, and keeps its own', async ({ board, student }) => {
  const { image } = student;
  await board.flash(student);
  const foreign = { ...image, imageId: image.imageId ^ 1, core: image.core ^ 0xffff };
  const refused = await board.board.flash(foreign).catch((error: unknown) => error);
  if (!(refused instanceof BoardError)) throw refused;
  expect(refused.boardCodeName).toBe('WRONG_CORE');
  expect(await board.flash(student)).toMatchObject({ skipped: true });
});

test('resumes an upload that was interrupted', async ({ board, student }) => {
  // Another one each time, so that nothing of it is in the memory from before.
  const { goodFrames } = await board.board.status();
  const long = createEchoImage(40_000, { seed: 1 + (goodFrames % 0xffff), core: board.board.identity.core });
  const cut = new AbortController();
  const onEvent = ({ kind }: FlashEvent) => kind === 'progress' && cut.abort(new Error('cut'));
  await expect(board.board.flash(long, { force: true, signal: cut.signal, onEvent })).rejects.toThrow('cut');
  const resumed = await board.board.flash(long);
  expect(resumed.sentBytes).toBeLessThan(resumed.bytes);
  expect(await board.board.rangeCrc(0, long.payload.length)).toBe(crc32(long.payload));
  await board.flash(student);
});
