// A Link over a wire for bytes: frames each way. Everything about time and meaning is the session's.
import { encodeFrame, FrameDecoder } from '../framing/frame.ts';
import type { BytePort, Link } from './link.ts';

/**
 * The link that a byte port becomes: frames of COBS with a CRC-32 (docs/link.md). The link starts and closes the port.
 * @example
 * import { createFramedLink, openBoardOn, openSerialPort } from 'retort-fpga/bridge';
 *
 * const board = await openBoardOn(createFramedLink(await openSerialPort('/dev/ttyUSB1')));
 * console.log(board.name);
 * await board.close();
 */
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
