// A board's name: `virtual:up5k?…`, `serial:PATH?baud=…`, `usb:NAME`, `mqtt://HOST:PORT/GROUP/BRIDGE/BOARD` or
// `reference`. ./connect.ts opens it.

import { usbBoardNames } from '../../../device-bridge/link/usb-identities.ts';
import { urlForPeople } from '../../../device-bridge/mqtt/url-for-people.ts';
import {
  boardsWithBitstream,
  boardsWithRecipe,
  readPackedManifest,
} from '../../../firmware-artifacts/boards/board-folder.ts';
import { DesignTooLargeError } from '../../../firmware-artifacts/boards/design-too-large.ts';
import { grouped } from '../../../proto/numbers.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import { boards, coreNamed } from '../../image/core-description.ts';
import { revealSecrets } from '../text/secret-urls.ts';

export interface VirtualTarget {
  readonly kind: 'virtual';
  /** The board's name. */
  readonly board: string;
  readonly pace: boolean;
  /** Share of bytes dropped in each direction, 0…1. */
  readonly drop: number;
  /** Share of frames in which a byte is corrupted, in each direction, 0…1. */
  readonly corrupt: number;
  /** Delay of a simulated adapter in each direction, in milliseconds. */
  readonly latency: number;
  readonly seed: number;
  readonly baud: number;
  /** How many of them, each in its own thread; if absent, the command chooses. */
  readonly boards?: number;
  /** A build of the board to use instead of the one checked in. */
  readonly wasm?: string;
}

export interface SerialTarget {
  readonly kind: 'serial';
  readonly path: string;
  readonly baud: number;
}

/** A board that is found by its USB identity. */
export interface UsbTarget {
  readonly kind: 'usb';
  /** One of `usbBoardNames`. */
  readonly board: string;
  readonly baud: number;
}

/** A board behind a bridge. */
export interface MqttTarget {
  readonly kind: 'mqtt';
  /** `mqtt://[USER:PASSWORD@]HOST[:PORT][?credentials=FILE]`, or mqtts. For connecting only; never shown. */
  readonly broker: string;
  readonly group: string;
  readonly bridge: string;
  readonly board: string;
  /** The client's id at the broker; random where absent. */
  readonly clientId?: string;
  /** How long the board may be gone before the link ends; for ever where absent. */
  readonly goneMs?: number;
}

/** The integer reference instead of a board. */
interface ReferenceTarget {
  readonly kind: 'reference';
}

export type BoardTarget = VirtualTarget | SerialTarget | UsbTarget | MqttTarget | ReferenceTarget;

const BOARD_URL_FORMS =
  'virtual:up5k or virtual:ulx3s-85f?pace=1&drop=0.0001&corrupt=0.01&latency=16&seed=1&baud=fastest&boards=2&wasm=PATH, serial:/dev/ttyUSB1?baud=3000000, usb:ulx3s?baud=3000000, mqtt://HOST:1883/GROUP/BRIDGE/BOARD?credentials=FILE, reference';

const virtualBoards = boards.map(({ name }) => name);

export const DEFAULT_BAUD = 3_000_000;
/** The rate of the fastest USB adapters. */
export const HIGHEST_BAUD = 12_000_000;

/** Limit of virtual boards behind one name. Each needs a thread and about 25 MB. */
export const MOST_BOARDS = 64;

/** Of a virtual board by name: eight of its cycles a bit, so that simulating the line does not take longer than the core. */
export function virtualBaud(board: string): number {
  return Math.floor(coreNamed(board).clockHz / 8);
}

/** The fastest that its line can be, `baud=fastest`: four of its cycles a bit, the least that a board takes, or as many as HIGHEST_BAUD needs. */
function fastestVirtualBaud(board: string): number {
  const { clockHz } = coreNamed(board);
  return Math.floor(clockHz / Math.max(4, Math.ceil(clockHz / HIGHEST_BAUD)));
}

export class BoardUrlError extends RetortError {
  readonly code = 'CLI_BOARD_URL';
  readonly category = 'usage';
  override readonly name = 'BoardUrlError';
  readonly url: string;

  constructor(url: string, reason: string) {
    const shown = urlForPeople(url);
    super(`'${shown}' is not a board URL: ${reason}. Accepted forms: ${BOARD_URL_FORMS}`);
    this.url = shown;
  }
}

/** @param given as typed, or as ./secret-urls.ts shows it. @throws BoardUrlError */
export function parseBoardUrl(given: string): BoardTarget {
  const url = revealSecrets(given);
  if (/^mqtts?:/.test(url)) return parseMqttUrl(url);
  const [, scheme, place, query] = /^([a-z]+)(?::([^?]*))?(?:\?(.*))?$/.exec(url) ?? [];
  const parameters = new Map(new URLSearchParams(query ?? ''));
  const target = targetOf(url, scheme, place ?? '', parameters);
  const [unknown] = parameters.keys();
  if (unknown !== undefined) throw new BoardUrlError(url, `unknown parameter '${unknown}'`);
  return target;
}

