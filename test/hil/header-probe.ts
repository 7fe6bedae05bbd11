// An image whose header is wrong in one field is refused, whichever it is, and what is sent next is taken.
import { BoardError } from '../../device-bridge/session/errors.ts';
import { type BoardUnderTest, expect } from '../../host/api/hil.ts';
import { withClass } from '../../host/hil/failure-class.ts';
import { createEchoImage } from '../support/echo-image.ts';

const outside = 0x00ff_fff8;

/** Word of the header (docs/core.md), a value that no board takes, and what the board says of it. */
const wrongFields = [
  [0, 0x5452_4553, 'BAD_PROGRAM'], // magic
  [1, 0xffff_ffff, 'WRONG_CORE'],
  [2, outside, 'BAD_PROGRAM'], // program
  [2, 12, 'BAD_PROGRAM'],
  [3, outside, 'BAD_PROGRAM'], // input
  [3, 1028, 'BAD_PROGRAM'],
  [4, 0, 'BAD_PROGRAM'], // bytes of an input
  [5, 12, 'BAD_PROGRAM'], // from slot to slot
  [6, 0, 'BAD_PROGRAM'], // slots
  [6, 5, 'BAD_PROGRAM'],
  [7, outside, 'BAD_PROGRAM'], // logits
  [8, 0, 'BAD_PROGRAM'], // how many
  [8, 1025, 'BAD_PROGRAM'],
  [9, outside, 'TOO_LARGE'], // memory needed
  [10, 0xffff_ffff, 'BAD_PROGRAM'], // limit of cycles
  [11, 3, 'BAD_PROGRAM'], // bits of an input's value
] as const;

/** Puts another image onto the board. */
export async function expectRefusals({ board }: BoardUnderTest): Promise<void> {
  const good = createEchoImage(512, { seed: 9, core: board.identity.core });
  for (const [word, value, refusal] of wrongFields) {
    const payload = good.payload.slice();
    new DataView(payload.buffer).setUint32(4 * word, value, true);
    const where = withClass('flash', `word ${word} of the header as 0x${value.toString(16)}`);
    const refused = await board.flash({ ...good, payload }, { force: true }).catch((error: unknown) => error);
    expect(refused, where).toBeInstanceOf(BoardError);
    expect((refused as BoardError).boardCodeName, where).toBe(refusal);
  }
  expect(await board.flash(good), withClass('flash', 'the right header')).toMatchObject({ skipped: false });
}
