// Stands between a session and its board, and writes down what passes.
import type { BytePort, Link } from '../../../device-bridge/link/link.ts';
import type { Wire } from '../../cli/steps/connect.ts';
import type { RecordWriter } from './link-record.ts';

/** Of every link that is opened through it, one after another. */
export function recordingWire(record: RecordWriter): Wire {
  return { port: (port) => recordPort(port, record), link: (link) => recordLink(link, record) };
}

function recordPort(port: BytePort, record: RecordWriter): BytePort {
  const now = () => port.clock.now();
  return {
    name: port.name,
    clock: port.clock,
    start(events) {
      record.write(now(), { kind: 'open', link: port.name, carries: 'bytes' });
      port.start({
        bytes(chunk) {
          record.write(now(), { kind: 'to host', data: base64(chunk) });
          events.bytes(chunk);
        },
        closed(error) {
          record.write(now(), closedEntry(error));
          events.closed(error);
        },
      });
    },
    write(bytes) {
      record.write(now(), { kind: 'to board', data: base64(bytes) });
      return port.write(bytes);
    },
    setBaudRate(baud) {
      record.write(now(), { kind: 'baud', baud });
      return port.setBaudRate(baud);
    },
    close: () => port.close(),
  };
}

function recordLink(link: Link, record: RecordWriter): Link {
  const now = () => link.clock.now();
  return {
    name: link.name,
    clock: link.clock,
    counters: link.counters,
    hasBaudRate: link.hasBaudRate,
    answerMs: link.answerMs,
    start(events) {
      record.write(now(), { kind: 'open', link: link.name, carries: 'messages' });
      link.start({
        message(bytes) {
          record.write(now(), { kind: 'to host', data: base64(bytes) });
          events.message(bytes);
        },
        closed(error) {
          record.write(now(), closedEntry(error));
          events.closed(error);
        },
      });
    },
    explainSilence: () => link.explainSilence?.(),
    explainLoss: () => link.explainLoss?.(),
    send(message) {
      record.write(now(), { kind: 'to board', data: base64(message) });
      return link.send(message);
    },
    setBaudRate: (baud) => link.setBaudRate(baud),
    close: () => link.close(),
  };
}

function closedEntry(error: Error | undefined) {
  return { kind: 'closed', ...(error && { reason: error.message }) } as const;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}
