// A Link over a wire for bytes: frames each way. Everything about time and meaning is the session's.
import { encodeFrame, FrameDecoder } from '../framing/frame.ts';
import type { BytePort, Link } from './link.ts';

/** The Link that `port` becomes; it starts and closes the port. */
export function createFramedLink(port: BytePort): Link {
  const decoder = new FrameDecoder();
  return {
    name: port.name,
    clock: port.clock,
    counters: decoder.counters,
    hasBaudRate: true,
    start(events) {
      port.start({
        bytes(chunk) {
          for (const message of decoder.push(chunk)) events.message(message);
        },
        closed: (error) => events.closed(error),
      });
    },
    send: (message) => port.write(encodeFrame(message)),
    setBaudRate: (baud) => port.setBaudRate(baud),
    close: () => port.close(),
  };
}
