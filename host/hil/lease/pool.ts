// A pool of boards: which there are, of which class, with which tags, and how to switch them off and on.
import { z } from 'zod';
import { DEFAULT_LIMIT_SECONDS } from './board-options.ts';
import { PoolError } from './lease-errors.ts';

const boardSchema = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,64}$/, 'letters, digits, dots, dashes and underscores only'),
  url: z.string().min(1),
  class: z.string().min(1).optional(),
  tags: z.array(z.string().min(1)).default([]),
  powerCycle: z.array(z.string()).min(1).optional(),
});

export const poolSchema = z.strictObject({
  boards: z.array(boardSchema).min(1),
  /** The most that a crashed run keeps a board. */
  leaseSeconds: z.number().min(1).max(3600).default(DEFAULT_LIMIT_SECONDS),
});

export type PoolBoard = Readonly<z.infer<typeof boardSchema>>;

export interface Pool {
  /** As given. */
  readonly name: string;
  readonly boards: readonly PoolBoard[];
  readonly leaseSeconds: number;
  /** Where leases are kept; absent for a bridge, which leases its boards itself. */
  readonly leases?: string;
}

export interface BoardFilter {
  readonly name?: string;
  readonly class?: string;
  readonly tag?: string;
}

/** At least one. @throws PoolError */
export function chooseBoards(pool: Pool, filter: BoardFilter): readonly PoolBoard[] {
  const { name, boards } = pool;
  const chosen = fittingBoards(pool, filter);
  if (chosen.length > 0) return chosen;
  const wanted = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} '${value}'`);
  const there = boards.map((board) => [board.name, board.class, ...board.tags].filter(Boolean).join(' '));
  throw new PoolError(
    name,
    `has no board with ${wanted.join(' and ') || 'any name'}: it has ${there.join('; ') || 'none'}`,
  );
}

/** Possibly none. */
export function fittingBoards({ boards }: Pool, filter: BoardFilter): readonly PoolBoard[] {
  return boards.filter(
    (board) =>
      (filter.name === undefined || board.name === filter.name) &&
      (filter.class === undefined || board.class === filter.class) &&
      (filter.tag === undefined || board.tags.includes(filter.tag)),
  );
}
