// What a run of the suite is told from outside: by `retort test`, or by hand through the environment.

/** Values that are empty count as absent. */
function variable(name: string): string | undefined {
  return process.env[name] || undefined;
}

export interface HilSettings {
  /** The board's URL, or its name in the pool. */
  readonly board?: string;
  /** A pool file, or `mqtt://HOST/GROUP/BRIDGE`. */
  readonly pool?: string;
  /** Instead of the student that the suite names. */
  readonly student?: string;
  /** How long to wait for a board that another run has. */
  readonly waitSeconds: number;
  /** Who has the board, for others to read. */
  readonly owner?: string;
  readonly updateBaselines: boolean;
  /** A file for the record of the link. */
  readonly record?: string;
  /** A record that answers instead of a board. */
  readonly replay?: string;
}

/** Read each time, since a test may change the environment. */
export function hilSettings(): HilSettings {
  return {
    board: variable('RETORT_BOARD'),
    pool: variable('RETORT_POOL'),
    student: variable('RETORT_HIL_STUDENT'),
    waitSeconds: Number(variable('RETORT_HIL_WAIT_SECONDS') ?? 0),
    owner: variable('RETORT_HIL_OWNER'),
    updateBaselines: variable('RETORT_HIL_UPDATE') === '1',
    record: variable('RETORT_HIL_RECORD'),
    replay: variable('RETORT_HIL_REPLAY'),
  };
}
