// A bridge as its users run it: a process with a broker of its own, and the other commands at the URL that it prints.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBridgePool } from '../../host/hil/lease/bridge-pool.ts';
import { leaseBoard } from '../../host/hil/lease/lease-board.ts';
import { runRetort, startRetort } from './run-retort.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';

let cwd: string;
let run: SmallRun;
let bridge: ReturnType<typeof startRetort>;
let url: string;

function startBridge(...more: string[]) {
  return startRetort(['bridge', '--board', 'virtual:up5k', '--name', 'bench', '--json', ...more], { cwd });
}

/** The first line that the bridge prints. */
function announcement({
  child,
}: ReturnType<typeof startRetort>): Promise<{ broker: string; boards: { up5k: string } }> {
  return new Promise((resolve) => child.stdout.once('data', (text: string) => resolve(JSON.parse(text))));
}

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'retort-bridge-'));
  run = await makeSmallRun(cwd);
  bridge = startBridge('--listen', '0');
  url = (await announcement(bridge)).boards.up5k;
});
afterAll(async () => {
  bridge.child.kill('SIGKILL');
  await bridge.finished;
  await rm(cwd, { recursive: true });
});

describe('retort bridge', () => {
  it('prints the URL by which every command finds its board', async () => {
    expect(url).toMatch(/^mqtt:\/\/127\.0\.0\.1:\d+\/retort\/bench\/up5k$/);
    const flashed = await runRetort(['flash', '--out', run.out, '--on', url, '--json'], { cwd });
    expect(flashed.json()).toMatchObject({ on: url, skipped: false });
    const parameters = ['validate', '--data', run.csv, '--out', run.out, '--on', url, '--json'];
    const validated = (await runRetort(parameters, { cwd })).json();
    expect(validated).toMatchObject({ on: url, different: 0 });
    expect(validated.bitExact).toBe(validated.total);
  });

  it('announces tags, by which a board is leased', async () => {
    const boards = ['--board', 'a=virtual:up5k', '--board', 'b=virtual:up5k'];
    const tags = ['--tag', 'bench', '--tag', 'b=camera'];
    const tagged = startRetort(['bridge', ...boards, ...tags, '--name', 'tagged', '--listen', '0', '--json'], { cwd });
    try {
      const { broker } = await announcement(tagged);
      const pool = await openBridgePool(`${broker}/retort/tagged`);
      expect(pool.boards.map(({ name, tags }) => [name, tags])).toEqual([
        ['a', ['bench']],
        ['b', ['bench', 'camera']],
      ]);
      const lease = await leaseBoard({ pool: `${broker}/retort/tagged`, tag: 'camera' });
      expect(lease.board.url).toMatch(/\/tagged\/b$/);
      await lease.release();
    } finally {
      tagged.child.kill('SIGINT');
      await tagged.finished;
    }
  });

  it.each([
    ['c=camera', "no board is called 'c', only up5k"],
    ['a=b=c', 'it is neither TAG nor NAME=TAG'],
    ['', 'it is neither TAG nor NAME=TAG'],
  ])('refuses the tag "%s"', async (tag, reason) => {
    const { finished } = startBridge('--listen', '0', '--tag', tag);
    expect((await finished).json().error).toMatchObject({
      code: 'CLI_BRIDGE_TAG',
      message: expect.stringContaining(reason),
    });
  });

  it.each([
    ['an unknown board', () => url.replace('up5k', 'other'), 6, 'BRIDGE_UNKNOWN_BOARD'],
    ['an unknown bridge', () => url.replace('bench', 'other'), 6, 'BRIDGE_OFFLINE'],
    ['a name with a wildcard', () => url.replace('up5k', 'up+'), 2, 'MQTT_NAME_INVALID'],
    ['a name with a hash', () => url.replace('up5k', '#'), 2, 'MQTT_NAME_INVALID'],
    ['a client id with a slash', () => `${url}?client=a/b`, 2, 'MQTT_NAME_INVALID'],
    ['one part too many', () => `${url}/more`, 2, 'CLI_BOARD_URL'],
    ['a part too few', () => url.replace('/up5k', ''), 2, 'CLI_BOARD_URL'],
  ] as const)('says what is wrong with %s', async (_, wrong, exitCode, code) => {
    const flashed = await runRetort(['flash', '--out', run.out, '--on', wrong(), '--json'], { cwd });
    expect(flashed.exitCode).toBe(exitCode);
    expect(flashed.json().error?.code).toBe(code);
  });

  it.each([
    ['a name that is taken', (broker: string) => ['--broker', broker], 6, 'BRIDGE_NAME_TAKEN'],
    ['a port that is taken', (broker: string) => ['--listen', new URL(broker).port], 6, 'BROKER_PORT_TAKEN'],
    ['a broker that is none', () => ['--broker', 'http://somewhere'], 2, 'CLI_BROKER_URL'],
    ['a board of another bridge', (broker: string) => ['--board', `${broker}/a/b/c`], 2, 'CLI_BOARD_URL'],
  ] as const)('does not start with %s', async (_, more, exitCode, code) => {
    const second = startBridge(...more(url.slice(0, url.indexOf('/retort'))));
    const { exitCode: actual, json } = await second.finished;
    expect(json().error?.code).toBe(code);
    expect(actual).toBe(exitCode);
  });

  it('ends on SIGTERM with what is under way answered, and its board is gone', async () => {
    bridge.child.kill('SIGTERM');
    const ended = await bridge.finished;
    expect(ended.exitCode).toBe(0);
    expect(ended.json()).toEqual({ ended: true });
    const flashed = await runRetort(['flash', '--out', run.out, '--on', url, '--json'], { cwd });
    expect(flashed.json().error?.code).toBe('BROKER_UNREACHABLE');
  });
});