/** Removes the parameters it reads from `parameters`. */
function targetOf(
  url: string,
  scheme: string | undefined,
  place: string,
  parameters: Map<string, string>,
): BoardTarget {
  const take = (name: string, otherwise: number, low: number, high: number): number => {
    const text = parameters.get(name);
    parameters.delete(name);
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (text === '' || !(value >= low && value <= high)) {
      throw new BoardUrlError(url, `${name}=${text} is not a number from ${grouped(low)} to ${grouped(high)}`);
    }
    return value;
  };
  const takeBoards = (): number | undefined => {
    const text = parameters.get('boards');
    parameters.delete('boards');
    if (text === undefined) return undefined;
    const count = Number(text);
    if (!/^\d+$/.test(text) || count < 1 || count > MOST_BOARDS) {
      throw new BoardUrlError(url, `boards=${text} is not a whole number from 1 to ${MOST_BOARDS}`);
    }
    return count;
  };
  switch (scheme) {
    case 'reference':
      if (place !== '') throw new BoardUrlError(url, `nothing follows 'reference'`);
      return { kind: 'reference' };
    case 'serial':
      if (place === '') throw new BoardUrlError(url, 'the path of the port is missing');
      return { kind: 'serial', path: place, baud: take('baud', DEFAULT_BAUD, 115_200, HIGHEST_BAUD) };
    case 'usb':
      if (!usbBoardNames.includes(place))
        throw new BoardUrlError(
          url,
          withoutBitstream(place) ??
            `no board '${place}' is known by its USB identity, only ${usbBoardNames.join(' and ')}`,
        );
      return { kind: 'usb', board: place, baud: take('baud', DEFAULT_BAUD, 115_200, HIGHEST_BAUD) };
    case 'virtual': {
      if (!virtualBoards.includes(place)) {
        throw new BoardUrlError(url, `unknown virtual board '${place}'; there are ${virtualBoards.join(', ')}`);
      }
      const wasm = parameters.get('wasm');
      parameters.delete('wasm');
      const count = takeBoards();
      if (parameters.get('baud') === 'fastest') parameters.set('baud', String(fastestVirtualBaud(place)));
      return {
        kind: 'virtual',
        board: place,
        pace: take('pace', 0, 0, 1) === 1,
        drop: take('drop', 0, 0, 1),
        corrupt: take('corrupt', 0, 0, 1),
        latency: take('latency', 0, 0, 10_000),
        seed: take('seed', 1, 0, 2 ** 32 - 1),
        baud: take('baud', virtualBaud(place), 115_200, HIGHEST_BAUD),
        ...(count === undefined ? {} : { boards: count }),
        ...(wasm === undefined ? {} : { wasm }),
      };
    }
    default:
      throw new BoardUrlError(url, scheme === undefined ? 'it has no scheme' : `'${scheme}' is not a kind of board`);
  }
}

/** Why a board that Retort has a folder for runs nothing; undefined for any other. */
function withoutBitstream(board: string): string | undefined {
  if (!boardsWithRecipe().includes(board) || boardsWithBitstream().includes(board)) return undefined;
  return new DesignTooLargeError(board, readPackedManifest(board)).message;
}

/** Names are taken as they stand, percent signs too: device-bridge/mqtt/names.ts says which are allowed. */
function parseMqttUrl(url: string): MqttTarget {
  if (!URL.canParse(url)) throw new BoardUrlError(url, 'it is not a URL');
  // A '#' in a name is the name's, and a '+' no space, so that the error shows what was typed.
  const { protocol, username, password, host } = new URL(url);
  const path = /^mqtts?:\/\/[^/]*\/(.*)$/.exec(url)?.[1] ?? '';
  const [names, query] = path.split('?', 2);
  const [group, bridge, board, ...more] = names.split('/');
  if (host === '') throw new BoardUrlError(url, "the broker's host is missing");
  if (!group || !bridge || !board || more.length > 0)
    throw new BoardUrlError(url, 'after the host come the names of group, bridge and board, each without a slash');
  const parameters = new Map(new URLSearchParams((query ?? '').replaceAll('+', '%2B')));
  const clientId = parameters.get('client');
  parameters.delete('client');
  const credentials = parameters.get('credentials');
  parameters.delete('credentials');
  const [unknown] = parameters.keys();
  if (unknown !== undefined) throw new BoardUrlError(url, `unknown parameter '${unknown}'`);
  const user = username === '' ? '' : `${username}${password === '' ? '' : `:${password}`}@`;
  const file = credentials === undefined ? '' : `?credentials=${encodeURIComponent(credentials)}`;
  const broker = `${protocol}//${user}${host}${file}`;
  return { kind: 'mqtt', broker, group, bridge, board, ...(clientId === undefined ? {} : { clientId }) };
}

/** A bridge with all its boards, `mqtt://HOST/GROUP/BRIDGE`; undefined for any other URL. @throws BoardUrlError */
export function parseBridgeUrl(given: string): Omit<MqttTarget, 'kind' | 'board' | 'clientId'> | undefined {
  if (!bridgeUrl.test(given)) return undefined;
  const { broker, group, bridge } = parseMqttUrl(revealSecrets(boardOfBridge(given, 'any')));
  return { broker, group, bridge };
}

/** The URL of a board of the bridge that `url` names. */
export function boardOfBridge(url: string, board: string): string {
  return url.replace(bridgeUrl, (_, place: string, query = '') => `${place}/${board}${query}`);
}

const bridgeUrl = /^(mqtts?:\/\/[^/]+\/[^/?]+\/[^/?]+)(\?.*)?$/;
