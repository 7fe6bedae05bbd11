// A board that answers at once, for measuring what lies before it. Its logits are the first ten bytes of an input.
import { crc32 } from '../../device-bridge/framing/crc32.ts';
import {
  type Answers,
  decodeRequest,
  encodeReply,
  type Identity,
  type Reply,
  type Request,
} from '../../device-bridge/framing/message.ts';
import { type Link, systemClock } from '../../device-bridge/link/link.ts';
import { up5k } from '../../host/image/core-description.ts';

/** `own`: what it says of itself in place of an up5k's. */
export function createInstantLink(own: Partial<Identity> = {}): Link {
  const memory = new Uint8Array(131_072);
  let imageId = 0;
  let upload = { imageId: 0, length: 0 };
  let inferences = 0;
  const answer = (request: Request): { [K in keyof Answers]: { kind: K; value: Answers[K] } }[keyof Answers] => {
    switch (request.kind) {
      case 'identify': {
        const { core, macsPerCycle, clockHz } = up5k;
        const value = { core, build: 1, macsPerCycle, memoryBytes: memory.length, clockHz };
        return { kind: 'identity', value: { ...value, ...own, imageId } };
      }
      case 'getStatus': {
        const frames = { goodFrames: 0, badFrames: 0 };
        return { kind: 'status', value: { imageId, uploadImageId: 0, received: 0, ...frames, inferences } };
      }
      case 'setBaudRate':
        return { kind: 'baudRateSet', value: request.value };
      case 'begin':
        upload = request.value;
        return { kind: 'ready', value: { received: 0 } };
      case 'chunk': {
        const { offset, data } = request.value;
        memory.set(data, offset);
        return { kind: 'chunkWritten', value: { offset, received: offset + data.length } };
      }
      case 'commit':
        imageId = upload.imageId;
        return { kind: 'committed', value: { imageId, cycles: 0 } };
      case 'rangeCrc': {
        const { address, length } = request.value;
        return { kind: 'rangeCrcValue', value: { crc: crc32(memory.subarray(address, address + length)) } };
      }
      case 'readMemory':
        return { kind: 'memory', value: { data: memory.subarray(0, request.value.length) } };
      case 'abort':
        return { kind: 'aborted', value: { ended: 0 } };
      case 'infer':
        inferences += 1;
        return { kind: 'prediction', value: { label: 0, cycles: 1, logits: request.value.input.slice(0, 10) } };
    }
  };
  let onMessage: (bytes: Uint8Array) => void = () => {};
  return {
    name: 'instant:board',
    clock: systemClock,
    hasBaudRate: false,
    start: ({ message }) => {
      onMessage = message;
    },
    async send(message) {
      const request = decodeRequest(message);
      const reply = encodeReply({ id: request.id, ...answer(request) } as Reply);
      queueMicrotask(() => onMessage(reply));
    },
    setBaudRate: async () => {},
    close: async () => {},
  };
}
