// Why a board cannot be leased, or a lease was lost.
import { RetortError } from '../../../proto/retort-error.ts';

/** Every board that would do is in use. */
export class LeaseBusyError extends RetortError {
  readonly code = 'LEASE_BUSY';
  readonly category = 'board';
  override readonly name = 'LeaseBusyError';
  readonly holders: readonly string[];

  constructor(holders: readonly string[], waitedSeconds: number) {
    super(
      `every board that would do is in use (${holders.join('; ')}), also after ${waitedSeconds} s: wait longer with --wait SECONDS, or add a board to the pool`,
    );
    this.holders = holders;
  }
}

/** The time limit of a lease passed before it was renewed, and another run has the board. */
export class LeaseLostError extends RetortError {
  readonly code = 'LEASE_LOST';
  readonly category = 'board';
  override readonly name = 'LeaseLostError';
  readonly board: string;

  constructor(board: string, limitSeconds: number) {
    super(
      `the lease of board '${board}' was not renewed within ${limitSeconds} s: this process stood still for longer; give the lease a longer limit ("leaseSeconds")`,
    );
    this.board = board;
  }
}

/** Nothing in the pool fits, or the pool cannot be read. */
export class PoolError extends RetortError {
  readonly code = 'POOL_INVALID';
  readonly category = 'usage';
  override readonly name = 'PoolError';
  readonly pool: string;

  constructor(pool: string, reason: string, cause?: unknown) {
    super(`the pool ${pool} ${reason}`, { cause });
    this.pool = pool;
  }
}
