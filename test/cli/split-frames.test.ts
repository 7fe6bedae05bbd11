// A camera's bytes into frames, and the newest of them.
import { describe, expect, it } from 'vitest';
import { newestOf } from '../../host/cli/steps/newest-of.ts';
import { splitFrames } from '../../host/cli/steps/split-frames.ts';
import type { Frame } from '../../host/dataset/picture.ts';

const ppm = (columns: number, rows: number, first: number) =>
  Buffer.concat([
    Buffer.from(`P6\n${columns} ${rows}\n255\n`),
    Buffer.from(Array.from({ length: 3 * columns * rows }, (_, i) => (first + i) % 256)),
  ]);
/** The first pixel of the second looks like white space and digits. */
const stream = Buffer.concat([ppm(3, 2, 0), ppm(2, 1, 10), ppm(1, 2, 50)]);

async function* chunksOf(bytes: Buffer, ...ends: readonly number[]): AsyncGenerator<Buffer, void, void> {
  for (const [i, end] of [...ends, bytes.length].entries()) yield bytes.subarray(ends[i - 1] ?? 0, end);
}

async function split(chunks: AsyncIterable<Buffer>): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of splitFrames(chunks, 'v4l2:/dev/video0')) frames.push(frame);
  return frames;
}

describe('a stream of frames', () => {
  it('is the same however it is split', async () => {
    const whole = await split(chunksOf(stream));
    expect(whole.map(({ rows, columns, rgb }) => [rows, columns, ...rgb])).toEqual([
      [2, 3, ...Array.from({ length: 18 }, (_, i) => i)],
      [1, 2, 10, 11, 12, 13, 14, 15],
      [2, 1, 50, 51, 52, 53, 54, 55],
    ]);
    for (let end = 0; end <= stream.length; end++) expect(await split(chunksOf(stream, end))).toEqual(whole);
    const singly = Array.from({ length: stream.length - 1 }, (_, i) => i + 1);
    expect(await split(chunksOf(stream, ...singly))).toEqual(whole);
  });

  it('is empty where nothing comes', async () => {
    expect(await split(chunksOf(Buffer.alloc(0)))).toEqual([]);
  });

  it.each([
    [
      'something else',
      Buffer.from('ffmpeg version 7.1 Copyright (c) 2000-2026'),
      'ffmpeg sent something other than frames',
    ],
    [
      'another depth',
      Buffer.concat([Buffer.from('P6\n1 1\n65535\n'), Buffer.alloc(32)]),
      'something other than frames',
    ],
    ['a frame without pixels', Buffer.from('P6\n0 4\n255\n'), 'are 0×4 pixels, not 1 to 50,000,000 in all'],
    ['a frame of gigabytes', Buffer.from('P6\n99999 99999\n255\n'), 'are 99,999×99,999 pixels'],
    ['half a frame', ppm(4, 4, 0).subarray(0, 40), 'ended in the middle of a frame of v4l2:/dev/video0'],
    ['half a header', Buffer.from('P6\n4'), 'ended in the middle of a frame'],
  ])('is refused where it holds %s', async (_, bytes, message) => {
    await expect(split(chunksOf(bytes))).rejects.toThrow(message);
    await expect(split(chunksOf(bytes))).rejects.toMatchObject({ code: 'CLI_CAMERA' });
  });
});

describe('the newest of what comes', () => {
  it('replaces what was not taken, which is counted', async () => {
    let dropped = 0;
    const items = (async function* () {
      yield* [1, 2, 3];
    })();
    const newest = newestOf(items, () => dropped++);
    const first = await newest.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect([first.value, (await newest.next()).value, dropped]).toEqual([1, 3, 1]);
    expect((await newest.next()).done).toBe(true);
  });

  it('comes before what went wrong', async () => {
    const items = (async function* () {
      yield 1;
      throw new Error('unplugged');
    })();
    const newest = newestOf(items, () => {});
    await new Promise((resolve) => setImmediate(resolve));
    expect((await newest.next()).value).toBe(1);
    await expect(newest.next()).rejects.toThrow('unplugged');
  });
});
