// A bridge's queue of inputs, with a board simulated in lockstep: what one owner ends is its own alone.
import { expect, it } from 'vitest';
import { InferenceQueue } from '../../../device-bridge/daemon/inference-queue.ts';
import { createFramedLink } from '../../../device-bridge/link/framed-link.ts';
import { openBoard } from '../../../device-bridge/session/board.ts';
import { openLockstepPort } from '../../../firmware-artifacts/virtual-board/lockstep-port.ts';
import { createEchoImage } from '../../support/echo-image.ts';

it.each([
  ['where another one has inputs under way', 10],
  ['where nobody else has any', 0],
])('an abort ends only the inputs of its owner, and later ones are answered (%s)', async (_, others) => {
  const board = await openBoard(createFramedLink(openLockstepPort()));
  await board.flash(createEchoImage(1024));
  const fail = (error: unknown) => {
    throw error;
  };
  const queue = new InferenceQueue(board, () => {});
  const answered: string[] = [];
  let waiting = 0;
  let wake = () => {};
  const push = (owner: string, value: number) => {
    const onPrediction = ({ logits }: { logits: Int8Array }) => {
      answered.push(`${owner} ${logits[0]}`);
      if (owner !== 'ending' && --waiting === 0) wake();
    };
    if (owner !== 'ending') waiting += 1;
    queue.push({ owner, input: new Uint8Array(8).fill(value), stopAfter: 0, onPrediction, onFailure: fail });
  };
  for (let i = 0; i < 10; i++) {
    push('ending', i);
    if (i < others) push('staying', i);
  }
  await new Promise((resolve) => setImmediate(resolve));
  expect(queue.abort('ending')).toBe(10);
  expect(queue.length).toBe(others);
  push('staying', 42);
  await new Promise<void>((resolve) => (wake = resolve));
  expect(answered).toEqual([...Array.from({ length: others }, (_, i) => `staying ${i}`), 'staying 42']);
  expect(queue.abort('ending')).toBe(0);
  await queue.end();
  await board.close();
});
