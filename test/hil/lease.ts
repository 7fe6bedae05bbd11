// The board under test, to oneself: a serial port is locked, a bridge leases; a virtual board belongs to its process anyway. Whoever
// crashes loses it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Board } from '../../device-bridge/session/board.ts';
import { connectBoard, requirePhysical, requireSingle } from '../../host/cli/steps/connect.ts';
import { classed } from './failure-class.ts';

const busyCodes = ['PORT_BUSY', 'BOARD_LEASED'];
const againMs = 200;

/**
 * Waits so long for a board that another run has, then fails as infrastructure, naming who has it.
 * @throws HilError
 */
export async function leaseBoard(url: string, waitSeconds: number): Promise<Board> {
  const until = performance.now() + 1000 * waitSeconds;
  return classed(async () => {
    for (;;) {
      try {
        return await openAndTake(url);
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : '';
        if (!busyCodes.includes(code) || performance.now() >= until) throw error;
      }
      await sleep(againMs);
    }
  });
}

async function openAndTake(url: string): Promise<Board> {
  const { board } = await connectBoard(requireSingle(url, requirePhysical(url)), new AbortController().signal);
  try {
    await board.rangeCrc(0, 0); // over MQTT the first request that does more than look takes the lease
    return board;
  } catch (error) {
    await board.close();
    throw error;
  }
}
