// Who may do what at a broker: three roles for clients and one for the bridge, as topic filters. The broker that a bridge starts enforces
// this table; docs/mosquitto/acl says the same to Mosquitto, and a test compares the two.
import type { Commands } from '../framing/message.ts';
import { topicFilters } from './names.ts';

export const roles = ['look', 'infer', 'flash', 'bridge'] as const;
export type Role = (typeof roles)[number];

interface Rights {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

const { all, states, predictions, replies, requests, flashes } = topicFilters;
const look: Rights = { read: [...states, predictions], write: [] };
const infer: Rights = { read: [...look.read, replies], write: [requests] };

export const rightsOf: Readonly<Record<Role, Rights>> = {
  look,
  infer,
  flash: { read: infer.read, write: [...infer.write, flashes] },
  bridge: { read: [all], write: [all] },
};

/** Requests that change the board's image, sent on a separate topic that a broker can restrict. */
export function isOfFlashing(kind: keyof Commands): boolean {
  return kind === 'begin' || kind === 'chunk' || kind === 'commit';
}
