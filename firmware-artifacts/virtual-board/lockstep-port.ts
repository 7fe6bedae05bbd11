// A BytePort to a virtual board in the same thread, whose clock is the board's own: simulated time passes only while the host waits, so
// that a run depends on nothing but its inputs and its seed. For tests and for benches counted in cycles.
import { type BytePort, type BytePortEvents, type Clock, LinkClosedError } from '../../device-bridge/link/link.ts';
import { Adapter } from './adapter.ts';
import type { VirtualBoardOptions } from './options.ts';

/** A serial driver's buffer: write() waits while more than this has yet to reach the board's pin. */
const BUFFER_BYTES = 4096;
/** Most cycles (1 ms of a board at 24 MHz) between two turns of the host, which themselves take no simulated time. */
const SLICE_CYCLES = 24_000;

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

export interface LockstepPort extends BytePort {
  readonly adapter: Adapter;
}

/** At 115,200 baud until setBaudRate. @throws VirtualBoardModelError */
export function openLockstepPort(options: VirtualBoardOptions = {}, adapter = new Adapter(options)): LockstepPort {
  const name = `virtual:${options.board ?? 'up5k'} (lockstep)`;
  const timers = new Set<Timer>();
  const roomWaiters: (() => void)[] = [];
  let events: BytePortEvents | undefined;
  let closed = false;
  let running = false;

  const clock: Clock = {
    now: () => adapter.now,
    after(milliseconds, callback) {
      const timer = { at: adapter.now + milliseconds, callback };
      timers.add(timer);
      keepRunning();
      return () => timers.delete(timer);
    },
  };

  const nextTimer = () => [...timers].reduce<Timer | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined);

  /** One slice of simulated time, and whatever it brings. Returns whether there is more to come. */
  const advance = (): boolean => {
    const timer = nextTimer();
    if (adapter.idle && timer === undefined) return false;
    const cyclesToTimer = timer ? Math.ceil(((timer.at - adapter.now) / 1000) * adapter.board.clockHz) : SLICE_CYCLES;
    const bytes = adapter.run(Math.max(0, Math.min(SLICE_CYCLES, cyclesToTimer)), timer === undefined);
    if (bytes.length > 0) events?.bytes(bytes);
    while (roomWaiters.length > 0 && adapter.waiting <= BUFFER_BYTES) roomWaiters.shift()?.();
    for (const due of [...timers].filter(({ at }) => at <= adapter.now + 1e-9).sort((a, b) => a.at - b.at)) {
      if (timers.delete(due)) due.callback();
    }
    return true;
  };

  const keepRunning = () => {
    if (running || closed) return;
    running = true;
    setImmediate(function turn() {
      if (!closed && advance()) setImmediate(turn);
      else running = false;
    });
  };

  return {
    name,
    clock,
    adapter,
    start(handlers) {
      events = handlers;
    },
    async write(bytes) {
      if (closed) throw new LinkClosedError(name);
      adapter.write(bytes);
      keepRunning();
      if (adapter.waiting > BUFFER_BYTES) await new Promise<void>((resolve) => roomWaiters.push(resolve));
    },
    async setBaudRate(baud) {
      adapter.board.setBitTime(adapter.board.clockHz / baud);
    },
    async close() {
      if (closed) return;
      closed = true;
      timers.clear();
      for (const resolve of roomWaiters.splice(0)) resolve();
      events?.closed();
    },
  };
}
