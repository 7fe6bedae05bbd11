import { describe, expect, it } from 'vitest';
import { LinkClosedError } from '../../device-bridge/link/link.ts';
import { PortBusyError } from '../../device-bridge/link/port-lock.ts';
import { BoardAbsentError, BoardLeasedError, BrokerUnreachableError } from '../../device-bridge/mqtt/errors.ts';
import {
  BoardError,
  BoardSilentError,
  DuplicateSampleError,
  ImageTooLargeError,
  MissingSampleError,
} from '../../device-bridge/session/errors.ts';
import { classed, classify, HilError } from '../../host/hil/failure-class.ts';

describe('a failure', () => {
  it.each([
    [new PortBusyError('/dev/ttyUSB0', { pid: 1, command: 'other' }), 'infrastructure'],
    [new LinkClosedError('serial:/dev/ttyUSB0'), 'infrastructure'],
    [new BoardSilentError('serial:/dev/ttyUSB0', 115_200, 5000), 'infrastructure'],
    [new BoardLeasedError('b1', 'other'), 'infrastructure'],
    [new BoardAbsentError('b1', 'unplugged'), 'infrastructure'],
    [new BrokerUnreachableError('mqtt://nowhere', 'ECONNREFUSED'), 'infrastructure'],
    [new DuplicateSampleError(3), 'infrastructure'],
    [new MissingSampleError(3, 'within 1 ms'), 'infrastructure'],
    [new BoardError('commit', 7, 0), 'flash'],
    [new BoardError('begin', 11, 0), 'infrastructure'],
    [new ImageTooLargeError(2, 1), 'flash'],
  ] as const)('as by %s is of class %s', (error, failureClass) => {
    const classified = classify(error);
    expect(classified.failureClass).toBe(failureClass);
    expect(classified.message).toBe(`[${failureClass}] ${error.message}`);
    expect(classified.cause).toBe(error);
  });

  it('that nobody foresaw says so', () => {
    expect(classify(new TypeError('x is no function')).message).toBe(
      '[infrastructure] x is no function (not foreseen)',
    );
  });

  it('keeps the class that it has', async () => {
    const error = new HilError('timing', 'too slow');
    await expect(classed(() => Promise.reject(error))).rejects.toBe(error);
  });
});
