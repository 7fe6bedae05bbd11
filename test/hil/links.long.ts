// The whole suite as its users run it, over each kind of link, and two runs that want the same board.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedBoard, serveVirtualBoard } from '../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import { startMosquitto } from '../support/mosquitto.ts';
import { startVirtualBridge } from '../support/virtual-bridge.ts';
import { leaseBoard } from './lease.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-hil-links-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Run {
  readonly exitCode: number | null;
  readonly report: string;
}

/** The suite in a process of its own. */
async function runSuite(board: string | undefined, env: Readonly<Record<string, string>> = {}): Promise<Run> {
  const file = join(folder, 'report.xml');
  const { RETORT_BOARD: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [vitest, 'run', '--config', 'vitest.hil.config.ts'], {
    cwd: root,
    stdio: 'ignore',
    env: { ...inherited, ...env, RETORT_HIL_REPORT: file, ...(board && { RETORT_BOARD: board }) },
  });
  const exitCode = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { exitCode, report: await readFile(file, 'utf8') };
}

function expectPassed({ exitCode, report }: Run): void {
  expect(report).toContain('tests="7" failures="0" errors="0" skipped="0"');
  expect(exitCode).toBe(0);
}

describe('the suite passes', () => {
  it('in-process, where no board is named', async () => expectPassed(await runSuite(undefined)));

  it('over a serial port', async () => {
    const served = await serveVirtualBoard();
    expectPassed(await runSuite(`serial:${served.path}?baud=3000000`));
    await served.close();
  });

  it('over MQTT, at a real broker', async () => {
    const broker = await startMosquitto();
    const bridge = await startVirtualBridge({ broker: broker.url });
    expectPassed(await runSuite(bridge.boardUrl));
    await bridge.close();
    await broker.close();
  });
});

describe('a failure', () => {
  it('is in the report with its class', async () => {
    const { exitCode, report } = await runSuite(join('serial:', folder, 'no-such-port'));
    expect(exitCode).toBe(1);
    expect(report).toContain('[infrastructure] no port');
    expect(report).toContain('type="infrastructure"');
  });
});

describe('two runs', () => {
  /** Another process that leases the board and keeps it; killed as in a crash. */
  async function holdElsewhere(url: string) {
    const lease = pathToFileURL(join(root, 'test/hil/lease.ts')).href;
    const script = `import(${JSON.stringify(lease)}).then(async ({ leaseBoard }) => { const board = await leaseBoard(${JSON.stringify(url)}, 0); await board.rangeCrc(0, 1); console.log('held'); setInterval(() => {}, 1000); })`;
    const child = spawn(process.execPath, ['--import', tsx, '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    return async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    };
  }

  async function expectOneAtATime(url: string): Promise<void> {
    const crash = await holdElsewhere(url);
    await expect(leaseBoard(url, 0.5)).rejects.toMatchObject({ failureClass: 'infrastructure' });
    const waiting = leaseBoard(url, 15);
    await crash();
    await (await waiting).close();
  }

  it('do not share a serial port, and a crash frees it', async () => {
    const served: ServedBoard = await serveVirtualBoard();
    await expectOneAtATime(`serial:${served.path}?baud=3000000`);
    await served.close();
  });

  it('do not share a board behind a bridge, and a crash frees it', async () => {
    const bridge = await startVirtualBridge();
    await expectOneAtATime(bridge.boardUrl);
    await bridge.close();
  });
});
