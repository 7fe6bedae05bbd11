// Names as parts of topics, and the topics made of them (proto/bridge.proto).

import { RetortError } from '../../proto/retort-error.ts';

/** A group's, bridge's, board's or client's name that cannot be a part of a topic. */
export class MqttNameError extends RetortError {
  readonly code = 'MQTT_NAME_INVALID';
  readonly category = 'usage';
  override readonly name = 'MqttNameError';
  readonly given: string;

  constructor(what: string, given: string) {
    super(
      `'${given}' is not a valid name for a ${what}: a name has 1 to 64 letters, digits, dots, dashes or underscores, so no '/', '+' or '#'`,
    );
    this.given = given;
  }
}

/** @throws MqttNameError */
export function requireName(what: 'group' | 'bridge' | 'board' | 'client', given: string): string {
  if (!/^[\w.-]{1,64}$/.test(given)) throw new MqttNameError(what, given);
  return given;
}

/** Which bridge: its name and its group's. */
export interface BridgeAddress {
  readonly group: string;
  readonly bridge: string;
}

export interface BoardAddress extends BridgeAddress {
  readonly board: string;
}

const root = 'retort/v1';

/** All topics of a bridge; `board` and `client` may be `+` for subscribing to every one. */
export function topicsOf({ group, bridge }: BridgeAddress) {
  const base = `${root}/${group}/${bridge}`;
  return {
    state: `${base}/state`,
    claim: `${base}/claim`,
    boardState: (board: string) => `${base}/${board}/state`,
    request: (board: string, client: string) => `${base}/${board}/request/${client}`,
    flash: (board: string, client: string) => `${base}/${board}/flash/${client}`,
    reply: (board: string, client: string) => `${base}/${board}/reply/${client}`,
    predictions: (board: string) => `${base}/${board}/predictions`,
  };
}

/** Of every bridge, for rights. */
export const topicFilters = {
  all: `${root}/#`,
  states: [`${root}/+/+/state`, `${root}/+/+/+/state`],
  predictions: `${root}/+/+/+/predictions`,
  replies: `${root}/+/+/+/reply/+`,
  requests: `${root}/+/+/+/request/+`,
  flashes: `${root}/+/+/+/flash/+`,
} as const;

/** Whether `filter` covers `topic`, which may itself be a filter: MQTT 3.1.1, section 4.7. */
export function covers(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const given = topic.split('/');
  if (wanted.at(-1) === '#') return wanted.slice(0, -1).every((level, i) => levelCovers(level, given[i]));
  return wanted.length === given.length && wanted.every((level, i) => levelCovers(level, given[i]));
}

function levelCovers(wanted: string, given: string | undefined): boolean {
  return given !== undefined && given !== '#' && (wanted === '+' || wanted === given);
}

export interface RequestPlace {
  readonly board: string;
  readonly client: string;
  /** Whether Begin, Chunk and Commit are taken there. */
  readonly mayFlash: boolean;
}

/** What the topic of a batch says; undefined for any other topic. */
export function parseRequestTopic(topic: string): RequestPlace | undefined {
  const [, board, kind, client] =
    /^retort\/v1\/[^/]+\/[^/]+\/([^/]+)\/(request|flash)\/([\w.-]{1,64})$/.exec(topic) ?? [];
  return board === undefined ? undefined : { board, client, mayFlash: kind === 'flash' };
}
