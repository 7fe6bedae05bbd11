// Opens a pool: a file, or a bridge.
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { PoolError } from './lease-errors.ts';
import { type Pool, poolSchema } from './pool.ts';

/** @param name a file's path, or `mqtt://HOST/GROUP/BRIDGE` @throws PoolError */
export async function openPool(name: string): Promise<Pool> {
  if (/^mqtts?:/.test(name)) {
    const { openBridgePool } = await import('./bridge-pool.ts');
    return openBridgePool(name);
  }
  const { boards, leaseSeconds } = await readPool(name);
  const names = boards.map((board) => board.name);
  const twice = names.find((one, i) => names.indexOf(one) !== i);
  if (twice !== undefined) throw new PoolError(name, `has two boards named '${twice}': give each its own name`);
  return { name, boards, leaseSeconds, leases: join(dirname(resolve(name)), '.retort-leases') };
}

async function readPool(name: string): Promise<z.infer<typeof poolSchema>> {
  try {
    return poolSchema.parse(JSON.parse(await readFile(name, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error).split('\n')[0] : (error as Error).message;
    throw new PoolError(
      name,
      `cannot be read (${reason}): it must hold { "boards": [{ "name": …, "url": … }] }, see docs/hil.md`,
      error,
    );
  }
}
