// A record as exchanges: each request that the host sent, and what came back for it.
import { type FrameCounters, FrameDecoder } from '../../../device-bridge/framing/frame.ts';
import { decodeReply, decodeRequest, type Reply, type Request } from '../../../device-bridge/framing/message.ts';
import type { RecordEntry } from './link-record.ts';

type Spoiled = Pick<FrameCounters, 'badCobs' | 'badCrc' | 'tooLong' | 'tooShort'>;

export interface Exchange {
  readonly request: Request;
  /** What it asks, without its id: two of the same key ask the same. */
  readonly key: string;
  /** Usually one; none where the request or its reply was lost. */
  readonly replies: Reply[];
  /** Frames that arrived spoiled after it and before the next one. */
  readonly spoiled: Spoiled;
}

/** From the opening of a link to its end. */
export interface Conversation {
  readonly link: string;
  readonly exchanges: readonly Exchange[];
  /** Why the link was lost; undefined where it was closed, or the record ends before. */
  readonly lost?: string;
}

const kinds = ['badCobs', 'badCrc', 'tooLong', 'tooShort'] as const;

/** What the host asked and the board answered. Bytes that are no message are counted, as a session counts them. */
export function conversationsOf(entries: readonly RecordEntry[]): Conversation[] {
  const starts = entries.flatMap(({ kind }, i) => (kind === 'open' ? [i] : []));
  return starts.map((start, i) => conversationOf(entries.slice(start, starts[i + 1])));
}

function conversationOf([opened, ...entries]: readonly RecordEntry[]): Conversation {
  if (opened.kind !== 'open') throw new Error('a conversation begins where a link was opened');
  const isBytes = opened.carries === 'bytes';
  const [toBoard, toHost] = [new FrameDecoder(), new FrameDecoder()];
  const exchanges: Exchange[] = [];
  const latest = new Map<number, Exchange>();
  let lost: string | undefined;
  for (const entry of entries) {
    if (entry.kind === 'closed') lost = entry.reason;
    if (entry.kind !== 'to board' && entry.kind !== 'to host') continue;
    const data = Uint8Array.from(Buffer.from(entry.data, 'base64'));
    const decoder = entry.kind === 'to board' ? toBoard : toHost;
    const before = { ...decoder.counters };
    const messages = isBytes ? decoder.push(data) : [data];
    if (entry.kind === 'to board') for (const message of messages) addRequest(message, exchanges, latest);
    else {
      const last = exchanges.at(-1);
      for (const kind of kinds) if (last) last.spoiled[kind] += decoder.counters[kind] - before[kind];
      for (const message of messages) addReply(message, latest);
    }
  }
  return { link: opened.link, exchanges, ...(lost !== undefined && { lost }) };
}

function addRequest(message: Uint8Array, exchanges: Exchange[], latest: Map<number, Exchange>): void {
  const request = decodeRequest(message);
  const spoiled = { badCobs: 0, badCrc: 0, tooLong: 0, tooShort: 0 };
  const exchange = { request, key: keyOf(request), replies: [], spoiled };
  exchanges.push(exchange);
  latest.set(request.id, exchange);
}

/** A reply to nothing that was asked is left out, as a session leaves it out. */
function addReply(message: Uint8Array, latest: ReadonlyMap<number, Exchange>): void {
  const reply = decodeReply(message);
  latest.get(reply.id)?.replies.push(reply);
}

/** Ids from here on are random in each session; those below name samples. */
const firstRequestId = 0x8000_0000;
const looks: ReadonlySet<string> = new Set(['identify', 'getStatus', 'setBaudRate', 'rangeCrc', 'readMemory']);

/** Changes nothing on the board, so that a session asks it as often as it likes: questions, and a run's probes. */
export function isLook({ id, kind }: Request): boolean {
  return looks.has(kind) || (kind === 'infer' && id >= firstRequestId);
}

export function keyOf({ id, kind, value }: Request): string {
  const sample = kind === 'infer' && id < firstRequestId ? [id] : [];
  const fields = Object.entries(value).map(([name, field]) => `${name}=${fieldText(field)}`);
  return [kind, ...sample, ...fields.sort()].join(' ');
}

function fieldText(field: unknown): string {
  if (!(field instanceof Uint8Array)) return String(field);
  return Buffer.from(field.buffer, field.byteOffset, field.length).toString('base64');
}
