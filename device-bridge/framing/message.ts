// Messages as bytes and back, for both sides of the link. External input either decodes to a message or throws
// MessageError.

import { retort } from '../../proto/gen/messages.js';
import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { maxMessageBytes } from './frame.ts';

const { Request: RequestCodec, Reply: ReplyCodec } = retort.link.v1;
export const ErrorCode = retort.link.v1.ErrorCode;
export type ErrorCode = retort.link.v1.ErrorCode;

type Fields<T> = { [K in keyof Omit<T, '$unknowns'>]-?: NonNullable<T[K]> };
type OneOf<T> = { [K in keyof T]: { readonly id: number; readonly kind: K; readonly value: T[K] } }[keyof T];

export interface Commands {
  identify: Fields<retort.link.v1.Identify.$Properties>;
  getStatus: Fields<retort.link.v1.GetStatus.$Properties>;
  setBaudRate: Fields<retort.link.v1.SetBaudRate.$Properties>;
  begin: Fields<retort.link.v1.Begin.$Properties>;
  chunk: Fields<retort.link.v1.Chunk.$Properties>;
  commit: Fields<retort.link.v1.Commit.$Properties>;
  infer: Fields<retort.link.v1.Infer.$Properties>;
  rangeCrc: Fields<retort.link.v1.RangeCrc.$Properties>;
  readMemory: Fields<retort.link.v1.ReadMemory.$Properties>;
  abort: Fields<retort.link.v1.Abort.$Properties>;
}

export interface Answers {
  identity: Fields<retort.link.v1.Identity.$Properties>;
  status: Fields<retort.link.v1.Status.$Properties>;
  baudRateSet: Fields<retort.link.v1.BaudRateSet.$Properties>;
  ready: Fields<retort.link.v1.Ready.$Properties>;
  chunkWritten: Fields<retort.link.v1.ChunkWritten.$Properties>;
  committed: Fields<retort.link.v1.Committed.$Properties>;
  prediction: Fields<retort.link.v1.Prediction.$Properties>;
  rangeCrcValue: Fields<retort.link.v1.RangeCrcValue.$Properties>;
  memory: Fields<retort.link.v1.Memory.$Properties>;
  aborted: Fields<retort.link.v1.Aborted.$Properties>;
  error: Fields<retort.link.v1.Error.$Properties>;
}

export type Identity = Answers['identity'];
export type Status = Answers['status'];
/** Host to board. Fields that were absent on the wire read 0. */
export type Request = OneOf<Commands>;
/** Board to host. */
export type Reply = OneOf<Answers>;

/** Bytes that are not a message of proto/link.proto. */
export class MessageError extends RetortError {
  readonly code = 'MESSAGE_INVALID';
  readonly category = 'board';
  override readonly name = 'MessageError';
  readonly bytes: number;

  constructor(bytes: number, reason: string, cause?: unknown) {
    super(
      `${grouped(bytes)} bytes are not a message of proto/link.proto: ${reason}; check that the board's core is of this version`,
      {
        cause,
      },
    );
    this.bytes = bytes;
  }
}

export function encodeRequest(request: Request): Uint8Array {
  return RequestCodec.encode({ id: request.id, [request.kind]: request.value }).finish();
}

export function encodeReply(reply: Reply): Uint8Array {
  return ReplyCodec.encode({ id: reply.id, [reply.kind]: reply.value }).finish();
}

/** @throws MessageError */
export function decodeRequest(bytes: Uint8Array): Request {
  const message = decode(RequestCodec.decode, bytes);
  return pick<Request>(message, message.command, bytes.length);
}

/** @throws MessageError */
export function decodeReply(bytes: Uint8Array): Reply {
  const message = decode(ReplyCodec.decode, bytes);
  return pick<Reply>(message, message.answer, bytes.length);
}

function decode<T>(codec: (bytes: Uint8Array) => T, bytes: Uint8Array): T {
  if (bytes.length > maxMessageBytes)
    throw new MessageError(bytes.length, `the longest has ${grouped(maxMessageBytes)}`);
  try {
    return codec(bytes);
  } catch (error) {
    throw new MessageError(bytes.length, error instanceof Error ? error.message : String(error), error);
  }
}

function pick<T>(message: { id: number }, kind: string | undefined, bytes: number): T {
  if (kind === undefined) throw new MessageError(bytes, 'it holds no command or answer');
  // The generated classes keep a member of the oneof under its name, with absent fields readable as 0.
  const value = (message as unknown as Record<string, unknown>)[kind];
  return { id: message.id, kind, value } as T;
}
