// Which board a test asks for.

export interface BoardOptions {
  /** As `--on` takes it. RETORT_BOARD and RETORT_POOL do not change it. */
  readonly url?: string;
  /** A pool file, or `mqtt://HOST/GROUP/BRIDGE`; RETORT_POOL if absent. */
  readonly pool?: string;
  /** Of a board in the pool; RETORT_BOARD if absent. */
  readonly name?: string;
  /** The kind of board, such as `up5k`. Of a pool only. */
  readonly class?: string;
  /** One of the board's tags. Of a pool only. */
  readonly tag?: string;
  /** How long to wait for a board that others have; RETORT_HIL_WAIT_SECONDS or 0 if absent. */
  readonly waitSeconds?: number;
  /** The most that a crashed run keeps a board of a pool file; 10 if absent. A bridge has its own limit, 10 s. */
  readonly limitSeconds?: number;
  /** Who has the board, for others to read; user and process if absent. */
  readonly owner?: string;
  /** A command that switches the board off and on, with its parameters; the pool file's if absent. */
  readonly powerCycle?: readonly string[];
}

export const DEFAULT_LIMIT_SECONDS = 10;
