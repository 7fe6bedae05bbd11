// A student that shares most of its bytes with the one before it, and flashes of it that are cut at a message: what must hold of a board then.
import { expect } from 'vitest';
import type { Link } from '../../device-bridge/link/link.ts';
import type { Board } from '../../device-bridge/session/board.ts';
import type { FlashOptions } from '../../device-bridge/session/flash.ts';
import { createEchoImage } from '../support/echo-image.ts';

export const before = createEchoImage(1200);

/** In two ranges, with 16 bytes between them that are worth leaving out. */
function isChanged(at: number): boolean {
  return (at >= 520 && at < 600) || (at >= 630 && at < 760);
}

const payload = before.payload.map((byte, at) => (isChanged(at) ? ~byte : byte));
export const after = { ...before, imageId: 0x2000, payload };

/** What a board of which this is the memory may say that it has. */
export function expectWhole(imageId: number, memory: Uint8Array): void {
  expect([0, before.imageId, after.imageId]).toContain(imageId);
  const image = [before, after].find((one) => one.imageId === imageId);
  if (image) expect(Buffer.compare(memory.subarray(0, image.payload.length), image.payload)).toBe(0);
}

/** The old student whole, the new one whole, or none; which of them. */
export async function expectNoMixture(board: Board): Promise<number> {
  const { imageId } = await board.status();
  expectWhole(imageId, await board.readMemory(0, payload.length));
  return imageId;
}

/** The next flash brings the new student, and it runs. */
export async function expectFlashed(board: Board): Promise<void> {
  await board.flash(after);
  expect(await expectNoMixture(board)).toBe(after.imageId);
  const input = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  expect([...(await board.runLayers(input, 0)).logits]).toEqual([...input]);
}

/** A link to count messages on, and to cut at one of them. */
export class CutLink {
  readonly link: Link;
  #sent = 0;
  #cutAt = Number.POSITIVE_INFINITY;
  #cut = () => {};
  #isDead = false;

  constructor(link: Link) {
    this.link = { ...copyLink(link), send: (message) => this.#send(link, message) };
  }

  /** Calls `cut` before message `at`, counted from 0; with `isLost` that one and all that follow get nowhere. */
  cutAt(at: number, isLost: boolean, cut: () => void): void {
    this.#sent = 0;
    this.#cutAt = at;
    this.#cut = () => {
      this.#isDead = isLost;
      cut();
    };
  }

  /** Whether the message was reached. Nothing is cut or lost from now on. */
  mend(): boolean {
    const reached = this.#sent > this.#cutAt;
    this.#cutAt = Number.POSITIVE_INFINITY;
    this.#isDead = false;
    return reached;
  }

  async #send(link: Link, message: Uint8Array): Promise<void> {
    if (this.#sent++ === this.#cutAt) this.#cut();
    if (!this.#isDead) await link.send(message);
  }
}

/** What a spread leaves out of a link that is a class's. */
function copyLink(link: Link): Link {
  return {
    name: link.name,
    clock: link.clock,
    hasBaudRate: link.hasBaudRate,
    answerMs: link.answerMs,
    get counters() {
      return link.counters;
    },
    start: (events) => link.start(events),
    explainSilence: () => link.explainSilence?.(),
    explainLoss: () => link.explainLoss?.(),
    send: (message) => link.send(message),
    setBaudRate: (baud) => link.setBaudRate(baud),
    close: () => link.close(),
  };
}

/** Flashes the new student over the old one with a cut at message `at`; false where it ends before that. */
export async function flashWithCut(
  board: Board,
  line: CutLink,
  at: number,
  { isLost, act }: { readonly isLost: boolean; act(): void },
): Promise<boolean> {
  await board.flash(before);
  const controller = new AbortController();
  const options: FlashOptions = { signal: controller.signal };
  line.cutAt(at, isLost, () => {
    act();
    if (isLost) controller.abort(new Error('cut'));
  });
  const error = await board.flash(after, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const reached = line.mend();
  if (reached && isLost) expect(error).toMatchObject({ message: 'cut' });
  else expect(error).toBeUndefined();
  return reached;
}
