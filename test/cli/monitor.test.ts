// The monitor and the feed as their users run them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startVirtualBridge, type VirtualBridge } from '../support/virtual-bridge.ts';
import { runRetort, startRetort } from './run-retort.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';

let cwd: string;
let run: SmallRun;
let bridge: VirtualBridge;
let url: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'retort-monitor-'));
  run = await makeSmallRun(cwd);
  bridge = await startVirtualBridge();
  url = bridge.boardUrl;
});
afterAll(async () => {
  await bridge.close();
  await rm(cwd, { recursive: true });
});

const common = () => ['--data', run.csv, '--out', run.out, '--json'];

describe('retort feed', () => {
  it('asks for the image first', async () => {
    const fed = await runRetort(['feed', url, ...common()], { cwd });
    expect(fed.exitCode).toBe(6);
    expect(fed.json().error?.code).toBe('BOARD_OTHER_IMAGE');
  });

  it('refuses a data set of another form', async () => {
    const fed = await runRetort(['feed', url, '--data', 'glyphs', '--out', run.out, '--json'], { cwd });
    expect(fed.exitCode).toBe(3);
    expect(fed.json().error).toMatchObject({ code: 'CLI_INPUT_FOREIGN_DATA' });
    expect(fed.json().error?.message).toContain('name the data set it was made for with --data');
  });

  it('plays a data set while a monitor watches it, every prediction equal to the reference', async () => {
    await runRetort(['flash', '--out', run.out, '--on', url], { cwd });
    const monitor = startRetort(['monitor', url, '--out', run.out, '--for', '60', '--json'], { cwd });
    await new Promise((resolve) => monitor.child.stdout.once('data', resolve));
    const fed = await runRetort(['feed', url, ...common(), '--count', '60', '--loop', '--rate', '200'], { cwd });
    expect(fed.json()).toMatchObject({ predictions: 60, accuracy: 1 });
    monitor.child.kill('SIGINT');
    const seen = await monitor.finished;
    expect(seen.exitCode).toBe(0);
    expect(seen.json()).toMatchObject({ predictions: 60, missed: 0, ended: true, bridgeOnline: true });
    const { reference } = seen.json() as { reference?: { count: number; total: number } };
    expect(reference?.total).toBeGreaterThan(0);
    expect(reference?.count).toBe(reference?.total);
  });

  it('is less right on noisy pictures, and the same for the same seed', async () => {
    const noisy = () => runRetort(['feed', url, ...common(), '--noise', '1', '--seed', '3'], { cwd });
    const [first, second] = [(await noisy()).json(), (await noisy()).json()];
    expect(first.accuracy).toBeLessThan(1);
    expect(second.accuracy).toBe(first.accuracy);
  });
});

describe('retort monitor', () => {
  it('feeds a board that nobody else can use, and prints one line per second without a terminal', async () => {
    const parameters = ['monitor', 'virtual:up5k', '--data', run.csv, '--out', run.out, '--count', '20', '--loop'];
    const seen = await runRetort(parameters, { cwd });
    expect(seen.exitCode).toBe(0);
    expect(seen.stdout).toMatch(
      /\| 20 predictions, .* \| last column \d .* \| reference \d+ of \d+ \| teacher not compared/,
    );
  });

  it('says what is wrong with a broker that is not there', async () => {
    const seen = await runRetort(['monitor', 'mqtt://127.0.0.1:1/a/b/c', '--out', run.out, '--json'], { cwd });
    expect(seen.exitCode).toBe(6);
    expect(seen.json().error?.code).toBe('BROKER_UNREACHABLE');
  });

  it('has --control and --students for the page alone', async () => {
    for (const option of [['--control'], ['--students', run.out]]) {
      const refused = await runRetort(['monitor', 'virtual:up5k', ...option, '--json'], { cwd });
      expect(refused.json().error).toMatchObject({ code: 'CLI_WEB_ONLY' });
    }
  });

  it.each([
    [['--no-history'], '--no-history is for the page: add --web, or leave --no-history out'],
    [['--token-file', 'token'], '--token-file is for the page: add --web'],
    [['--web', '--speed', '4'], '--speed is for a replay: add --replay'],
    [['--replay', '--control'], '--control is not for a replay: leave out --replay'],
    [['--replay', '--keep', '3'], '--keep is not for a replay: leave out --replay'],
  ])('refuses %j, which would do nothing', async (given, reason) => {
    const refused = await runRetort(['monitor', ...given, '--json'], { cwd });
    expect(refused.json().error).toMatchObject({ code: 'CLI_WEB_ONLY' });
    expect(refused.json().error?.message).toContain(reason);
  });

  it('refuses a folder without students', async () => {
    const refused = await runRetort(['monitor', '--web', '--students', join(cwd, 'none'), '--json'], { cwd });
    expect(refused.json().error).toMatchObject({ code: 'CLI_NO_STUDENTS' });
  });
});
