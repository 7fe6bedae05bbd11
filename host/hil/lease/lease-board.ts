// A board to oneself: a pool file's boards are leased by a file, a bridge leases its own, a serial port is locked, and a virtual board belongs
// to its process anyway. Whoever crashes loses it.
import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Board } from '../../../device-bridge/session/board.ts';
import {
  connectBoard,
  type PhysicalTarget,
  requirePhysical,
  requireSingle,
  type Wire,
} from '../../cli/steps/connect.ts';
import { hideSecrets } from '../../cli/text/secret-urls.ts';
import { BoardUnderTest } from '../board-under-test.ts';
import { classed, HilError } from '../failure-class.ts';
import { hilSettings } from '../settings.ts';
import type { BoardOptions } from './board-options.ts';
import { type FileLease, takeFileLease } from './file-lease.ts';
import { LeaseBusyError } from './lease-errors.ts';
import { openPool } from './open-pool.ts';
import { chooseBoards, fittingBoards } from './pool.ts';

const busyCodes = ['PORT_BUSY', 'BOARD_LEASED'];
const againMs = 200;
const DEFAULT_BOARD = 'virtual:up5k';
/** With the half second in which a bridge finds out, a board that is gone is reported within two seconds. */
const goneMs = 1000;
const mostHookMs = 60_000;

export interface LeasedBoard {
  readonly board: BoardUnderTest;
  /** Closes the board and gives the lease back. */
  release(): Promise<void>;
}

/** A board that would do, and how it is leased. */
interface Candidate {
  readonly name: string;
  readonly url: string;
  readonly powerCycle?: readonly string[];
  readonly lease?: { readonly folder: string; readonly limitSeconds: number };
}

/**
 * Takes the first board that would do and is free; waits as long as it is told where none is. The caller releases it.
 * @throws HilError of class infrastructure, which names who has the boards
 * @example
 * import { leaseBoard } from 'retort-fpga/hil';
 *
 * const { board, release } = await leaseBoard({ url: 'virtual:up5k' });
 * console.log(board.url);
 * await release();
 */
export function leaseBoard(options: BoardOptions, wire?: Wire): Promise<LeasedBoard> {
  return classed(async () => {
    const { waitSeconds = hilSettings().waitSeconds } = options;
    const owner = options.owner ?? hilSettings().owner ?? `${userInfo().username}-${process.pid}`;
    const until = performance.now() + 1000 * waitSeconds;
    let candidates: readonly Candidate[] = [];
    for (;;) {
      if (candidates.length === 0) candidates = await candidatesFor(options, performance.now() < until);
      const holders: string[] = [];
      for (const candidate of candidates) {
        const leased = await tryLease(candidate, owner, wire);
        if ('board' in leased) return leased;
        holders.push(leased.holder);
      }
      if (candidates.length > 0 && performance.now() >= until) throw new LeaseBusyError(holders, waitSeconds);
      await sleep(againMs);
    }
  });
}

/**
 * A URL, from the options or the environment, or the boards of a pool that fit.
 * @param mayWait whether a bridge may still find a board that fits: it announces a board's class only once it has found the board
 * @throws PoolError
 */
async function candidatesFor(options: BoardOptions, mayWait: boolean): Promise<readonly Candidate[]> {
  const { url, powerCycle } = options;
  if (url !== undefined) return [{ name: url, url, powerCycle }];
  const settings = hilSettings();
  const poolName = options.pool ?? settings.pool;
  if (poolName === undefined) {
    const named = settings.board ?? DEFAULT_BOARD;
    return [{ name: named, url: named, powerCycle }];
  }
  const pool = await openPool(poolName);
  const filter = { name: options.name ?? settings.board, class: options.class, tag: options.tag };
  const isBridge = pool.leases === undefined;
  const boards = isBridge && mayWait ? fittingBoards(pool, filter) : chooseBoards(pool, filter);
  return boards.map((board) => ({
    name: board.name,
    url: board.url,
    powerCycle: powerCycle ?? board.powerCycle,
    ...(pool.leases && {
      lease: { folder: pool.leases, limitSeconds: options.limitSeconds ?? pool.leaseSeconds },
    }),
  }));
}

async function tryLease(
  candidate: Candidate,
  owner: string,
  wire: Wire | undefined,
): Promise<LeasedBoard | { readonly holder: string }> {
  const { name, lease } = candidate;
  const taken = lease && takeFileLease(lease.folder, { board: name, owner, limitSeconds: lease.limitSeconds });
  if (taken && 'holder' in taken) return { holder: `${name}: ${taken.holder}` };
  try {
    const board = await BoardUnderTest.open(accessTo(candidate, owner, taken, wire));
    return {
      board,
      async release() {
        await board.close();
        taken?.release();
      },
    };
  } catch (error) {
    taken?.release();
    const cause = error instanceof HilError ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (!busyCodes.includes(code)) throw error;
    return { holder: (cause as Error).message };
  }
}

function accessTo({ url, powerCycle }: Candidate, owner: string, lease: FileLease | undefined, wire?: Wire) {
  const target = forTests(requireSingle(url, requirePhysical(url)), owner);
  const isVirtual = target.kind === 'virtual'; // which is off while it is closed
  return {
    url: hideSecrets(url),
    open: () => openAndTake(target, wire),
    ...(powerCycle ? { powerCycle: () => runHook(powerCycle) } : isVirtual && { powerCycle: async () => {} }),
    ...(lease && { requireLease: () => lease.require() }),
  };
}

/** Over MQTT with the owner as the bridge tells it to others, and not waiting for a board that is gone. */
function forTests(target: PhysicalTarget, owner: string): PhysicalTarget {
  if (target.kind !== 'mqtt') return target;
  const name = owner.replaceAll(/[^\w.-]/g, '-').slice(0, 40);
  const { clientId = `${name}-${Math.random().toString(16).slice(2, 10)}` } = target;
  return { ...target, clientId, goneMs };
}

async function openAndTake(target: PhysicalTarget, wire: Wire | undefined): Promise<Board> {
  const { board } = await connectBoard(target, new AbortController().signal, wire);
  try {
    await board.rangeCrc(0, 0); // over MQTT the first request that does more than look takes the lease
    return board;
  } catch (error) {
    await board.close();
    throw error;
  }
}

/** @throws HilError with what the command said */
async function runHook([command, ...parameters]: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)(command, parameters, { timeout: mostHookMs });
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    const said = stderr.trim() || message;
    throw new HilError('infrastructure', `the power-cycle hook '${command}' failed: ${said}; run it by hand`, error);
  }
}
