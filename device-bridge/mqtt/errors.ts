// What can go wrong between a client, a broker and a bridge, each with its values and what to do next.
import { grouped, hex32 } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { LinkEndError } from '../link/link.ts';
import { type Refusal, RefusalCode } from './messages.ts';

/** Nobody answers at the broker's address, or the connection was lost and did not come back. */
export class BrokerUnreachableError extends RetortError {
  readonly code = 'BROKER_UNREACHABLE';
  readonly category = 'board';
  override readonly name = 'BrokerUnreachableError';
  readonly broker: string;

  constructor(broker: string, reason: string, cause?: unknown) {
    super(`no MQTT broker at ${broker} (${reason}): make sure it is running and that host and port are correct`, {
      cause,
    });
    this.broker = broker;
  }
}

/** The broker is there but does not let this client in. */
export class BrokerRefusedError extends RetortError {
  readonly code = 'BROKER_REFUSED';
  readonly category = 'board';
  override readonly name = 'BrokerRefusedError';
  readonly broker: string;
  /** MQTT 3.1.1, table 3.1: 4 bad user name or password, 5 not authorized. */
  readonly returnCode: number;

  constructor(broker: string, returnCode: number, reason: string, cause?: unknown) {
    const next = [4, 5].includes(returnCode)
      ? 'pass user and password in a file with ?credentials=FILE or RETORT_MQTT_CREDENTIALS, and check that the broker lets this user in'
      : "check the broker's log";
    super(`the broker at ${broker} refused the connection (${reason}): ${next}`, { cause });
    this.broker = broker;
    this.returnCode = returnCode;
  }
}

/** What stands for user and password in the broker's URL cannot be read. */
export class BrokerCredentialsError extends RetortError {
  readonly code = 'BROKER_CREDENTIALS_MALFORMED';
  readonly category = 'usage';
  override readonly name = 'BrokerCredentialsError';
  readonly broker: string;

  constructor(broker: string) {
    super(
      `user and password before ${broker} are not percent-encoded: write % as %25, @ as %40, : as %3A, / as %2F, # as %23`,
    );
    this.broker = broker;
  }
}

/** A file that should hold user and password does not, or is open to others. */
export class CredentialsFileError extends RetortError {
  readonly code = 'MQTT_CREDENTIALS_FILE';
  readonly category = 'usage';
  override readonly name = 'CredentialsFileError';
  readonly file: string;

  constructor(file: string, reason: string, cause?: unknown) {
    super(
      `no user and password in ${file}: ${reason}. The file must hold one line, USER:PASSWORD, readable only by its owner`,
      { cause },
    );
    this.file = file;
  }
}

/** The broker's certificate, or ours to it, is not accepted. */
export class BrokerCertificateError extends RetortError {
  readonly code = 'BROKER_CERTIFICATE';
  readonly category = 'board';
  override readonly name = 'BrokerCertificateError';
  readonly broker: string;
  /** As Node names it, such as DEPTH_ZERO_SELF_SIGNED_CERT. */
  readonly reason: string;

  constructor(broker: string, reason: string, cause?: unknown) {
    super(
      `the TLS certificate of the broker at ${broker} is not accepted (${reason}): name the authority that signed it with NODE_EXTRA_CA_CERTS=FILE, and use the host name in the certificate`,
      { cause },
    );
    this.broker = broker;
    this.reason = reason;
  }
}

/** The broker does not let this user write to, or read from, a topic. */
export class BrokerRightsError extends RetortError {
  readonly code = 'BROKER_NOT_AUTHORIZED';
  readonly category = 'board';
  override readonly name = 'BrokerRightsError';
  readonly broker: string;
  readonly right: 'read' | 'write';
  readonly topic: string;

  constructor(broker: string, right: 'read' | 'write', topic: string, cause?: unknown) {
    super(
      `the broker at ${broker} does not let this user ${right} ${topic}: use a user with that permission (docs/bridge.md, "Who may do what")`,
      { cause },
    );
    this.broker = broker;
    this.right = right;
    this.topic = topic;
  }
}

/** Short messages pass the broker, long ones do not. */
export class BrokerMessageTooLargeError extends RetortError {
  readonly code = 'BROKER_MESSAGE_TOO_LARGE';
  readonly category = 'board';
  override readonly name = 'BrokerMessageTooLargeError';
  readonly broker: string;
  readonly bytes: number;

  constructor(broker: string, bytes: number) {
    super(
      `the broker at ${broker} does not accept a message of ${grouped(bytes)} bytes: allow 70,000 (Mosquitto: message_size_limit, max_packet_size)`,
    );
    this.broker = broker;
    this.bytes = bytes;
  }
}

/** No bridge of this name is online. */
export class BridgeOfflineError extends RetortError {
  readonly code = 'BRIDGE_OFFLINE';
  readonly category = 'board';
  override readonly name = 'BridgeOfflineError';
  readonly bridge: string;

