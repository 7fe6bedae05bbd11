// Byte strings to throw at a board's receiver, from a seed: noise, zeros, frames with one thing wrong, frames whose message is nonsense,
// and whole frames of every command, so that each stage of the link sees some of them.
import { stuff } from '../../device-bridge/framing/cobs.ts';
import { crc32 } from '../../device-bridge/framing/crc32.ts';
import { maxMessageBytes } from '../../device-bridge/framing/frame.ts';
import type { Random } from '../../host/artifact/random.ts';
import { retort } from '../../proto/gen/messages.js';

type RequestFields = retort.link.v1.Request.$Properties;

const longestString = 3000;
/** What most strings have at most, in bytes. */
export const shortString = 64;
const core = 0x0003_0102;

/**
 * At most 64 bytes, or at most 3,000 in `longShare` of the draws. What a string asks for never takes the board so long that its ring
 * fills up, which would be a good reason to drop the next frame.
 */
export function drawGarbage(random: Random, longShare: number): Uint8Array {
  const long = random.next() < longShare;
  const longest = long ? longestString : shortString;
  switch (random.integer(long ? 5 : 4)) {
    case 0:
      return noise(random.integer(longest + 1), () => random.integer(256));
    case 1:
      return noise(random.integer(longest + 1), () => (random.integer(3) ? 0 : random.integer(6)));
    case 4:
      return overlong(random);
    default: {
      const count = long ? 1 + random.integer(8) : 1;
      const parts = Array.from({ length: count }, () => almostFrame(random, long ? 1024 : 24));
      return new Uint8Array(Buffer.concat(parts)).subarray(0, longest);
    }
  }
}

function noise(length: number, byte: () => number): Uint8Array {
  return Uint8Array.from({ length }, byte);
}

/** Between zeros, with whatever CRC and length: encodeFrame() would refuse some of these. */
function frame(message: Uint8Array, crc = crc32(message)): Uint8Array {
  const checked = new Uint8Array(message.length + 4);
  checked.set(message);
  new DataView(checked.buffer).setUint32(message.length, crc, true);
  return Uint8Array.of(0, ...stuff(checked), 0);
}

function overlong(random: Random): Uint8Array {
  const length = maxMessageBytes + 1 + random.integer(longestString - maxMessageBytes - 20);
  return frame(noise(length, () => random.integer(256)));
}

/** A frame that is good, cut at either end, hit by a few bits, of the wrong CRC, or right around a message that is not. */
function almostFrame(random: Random, longestData: number): Uint8Array {
  const message = encodeAnyRequest(random, longestData);
  const whole = frame(message);
  switch (random.integer(6)) {
    case 0:
      return whole.subarray(random.integer(whole.length));
    case 1:
      return whole.subarray(0, random.integer(whole.length));
    case 2:
      for (let flips = 1 + random.integer(3); flips > 0; flips--)
        whole[random.integer(whole.length)] ^= 1 << random.integer(8);
      return whole;
    case 3:
      return frame(message, crc32(message) ^ (1 << random.integer(31)));
    case 4:
      return frame(nonsense(message, random));
    default:
      return whole;
  }
}

/** A message with some of its first bytes changed, perhaps cut short. */
function nonsense(message: Uint8Array, random: Random): Uint8Array {
  for (let changes = 1 + random.integer(4); changes > 0; changes--)
    message[random.integer(Math.min(message.length, 24))] = random.integer(256);
  return message.subarray(0, 1 + random.integer(message.length));
}

/** Every command, with fields that are in range, just outside, or anything. */
function encodeAnyRequest(random: Random, longestData: number): Uint8Array {
  const number = () => random.integer([4, 300, 140_000, 2 ** 32][random.integer(4)]);
  const bytes = noise(random.integer(longestData + 1), () => random.integer(256));
  const length = () => random.integer(random.integer(4) ? 64 : 2 ** 32);
  const requests: RequestFields[] = [
    { identify: {} },
    { getStatus: {} },
    { setBaudRate: { cyclesPerBit: random.integer(random.integer(16) ? 5 : 300) } },
    { begin: { imageId: random.integer(3), length: length(), core: core + (random.integer(8) ? 0 : 1) } },
    { chunk: { offset: number(), data: bytes } },
    { commit: { imageId: random.integer(3), crc: number() } },
    {
      infer: {
        offset: random.integer(3) * 8,
        more: random.integer(2),
        stopAfter: number(),
        input: bytes.subarray(0, 8 * random.integer(4)),
      },
    },
    { rangeCrc: { address: number(), length: length() } },
    { readMemory: { address: number(), length: length() } },
  ];
  return retort.link.v1.Request.encode({ id: number(), ...requests[random.integer(requests.length)] }).finish();
}
