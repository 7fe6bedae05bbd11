import { describe, expect, it } from 'vitest';
import { stuff } from '../../../device-bridge/framing/cobs.ts';
import { crc32 } from '../../../device-bridge/framing/crc32.ts';
import { encodeFrame, FrameDecoder, FrameTooLongError, maxMessageBytes } from '../../../device-bridge/framing/frame.ts';
import { createPicker, pickBytes, pickGarbage } from '../../support/generated-cases.ts';

const messages = [[1, 2, 3], [0, 0, 0], [255], Array(300).fill(7)].map((bytes) => Uint8Array.from(bytes));
const stream = Buffer.concat(messages.map(encodeFrame));
const decodeAll = (...chunks: Uint8Array[]) => {
  const decoder = new FrameDecoder();
  return { messages: chunks.flatMap((chunk) => decoder.push(chunk)), counters: decoder.counters };
};

describe('CRC-32', () => {
  it('is that of IEEE 802.3: the check value of "123456789" is 0xCBF43926', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  });
});

describe('encodeFrame', () => {
  it('puts zeros around the stuffed message and its CRC, the low byte first', () => {
    const frame = encodeFrame(Buffer.from('123456789'));
    expect(frame[0]).toBe(0);
    expect([...frame.subarray(1, -1)]).toEqual([...stuff(Buffer.from('123456789\x26\x39\xf4\xcb', 'latin1'))]);
    expect(frame.at(-1)).toBe(0);
  });

  it('refuses a message that is longer than the longest, by its length', () => {
    expect(encodeFrame(new Uint8Array(maxMessageBytes)).length).toBeLessThan(1080);
    expect(() => encodeFrame(new Uint8Array(maxMessageBytes + 1))).toThrow(new FrameTooLongError(1065));
    expect(() => encodeFrame(new Uint8Array(1065))).toThrow(
      'a message of 1,065 bytes does not fit a frame: send at most 1,064',
    );
  });
});

describe('FrameDecoder', () => {
  it('finds every message however the stream is split in two', () => {
    for (let at = 0; at <= stream.length; at++) {
      const found = decodeAll(stream.subarray(0, at), stream.subarray(at)).messages;
      expect(found).toEqual(messages);
    }
  });

  it('finds every message byte by byte', () => {
    expect(decodeAll(...[...stream].map((byte) => Uint8Array.of(byte))).messages).toEqual(messages);
  });

  it('finds the longest message', () => {
    const longest = new Uint8Array(maxMessageBytes).fill(9);
    expect(decodeAll(encodeFrame(longest)).messages).toEqual([longest]);
  });

  it('finds the message after each kind of garbage and counts the kind', () => {
    const wrongCrc = encodeFrame(Uint8Array.of(1, 2, 3));
    wrongCrc[3] ^= 0x40;
    const cases = [
      ['badCrc', wrongCrc],
      ['badCobs', Uint8Array.of(9, 1, 0)],
      ['tooShort', Uint8Array.of(4, 1, 2, 3, 0)],
      ['tooLong', new Uint8Array(5000).fill(1)],
      ['tooLong', Uint8Array.from(stuff(new Uint8Array(maxMessageBytes + 5).fill(255)))],
    ] as const;
    for (const [kind, garbage] of cases) {
      const { messages: found, counters } = decodeAll(garbage, encodeFrame(messages[0]));
      expect(found).toEqual([messages[0]]);
      expect(counters).toEqual({
        bytes: garbage.length + encodeFrame(messages[0]).length,
        ...{ frames: 1, badCobs: 0, badCrc: 0, tooLong: 0, tooShort: 0 },
        [kind]: 1,
      });
    }
  });

  it('gives each message its own memory', () => {
    const decoder = new FrameDecoder();
    const [first] = decoder.push(encodeFrame(messages[0]));
    decoder.push(encodeFrame(Uint8Array.of(9, 9, 9)));
    expect(first).toEqual(messages[0]);
  });

  it('finds a good frame after each of 50,000 generated kinds of garbage, and no other frame', () => {
    const pick = createPicker(3);
    const decoder = new FrameDecoder();
    for (let i = 0; i < 50_000; i++) {
      const garbage = pickGarbage(pick);
      const message = pickBytes(pick, 40);
      decoder.push(garbage);
      const found = decoder.push(encodeFrame(message));
      if (found.length !== 1 || Buffer.compare(found[0], message) !== 0) {
        expect({ i, garbage, found }).toEqual({ i, garbage, found: [message] });
      }
    }
  });
});
