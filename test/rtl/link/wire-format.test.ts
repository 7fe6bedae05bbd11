// The link's RTL and protobuf's wire format as other writers use it: any order, unknown fields, long varints; and what is not that format.
import { Writer } from 'protobufjs/minimal.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stuff } from '../../../device-bridge/framing/cobs.ts';
import { crc32 } from '../../../device-bridge/framing/crc32.ts';
import { encodeFrame } from '../../../device-bridge/framing/frame.ts';
import { missingVerilator } from './board-process.ts';
import { core, LinkClient, refusal } from './link-client.ts';

const varint = 0;
const fixed64 = 1;
const length = 2;
const fixed32 = 5;
const tag = (field: number, wire: number) => new Writer().uint32(((field << 3) | wire) >>> 0).finish();
const join = (...parts: ArrayLike<number>[]) => Uint8Array.from(parts.flatMap((part) => Array.from(part)));
const bytesField = (field: number, bytes: ArrayLike<number>) =>
  join(tag(field, length), new Writer().uint32(bytes.length).finish(), bytes);
const fixedField = (field: number, value: number) => join(tag(field, fixed32), new Writer().fixed32(value).finish());

/** Encodes with `bytes` groups, more than needed. */
function longVarint(value: number, bytes: number): number[] {
  return Array.from(
    { length: bytes },
    (_, k) => (k < 5 ? Math.floor(value / 2 ** (7 * k)) & 0x7f : 0) | (k < bytes - 1 ? 0x80 : 0),
  );
}

const unknownFields = [
  join(tag(31, varint), longVarint(5, 10)),
  join(tag(16, varint), Array(9).fill(0xff), [1]),
  join(tag(200_000, fixed64), [1, 2, 3, 4, 5, 6, 7, 8]),
  bytesField(4000, Array(150).fill(0x0b)),
  bytesField(2 ** 29 - 1, []),
  join(tag(77, fixed32), [9, 9, 9, 9]),
  join(tag(4, varint), [0]),
];
const id = fixedField(1, 42);
const range = join(fixedField(1, 0), fixedField(2, 1));
const expected = { id: 42, rangeCrcValue: { crc: expect.any(Number) } };

