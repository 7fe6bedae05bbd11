import { describe, expect, it } from 'vitest';
import { parseBoardUrl } from '../../host/cli/steps/board-url.ts';

describe('a board URL', () => {
  it('names a virtual board with all that can go wrong on its line', () => {
    expect(parseBoardUrl('virtual:up5k?pace=1&drop=0.01&corrupt=0.02&latency=16&seed=7&wasm=a/b.wasm')).toEqual({
      kind: 'virtual',
      board: 'up5k',
      pace: true,
      drop: 0.01,
      corrupt: 0.02,
      latency: 16,
      seed: 7,
      baud: 3_000_000,
      wasm: 'a/b.wasm',
    });
  });

  it('names a virtual board that nothing goes wrong with by default', () => {
    expect(parseBoardUrl('virtual:up5k')).toEqual({
      kind: 'virtual',
      board: 'up5k',
      pace: false,
      drop: 0,
      corrupt: 0,
      latency: 0,
      seed: 1,
      baud: 3_000_000,
    });
  });

  it('names a larger one, whose line runs at eight of its cycles a bit too', () => {
    expect(parseBoardUrl('virtual:ulx3s-85f')).toMatchObject({ board: 'ulx3s-85f', baud: 7_500_000 });
  });

  it.each([
    ['up5k', 6_000_000], // 24 MHz / 4
    ['ulx3s-25f', 11_428_571], // 57.14 MHz / 5
    ['ulx3s-85f', 12_000_000], // 60 MHz / 5
  ])('gives virtual:%s its fastest line', (board, baud) => {
    expect(parseBoardUrl(`virtual:${board}?baud=fastest`)).toMatchObject({ board, baud });
  });

  it('says how many virtual boards there are', () => {
    expect(parseBoardUrl('virtual:up5k?boards=2&corrupt=0.01')).toMatchObject({ boards: 2, corrupt: 0.01 });
    expect(parseBoardUrl('virtual:up5k?boards=64')).toMatchObject({ boards: 64 });
    expect(parseBoardUrl('virtual:up5k?boards=1')).toMatchObject({ boards: 1 });
  });

  it.each([
    ['serial:/dev/ttyUSB1?baud=921600', { kind: 'serial', path: '/dev/ttyUSB1', baud: 921_600 }],
    ['usb:ulx3s?baud=921600', { kind: 'usb', board: 'ulx3s', baud: 921_600 }],
    ['serial:COM3', { kind: 'serial', path: 'COM3', baud: 3_000_000 }],
    ['reference', { kind: 'reference' }],
  ])('%s', (url, target) => {
    expect(parseBoardUrl(url)).toEqual(target);
  });

  it.each([
    ['', 'it has no scheme'],
    ['up5k', 'it has no scheme'],
    ['usb:3', "no board '3' is known by its USB identity, only ulx3s"],
    ['tcp:3', "'tcp' is not a kind of board"],
    ['virtual', "unknown virtual board ''"],
    ['virtual:ecp5', "unknown virtual board 'ecp5'; there are up5k, ulx3s-25f, ulx3s-45f, ulx3s-85f"],
    ['virtual:up5k?drop=2', 'drop=2 is not a number from 0 to 1'],
    ['virtual:up5k?drop=', 'drop= is not a number'],
    ['virtual:up5k?speed=3', "unknown parameter 'speed'"],
    ...['0', '65', '-1', '1.5', '1e1', 'x', '', ' 2'].map((count) => [
      `virtual:up5k?boards=${count}`,
      `boards=${count} is not a whole number from 1 to 64`,
    ]),
    ['serial:/dev/ttyUSB0?boards=2', "unknown parameter 'boards'"],
    ['usb:ulx3s?boards=2', "unknown parameter 'boards'"],
    ['mqtt://host/group/bridge/board?boards=2', "unknown parameter 'boards'"],
    ['serial:?baud=9600', 'the path of the port is missing'],
    ['serial:/dev/ttyUSB0?baud=fast', 'baud=fast is not a number from 115,200 to 12,000,000'],
    ['serial:/dev/ttyUSB0?baud=fastest', 'baud=fastest is not a number from 115,200 to 12,000,000'],
    ['reference:1', "nothing follows 'reference'"],
  ])('%j is refused: %s', (url, reason) => {
    expect(() => parseBoardUrl(url)).toThrow(reason);
    expect(() => parseBoardUrl(url)).toThrow(/Accepted forms: virtual:up5k.*serial:.*reference/);
  });
});
