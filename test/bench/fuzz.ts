// Generated cases for the decoders of everything that comes from a wire: any bytes, split anywhere, must end in messages or typed errors.
//   npx tsx test/bench/fuzz.ts [cases, default 100,000]
import { fileURLToPath } from 'node:url';
import { encodeFrame, FrameDecoder } from '../../device-bridge/framing/frame.ts';
import { decodeReply, decodeRequest, encodeReply, MessageError } from '../../device-bridge/framing/message.ts';
import { createPicker, pickBytes, pickGarbage } from '../support/generated-cases.ts';

export interface FuzzFigures {
  readonly cases: number;
  readonly seconds: number;
  readonly decoded: number;
  readonly refused: number;
  /** Bytes of heap at the end over those at a tenth of the way. */
  readonly heapGrowth: number;
}

/** Throws at the first case that is decoded wrongly or throws anything but MessageError. */
export function benchFuzz({ cases, seed = 1 }: { cases: number; seed?: number }): FuzzFigures {
  const pick = createPicker(seed);
  const decoder = new FrameDecoder();
  const prediction = encodeReply({
    id: 7,
    kind: 'prediction',
    value: { label: 3, cycles: 9, logits: new Uint8Array(10) },
  });
  const figures = { decoded: 0, refused: 0 };
  const stackTraceLimit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const startedAt = performance.now();
  let heapBefore = 0;
  for (let i = 0; i < cases; i++) {
    if (i === Math.floor(cases / 10)) heapBefore = process.memoryUsage().heapUsed;
    const message = pick(2) === 0 ? pickBytes(pick, 60) : mutate(prediction, pick);
    const frame = encodeFrame(message);
    const split = pick(frame.length + 1);
    decoder.push(pickGarbage(pick));
    const found = [...decoder.push(frame.subarray(0, split)), ...decoder.push(frame.subarray(split))];
    if (found.length !== 1 || Buffer.compare(found[0], message) !== 0)
      throw new Error(`case ${i} of seed ${seed} was decoded wrongly`);
    for (const decode of [decodeReply, decodeRequest]) {
      if (isRefused(() => decode(message))) figures.refused += 1;
      else figures.decoded += 1;
    }
  }
  Error.stackTraceLimit = stackTraceLimit;
  const seconds = (performance.now() - startedAt) / 1000;
  return { cases, seconds, ...figures, heapGrowth: process.memoryUsage().heapUsed / heapBefore };
}

/** A copy, half of the time cut short, with one byte changed. */
function mutate(message: Uint8Array, pick: (below: number) => number): Uint8Array {
  const length = pick(2) === 0 ? message.length : 1 + pick(message.length);
  const mutant = Uint8Array.from(message.subarray(0, length));
  mutant[pick(length)] = pick(256);
  return mutant;
}

function isRefused(decode: () => unknown): boolean {
  try {
    decode();
    return false;
  } catch (error) {
    if (error instanceof MessageError) return true;
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(benchFuzz({ cases: Number(process.argv[2] ?? 100_000) })));
}