  /** Since the bridge last said that it lives, where its state is stale. */
  readonly staleSeconds?: number;

  constructor(bridge: string, broker: string, state: 'unknown' | 'offline' | { readonly staleSeconds: number }) {
    super(
      `no bridge ${bridge} at the broker ${broker}, ${offlineReason(state)}: start it ("retort bridge --board …") or name another`,
    );
    this.bridge = bridge;
    if (typeof state === 'object') this.staleSeconds = state.staleSeconds;
  }
}

/** The bridge's state has no public key. */
export class BridgeOutdatedError extends RetortError {
  readonly code = 'BRIDGE_OUTDATED';
  readonly category = 'board';
  override readonly name = 'BridgeOutdatedError';
  readonly bridge: string;

  constructor(bridge: string) {
    super(`bridge ${bridge} is an older version, which accepts unsealed batches: update Retort where it runs`);
    this.bridge = bridge;
  }
}

function offlineReason(state: 'unknown' | 'offline' | { readonly staleSeconds: number }): string {
  if (state === 'offline') return 'it went offline';
  if (state === 'unknown') return 'the broker does not know it, or this user may not read its state';
  return `its state there is stale: it was last heard from ${ageForPeople(state.staleSeconds)} ago by its own clock`;
}

function ageForPeople(seconds: number): string {
  const [unit, size] = seconds < 120 ? ['s', 1] : seconds < 7200 ? ['min', 60] : ['h', 3600];
  return `${Math.round(seconds / Number(size))} ${unit}`;
}

/** Another bridge of the same name is online. */
export class BridgeNameTakenError extends RetortError {
  readonly code = 'BRIDGE_NAME_TAKEN';
  readonly category = 'board';
  override readonly name = 'BridgeNameTakenError';
  readonly bridge: string;

  constructor(bridge: string, broker: string) {
    super(`there is already a bridge ${bridge} at ${broker}: stop it, or give this one another name with --name`);
    this.bridge = bridge;
  }
}

/** The bridge has no board of this name. */
export class UnknownBoardError extends LinkEndError {
  readonly code = 'BRIDGE_UNKNOWN_BOARD';
  readonly category = 'board';
  override readonly name = 'UnknownBoardError';
  readonly board: string;

  constructor(board: string, known: string) {
    super(`the bridge has no board '${board}': it has ${known || 'none'}`);
    this.board = board;
  }
}

/** The bridge is there, its board is not. */
export class BoardAbsentError extends RetortError {
  readonly code = 'BOARD_ABSENT';
  readonly category = 'board';
  override readonly name = 'BoardAbsentError';
  readonly board: string;

  constructor(board: string, problem: string) {
    super(`the bridge cannot reach its board '${board}' now: ${problem}`);
    this.board = board;
  }
}

/** Another client has the board. */
export class BoardLeasedError extends LinkEndError {
  readonly code = 'BOARD_LEASED';
  readonly category = 'board';
  override readonly name = 'BoardLeasedError';
  readonly board: string;
  readonly holder: string;

  constructor(board: string, holder: string) {
    super(
      `board '${board}' is in use by client ${holder}: wait for it to finish; a crashed client loses the board within 10 s`,
    );
    this.board = board;
    this.holder = holder;
  }
}

/** A message that is longer than the bridge takes, or no message at all. */
export class BatchRefusedError extends LinkEndError {
  readonly code = 'BRIDGE_MESSAGE_REFUSED';
  readonly category = 'board';
  override readonly name = 'BatchRefusedError';
  /** As proto/bridge.proto names it. */
  readonly refusal: string;

  constructor(refusal: string, detail: string) {
    super(`the bridge refused a message as ${refusal} (${detail}): check that it is the same version`);
    this.refusal = refusal;
  }
}

/** The board runs another student than the one that this client was working with. */
export class ImageChangedError extends LinkEndError {
  readonly code = 'BOARD_IMAGE_CHANGED';
  readonly category = 'board';
  override readonly name = 'ImageChangedError';
  readonly expected: number;
  readonly actual: number;

  constructor(expected: number, actual: number) {
    super(
      `the board ran image 0x${hex32(expected)} and now runs 0x${hex32(actual)}: another client has flashed it; run again`,
    );
    this.expected = expected;
    this.actual = actual;
  }
}

/** The error that a refusal of `board`'s bridge stands for; undefined where the bridge merely ends, as it may come back. */
export function errorOfRefusal(board: string, { code, detail }: Refusal): LinkEndError | undefined {
  switch (code) {
    case RefusalCode.REFUSAL_CODE_UNKNOWN_BOARD:
      return new UnknownBoardError(board, detail);
    case RefusalCode.REFUSAL_CODE_LEASED:
      return new BoardLeasedError(board, detail);
    case RefusalCode.REFUSAL_CODE_STOPPING:
      return undefined;
    default:
      return new BatchRefusedError(RefusalCode[code]?.replace('REFUSAL_CODE_', '') ?? String(code), detail);
  }
}
