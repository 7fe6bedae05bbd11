// Leases: one run at a time has a board, whoever is killed loses it within its limit, and a board can be had by name, class and tag.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBridge } from '../../device-bridge/daemon/bridge.ts';
import { serveVirtualBoard } from '../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import { type BoardOptions, leaseBoard } from '../../host/api/hil.ts';
import { connectBoard, requirePhysical } from '../../host/cli/steps/connect.ts';
import { startOpenBroker } from '../support/open-broker.ts';
import { startVirtualBridge } from '../support/virtual-bridge.ts';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const module = pathToFileURL(join(import.meta.dirname, '../../host/hil/lease/lease-board.ts')).href;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-lease-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Another process that leases the board and keeps it; killed as in a crash. */
async function holdElsewhere(options: BoardOptions): Promise<() => Promise<void>> {
  const script = `import(${JSON.stringify(module)}).then(async ({ leaseBoard }) => {
    await leaseBoard(${JSON.stringify(options)});
    console.log('held');
    setInterval(() => {}, 1000);
  })`;
  const child = spawn(process.execPath, ['--import', tsx, '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
}

/** Refused while it is held, and had again within the limit and a second after a crash. */
async function expectOneAtATime(options: BoardOptions, limitSeconds: number, said = 'in use'): Promise<void> {
  const crash = await holdElsewhere({ ...options, owner: 'first' });
  const refused = { failureClass: 'infrastructure', message: expect.stringContaining(said) };
  await expect(leaseBoard({ ...options, waitSeconds: 0.5 })).rejects.toMatchObject(refused);
  await crash();
  const killedAt = performance.now();
  const { release } = await leaseBoard({ ...options, waitSeconds: limitSeconds + 5 });
  const hadAgainAt = performance.now();
  await release();
  const releasedAt = performance.now();
  await (await leaseBoard(options)).release();
  // Opening a free board takes its time too, which is not the lease's.
  const openingMs = performance.now() - releasedAt;
  expect(hadAgainAt - killedAt - openingMs).toBeLessThan(1000 * (limitSeconds + 1));
}

async function poolFile(boards: readonly object[], leaseSeconds: number): Promise<string> {
  const path = join(await mkdtemp(join(folder, 'pool-')), 'boards.json');
  await writeFile(path, JSON.stringify({ boards, leaseSeconds }));
  return path;
}

describe('a lease', () => {
  it('of a board in a pool file is free within its limit and a second after SIGKILL, and names its owner', async () => {
    const pool = await poolFile([{ name: 'b1', url: 'virtual:up5k' }], 3);
    await expectOneAtATime({ pool }, 3, 'in use (b1: first)');
  });

  it('is kept by renewal for longer than its limit', async () => {
    const pool = await poolFile([{ name: 'b1', url: 'virtual:up5k' }], 1);
    const { board, release } = await leaseBoard({ pool });
    await expect(leaseBoard({ pool, waitSeconds: 3 })).rejects.toMatchObject({ failureClass: 'infrastructure' });
    await board.powerCycle();
    await release();
    await (await leaseBoard({ pool })).release();
  });

  it('of a serial port ends with its process', async () => {
    const served = await serveVirtualBoard();
    await expectOneAtATime({ url: `serial:${served.path}?baud=3000000` }, 10);
    await served.close();
  });

  it('of a board behind a bridge ends with its process', async () => {
    const bridge = await startVirtualBridge();
    await expectOneAtATime({ url: bridge.boardUrl }, 10);
    await bridge.close();
  });
});

describe('a pool', () => {
  it('gives the next board that is free, by class and tag', async () => {
    const url = 'virtual:up5k';
    const pool = await poolFile(
      [
        { name: 'a', url, class: 'up5k', tags: ['bench'] },
        { name: 'b', url, class: 'up5k', tags: ['bench', 'camera'] },
        { name: 'c', url: 'virtual:ulx3s-85f', class: 'ulx3s-85f' },
      ],
      5,
    );
    const first = await leaseBoard({ pool, class: 'up5k' });
    const second = await leaseBoard({ pool, tag: 'bench' });
    await expect(leaseBoard({ pool, class: 'up5k' })).rejects.toThrow('every board that would do is in use (a: ');
    const third = await leaseBoard({ pool, name: 'c' });
    expect(third.board.url).toBe('virtual:ulx3s-85f');
    await expect(leaseBoard({ pool, tag: 'radio' })).rejects.toThrow(
      "has no board with tag 'radio': it has a up5k bench; b up5k bench camera; c ulx3s-85f",
    );
    for (const { release } of [first, second, third]) await release();
  });

  it('runs the power-cycle hook of a board, and says what it said where it fails', async () => {
    const mark = join(folder, 'cycled');
    const hook = [process.execPath, '-e', `require('fs').writeFileSync(${JSON.stringify(mark)}, '')`];
    const bad = [process.execPath, '-e', "console.error('no such hub'); process.exit(1)"];
    const pool = await poolFile(
      [
        { name: 'a', url: 'virtual:up5k', powerCycle: hook },
        { name: 'b', url: 'virtual:up5k', powerCycle: bad },
      ],
      5,
    );
    const { board, release } = await leaseBoard({ pool, name: 'a' });
    await board.powerCycle();
    await rm(mark); // fails where it was not made
    await release();
    const other = await leaseBoard({ pool, name: 'b' });
    await expect(other.board.powerCycle()).rejects.toThrow(
      /\[infrastructure\] the power-cycle hook .* failed: no such hub/,
    );
    await other.release();
  });

  it('is a bridge: its boards by class and tag', async () => {
    const broker = await startOpenBroker();
    const open = async (url: string, signal: AbortSignal) => (await connectBoard(requirePhysical(url), signal)).board;
    const boards = [
      {
        name: 'small',
        url: 'virtual:up5k',
        tags: ['bench'],
        open: (signal: AbortSignal) => open('virtual:up5k', signal),
      },
      { name: 'large', url: 'virtual:ulx3s-85f', open: (signal: AbortSignal) => open('virtual:ulx3s-85f', signal) },
    ];
    const bridge = await startBridge({ broker: broker.url, group: 'test', bridge: 'lab', boards });
    const pool = `${broker.url}/test/lab`;
    const small = await leaseBoard({ pool, tag: 'bench', waitSeconds: 20 });
    const large = await leaseBoard({ pool, class: 'ulx3s-85f', waitSeconds: 20 });
    expect([small.board.url, large.board.url].map((url) => url.split('/').at(-1))).toEqual(['small', 'large']);
    await expect(leaseBoard({ pool, class: 'up5k' })).rejects.toMatchObject({ failureClass: 'infrastructure' });
    await small.release();
    await large.release();
    await bridge.close();
    await broker.close();
  });
});
