import { describe, expect, it } from 'vitest';
import { VirtualBoard, VirtualBoardModelError } from '../../firmware-artifacts/virtual-board/virtual-board.ts';
import { ask, frameOf, memoryOf } from './asked-board.ts';

const CLOCK_HZ = new VirtualBoard().clockHz;
const START_BIT_TIME = CLOCK_HZ / 115_200;
const identify = frameOf('identify', {});

function boardAt(bitTime: number, seed = 1): VirtualBoard {
  const board = new VirtualBoard({ seed });
  board.setBitTime(bitTime);
  return board;
}

describe('the virtual board', () => {
  it('says what it is', () => {
    const [reply] = ask(boardAt(START_BIT_TIME), identify);
    expect(reply).toMatchObject({
      id: 1,
      kind: 'identity',
      value: { core: 0x0003_0102, clockHz: CLOCK_HZ, memoryBytes: 131_072, imageId: 0 },
    });
  });

  it.each([0.98, 1, 1.02])('understands an adapter whose baud rate is %f of its own', (ratio) => {
    expect(ask(boardAt(START_BIT_TIME * ratio), identify)).toHaveLength(1);
  });

  it.each([57_600, 100_000, 230_400])(
    'understands nothing at the wrong rate of %i baud, and is well afterwards',
    (baud) => {
      const board = boardAt(CLOCK_HZ / baud);
      expect(ask(board, identify)).toEqual([]);
      board.setBitTime(START_BIT_TIME);
      expect(ask(board, identify)).toHaveLength(1);
    },
  );

  it('sends what is garbage to an adapter at the wrong rate', () => {
    const board = boardAt(START_BIT_TIME);
    board.write(identify);
    while (board.waiting > 0) board.run(100);
    board.run(3 * 10 * START_BIT_TIME);
    board.setBitTime(CLOCK_HZ / 76_800);
    board.run(CLOCK_HZ, { whenIdle: true });
    const garbage = board.read();
    expect(garbage.length).toBeGreaterThan(0);
    board.setBitTime(START_BIT_TIME);
    board.write(identify);
    board.run(CLOCK_HZ, { whenIdle: true });
    expect(Buffer.compare(garbage, board.read())).not.toBe(0);
  });

  it('changes its rate on request, and falls back after half a second without a good frame', () => {
    const board = boardAt(START_BIT_TIME);
    expect(ask(board, frameOf('setBaudRate', { cyclesPerBit: 26 }))).toMatchObject([{ kind: 'baudRateSet' }]);
    expect(board.ownBitTime).toBe(26);
    board.setBitTime(CLOCK_HZ / 921_600);
    expect(ask(board, identify)).toHaveLength(1);
    board.skip(CLOCK_HZ * 0.49);
    expect(board.ownBitTime).toBe(26);
    board.skip(CLOCK_HZ * 0.02);
    expect(board.ownBitTime).toBe(208);
  });

  it('loses its registers on a reset, not its memory', () => {
    const board = boardAt(START_BIT_TIME);
    ask(board, frameOf('setBaudRate', { cyclesPerBit: 100 }));
    board.setBitTime(100);
    const before = memoryOf(board, 4096, 256);
    board.reset();
    expect(board.ownBitTime).toBe(208);
    board.setBitTime(START_BIT_TIME);
    expect(memoryOf(board, 4096, 256)).toEqual(before);
    expect(ask(board, frameOf('getStatus', {}))).toMatchObject([{ value: { goodFrames: 2, badFrames: 0 } }]);
  });

  it('loses its memory when power is cut, and wakes up with what the seed says', () => {
    const before = memoryOf(boardAt(START_BIT_TIME, 5), 0, 1024);
    expect(memoryOf(boardAt(START_BIT_TIME, 5), 0, 1024)).toEqual(before);
    expect(memoryOf(boardAt(START_BIT_TIME, 6), 0, 1024)).not.toEqual(before);
    const board = boardAt(START_BIT_TIME, 5);
    board.powerCut();
    const after = memoryOf(board, 0, 1024);
    expect(after).not.toEqual(before);
    expect(new Set(after).size).toBeGreaterThan(200);
  });

  it('does the same in the same cycles, every time', () => {
    const life = () => {
      const board = boardAt(START_BIT_TIME, 3);
      return [memoryOf(board, 0, 100), ask(board, identify), board.cycle];
    };
    expect(life()).toEqual(life());
  });

  it.each([0, 1, 100, 11_997_000, 12_000_500])(
    'is after %i skipped cycles what it is after as many that were run',
    (cycles) => {
      const outcome = (pass: (board: VirtualBoard, cycles: number) => void) => {
        const board = boardAt(START_BIT_TIME);
        ask(board, frameOf('setBaudRate', { cyclesPerBit: 104 }));
        pass(board, cycles);
        const rate = board.ownBitTime;
        board.setBitTime(rate);
        const replies = [ask(board, identify), ask(board, frameOf('getStatus', {}))];
        return { rate, replies, frames: board.frames(), cycle: board.cycle };
      };
      const skipped = outcome((board, cycles) => board.skip(cycles));
      expect(skipped).toEqual(outcome((board, cycles) => board.run(cycles)));
      expect(skipped.replies.flat()).toHaveLength(2);
    },
  );

  it('skips no cycle in which it has something to do', () => {
    const board = boardAt(START_BIT_TIME);
    board.write(identify);
    expect(() => board.skip(10)).toThrow('only an idle board can skip cycles');
  });

  it('keeps several boards apart', () => {
    const [one, other] = [boardAt(START_BIT_TIME, 1), boardAt(START_BIT_TIME, 2)];
    ask(one, frameOf('setBaudRate', { cyclesPerBit: 50 }));
    expect([one.ownBitTime, other.ownBitTime]).toEqual([50, 208]);
    expect(other.cycle).toBeLessThan(one.cycle);
  });

  it('logs when each frame was on its pin, in its own cycles, at a bit time that is not a whole number', () => {
    const board = boardAt(START_BIT_TIME);
    ask(board, Uint8Array.of(...identify, ...identify));
    const [first, second, ...others] = board.frames();
    expect(others).toEqual([]);
    expect(first.bytes).toBe(identify.length - 2);
    expect(first.lastStopBit - first.firstStartBit).toBeCloseTo(first.bytes * 10 * START_BIT_TIME, 3);
    // Back to back: only the two zeros between them.
    expect(second.firstStartBit - first.lastStopBit).toBeCloseTo(20 * START_BIT_TIME, 3);
  });

  it('has nothing to do until bytes come, and then runs no longer than it takes', () => {
    const board = boardAt(START_BIT_TIME);
    board.run(1000);
    expect(board.idle).toBe(true);
    board.write(identify);
    expect(board.idle).toBe(false);
    const cycles = board.run(CLOCK_HZ, { whenIdle: true });
    expect(board.idle).toBe(true);
    expect(cycles / START_BIT_TIME / 10).toBeGreaterThan(identify.length);
    expect(cycles).toBeLessThan(CLOCK_HZ / 50);
  });

  it('takes 64 KB at a time and says so', () => {
    const board = boardAt(8);
    expect(board.write(new Uint8Array(100_000))).toBe(65_536);
    expect(board.write(Uint8Array.of(1))).toBe(0);
    expect(board.waiting).toBe(65_536);
  });

  it('says which file holds no model, and how to build one', () => {
    expect(() => new VirtualBoard({ wasmPath: 'nowhere/board.wasm' })).toThrow(
      /^nowhere\/board\.wasm is not a virtual board \(ENOENT.*\); build one with "npm run build:board/,
    );
    expect(() => new VirtualBoard({ wasmPath: 'package.json' })).toThrow(VirtualBoardModelError);
  });
});