describe.skipIf(missingVerilator)(
  `the link's RTL, protobuf's wire format${missingVerilator ? ` (${missingVerilator})` : ''}`,
  () => {
    let client: LinkClient;
    beforeAll(() => {
      client = new LinkClient();
    });
    beforeEach(() => client.reset());
    afterAll(() => client.board.close());

    it('takes fields in any order, the id behind the command too', async () => {
      await client.ask({ id: 1, begin: { imageId: 1, length: 100, core } });
      const chunk = join(bytesField(9, [1, 2, 3]), fixedField(1, 20));
      expect(await client.askMessage(join(bytesField(6, chunk), id))).toEqual({
        id: 42,
        chunkWritten: { offset: 20, received: 0 },
      });
      expect(await client.ask({ id: 2, readMemory: { address: 20, length: 3 } })).toEqual({
        id: 2,
        memory: { data: [1, 2, 3] },
      });
    });

    it.each(unknownFields.map((field, k) => [k, field] as const))(
      'skips unknown field %i wherever it stands',
      async (_, field) => {
        const command = bytesField(9, join(field, fixedField(1, 0), field, fixedField(2, 1), field));
        expect(await client.askMessage(join(field, id, field, command, field))).toEqual(expected);
        expect(await client.askMessage(join(field, command, field, id))).toEqual(expected);
      },
    );

    it('lets the last of repeated fields win, and the last command', async () => {
      const command = bytesField(9, join(fixedField(1, 500_000), range));
      expect(await client.askMessage(join(fixedField(1, 7), bytesField(2, []), command, id))).toEqual(expected);
      expect(await client.askMessage(join(command, id, bytesField(10, [])))).toEqual(
        refusal(42, 'ERROR_CODE_BAD_RANGE', 131_072),
      );
      expect(await client.askMessage(join(bytesField(9, range), id, bytesField(9, fixedField(2, 1))))).toEqual(
        expected,
      );
    });

    it('takes numbers as varints of any length up to ten bytes', async () => {
      await client.ask({ id: 1, begin: { imageId: 1, length: 400, core } });
      for (let bytes = 2; bytes <= 10; bytes++) {
        const chunk = join(tag(1, varint), longVarint(300, bytes), tag(9, length), longVarint(1, bytes), [bytes]);
        const message = join(
          longVarint((6 << 3) | length, bytes),
          longVarint(chunk.length, bytes),
          chunk,
          tag(1, varint),
          longVarint(9_999, bytes),
        );
        expect(await client.askMessage(message)).toEqual({ id: 9_999, chunkWritten: { offset: 300, received: 0 } });
      }
      const big = join(tag(1, varint), longVarint(0xfedcba98, 5));
      expect(await client.askMessage(join(big, bytesField(2, [])))).toMatchObject({
        id: 0xfedcba98,
        identity: { core },
      });
    });

    it('names the command that it does not know', async () => {
      expect(await client.askMessage(id)).toEqual(refusal(42, 'ERROR_CODE_UNKNOWN_COMMAND', 0));
      expect(await client.askMessage(new Uint8Array())).toEqual(refusal(0, 'ERROR_CODE_UNKNOWN_COMMAND', 0));
      expect(await client.askMessage(join(bytesField(12, [255, 255]), id))).toEqual(
        refusal(42, 'ERROR_CODE_UNKNOWN_COMMAND', 12),
      );
      expect(await client.askMessage(join(id, bytesField(2 ** 29 - 1, [])))).toEqual(
        refusal(42, 'ERROR_CODE_UNKNOWN_COMMAND', 2 ** 29 - 1),
      );
    });

    it.each([
      ['field number 0', [0x05, 1, 2, 3, 4]],
      ['the start of a group', join(tag(5, 3))],
      ['the end of a group', join(tag(5, 4))],
      ['wire type 6', [0x16]],
      ['wire type 7', [0x17]],
      ['a varint of eleven bytes', join(tag(20, varint), Array(10).fill(0x80), [0])],
      ['a tag that is cut off', [0x80]],
      ['a tag of more than 32 bits', [0x95, 0x80, 0x80, 0x80, 0x10, 1, 2, 3, 4]],
      ['a varint that is cut off', join(tag(20, varint), [0x80, 0x80])],
      ['a fixed32 that is cut off', join(tag(20, fixed32), [1, 2, 3])],
      ['a fixed64 that is cut off', join(tag(20, fixed64), [1, 2, 3, 4, 5, 6, 7])],
      ['a length that is cut off', join(tag(20, length), [0x81])],
      ['bytes beyond the message', join(tag(20, length), [3, 1, 2])],
      ['bytes of 2^32 + 1', join(tag(20, length), longVarint(2 ** 32 + 1, 5), [1])],
      ['bytes of 2^63', join(tag(20, length), Array(9).fill(0x80), [1])],
      ['a command beyond the message', join(tag(2, length), [1])],
      [
        'a field beyond its command',
        join(tag(9, length), [7], tag(1, fixed32), [0, 0, 0, 0], tag(2, fixed32), [1, 0, 0, 0]),
      ],
      ['more than 1,024 bytes of data', bytesField(6, bytesField(9, Array(1025).fill(1)))],
    ])('calls %s malformed', async (_, bytes) => {
      expect(await client.askMessage(join(id, bytes))).toEqual(refusal(42, 'ERROR_CODE_MALFORMED'));
      expect(await client.ask({ id: 3, identify: {} })).toMatchObject({ id: 3, identity: { core } });
    });

    it('takes a message cut off anywhere for what it is or for malformed, and never acts on a part', async () => {
      const begin = { id: 42, begin: { imageId: 5, length: 100, core } };
      const message = client.encode(begin);
      for (let bytes = 0; bytes < message.length; bytes++) {
        const code = bytes === 0 || bytes === 5 ? 'ERROR_CODE_UNKNOWN_COMMAND' : 'ERROR_CODE_MALFORMED';
        expect(await client.askMessage(message.subarray(0, bytes))).toEqual(refusal(bytes < 5 ? 0 : 42, code));
      }
      expect(await client.ask({ id: 3, getStatus: {} })).toMatchObject({
        status: { uploadImageId: 0, goodFrames: message.length + 1 },
      });
    });

    it('takes a message of 1,064 bytes and drops a longer one', async () => {
      const messageOf = (bytes: number) => join(id, bytesField(2, []), bytesField(31, Array(bytes - 11).fill(0)));
      expect(messageOf(1064)).toHaveLength(1064);
      expect(await client.askMessage(messageOf(1064))).toMatchObject({ id: 42, identity: { core } });
      const long = messageOf(1065);
      const checked = join(long, new Writer().fixed32(crc32(long)).finish());
      await client.board.write(join([0], stuff(checked), [0]));
      expect(await client.ask({ id: 1, getStatus: {} })).toMatchObject({
        id: 1,
        status: { goodFrames: 2, badFrames: 1 },
      });
    });

    it('drops and counts what is not a frame: stuffing cut off, a flipped bit, a break, less than a CRC', async () => {
      const frame = encodeFrame(client.encode({ id: 7, identify: {} }));
      await client.board.write(join(frame.subarray(0, -3), [0]));
      const flipped = Uint8Array.from(frame);
      flipped[4] ^= 0x10;
      await client.board.write(flipped);
      await client.board.write(Uint8Array.of(0, 3, 7, 7, 0, 0, 0));
      await client.board.run(10_000);
      await client.board.holdLineLow(500);
      await client.board.run(30);
      expect(await client.ask({ id: 1, getStatus: {} })).toMatchObject({
        id: 1,
        status: { goodFrames: 1, badFrames: 4 },
      });
    });

    it('ignores a start that is shorter than half a bit', async () => {
      for (let k = 0; k < 20; k++) {
        await client.board.holdLineLow(1 + (k % 4));
        await client.board.run(30);
      }
      expect(await client.ask({ id: 1, getStatus: {} })).toMatchObject({
        id: 1,
        status: { goodFrames: 1, badFrames: 0 },
      });
    });
  },
);
