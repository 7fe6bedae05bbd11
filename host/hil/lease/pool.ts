// A pool of boards: which there are, of which class, with which tags, and how to switch them off and on. A file, or a bridge.
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
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

const schema = z.strictObject({
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

/** @throws PoolError */
export async function openPool(name: string): Promise<Pool> {
  if (/^mqtts?:/.test(name)) {
    const { openBridgePool } = await import('./bridge-pool.ts');
    return openBridgePool(name);
  }
  try {
    const { boards, leaseSeconds } = schema.parse(JSON.parse(await readFile(name, 'utf8')));
    const names = boards.map((board) => board.name);
    const twice = names.find((one, i) => names.indexOf(one) !== i);
    if (twice !== undefined) throw new PoolError(name, `has two boards named '${twice}': give each its own name`);
    return { name, boards, leaseSeconds, leases: join(dirname(resolve(name)), '.retort-leases') };
  } catch (error) {
    if (error instanceof PoolError) throw error;
    const reason = error instanceof z.ZodError ? z.prettifyError(error).split('\n')[0] : (error as Error).message;
    throw new PoolError(
      name,
      `cannot be read (${reason}): it must hold { "boards": [{ "name": …, "url": … }] }, see docs/hil.md`,
      error,
    );
  }
}

/** At least one. @throws PoolError */
export function chooseBoards({ name, boards }: Pool, filter: BoardFilter): readonly PoolBoard[] {
  const chosen = boards.filter(
    (board) =>
      (filter.name === undefined || board.name === filter.name) &&
      (filter.class === undefined || board.class === filter.class) &&
      (filter.tag === undefined || board.tags.includes(filter.tag)),
  );
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
