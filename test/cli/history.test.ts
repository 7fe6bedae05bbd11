// A monitor's history as its users run it: kept, exported, replayed, refused.
import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPageFiles } from '../../host/web/page-files.ts';
import { runRetort, startRetort } from './run-retort.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const secret = 'pl4nted-s3cret';
let cwd: string;
let run: SmallRun;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'retort-history-'));
  run = await makeSmallRun(cwd);
  await readPageFiles(); // builds the page where it is stale
  const page = 'host/web/page/dist';
  await cp(join(root, page), join(process.env.RETORT_COMPILED!, page), { recursive: true });
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

/** Until it says its address; ends with SIGINT. */
async function startMonitor(...parameters: string[]) {
  const monitor = startRetort(['monitor', '--out', run.out, '--json', ...parameters], { cwd });
  const said = await new Promise<string>((resolve, reject) => {
    monitor.child.stdout.once('data', (bytes) => resolve(String(bytes)));
    void monitor.finished.then(({ stdout, stderr }) => reject(new Error(stdout + stderr)));
  });
  return { ...monitor, url: new URL((JSON.parse(said) as { readonly url: string }).url) };
}

/** An embedded database takes seconds to make, many of them on a busy computer. */
const timeout = 240_000;

describe('the history of retort monitor --web', { timeout }, () => {
  it('is kept in the run folder, has one user, and gives metrics to a program with the token of a file', async () => {
    const feed = ['--data', run.csv, '--rate', '200'];
    const token = ['--token-file', 'token'];
    const monitor = await startMonitor('--web', 'virtual:up5k', ...feed, ...token);
    const bearer = (await readFile(join(cwd, 'token'), 'utf8')).trim();
    expect((await stat(join(cwd, 'token'))).mode & 0o077).toBe(0);
    const ask = async (path: string, authorization = `Bearer ${bearer}`) =>
      fetch(new URL(path, monitor.url.origin), { headers: { authorization } });
    await expect
      .poll(async () => ((await (await ask('/history')).json()) as { readonly predictions: number }).predictions, {
        timeout: 60_000,
      })
      .toBeGreaterThan(20);
    expect((await ask('/metrics', 'Bearer wrong')).status).toBe(401);
    expect(await (await ask('/metrics')).text()).toMatch(/^retort_predictions_total\{board="virtual:up5k"\} \d+$/m);
    expect(await (await ask('/export/history.csv')).text()).toMatch(/^session,number,time,board,/);
    const second = await runRetort(['history', 'export', 'x.csv', '--out', run.out, '--json'], { cwd });
    expect(second.json().error).toMatchObject({ code: 'WEB_HISTORY_BUSY', pid: monitor.child.pid, command: 'monitor' });
    monitor.child.kill('SIGINT');
    const { stdout } = await monitor.finished;
    const ended = JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
    expect(ended.history).toMatchObject({ where: join(run.out, 'history'), notWritten: 0 });
    expect(ended.boards[0].predictions).toBeLessThanOrEqual(ended.history.written);
  });

  it('is exported and replayed afterwards', async () => {
    for (const name of ['all.csv', 'all.parquet']) {
      const exported = await runRetort(['history', 'export', name, '--out', run.out, '--json'], { cwd });
      expect(exported.json()).toMatchObject({ file: name, bytes: (await stat(join(cwd, name))).size });
    }
    const rows = (await readFile(join(cwd, 'all.csv'), 'utf8')).trimEnd().split('\r\n').slice(1);
    const replay = await startMonitor('--replay', '--speed', '1000', '--for', '5');
    const { stdout } = await replay.finished;
    const { boards } = JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
    expect(boards).toMatchObject([{ name: 'virtual:up5k', state: 'ended', predictions: rows.length }]);
  });

  it('refuses what is no history, no format, and boards beside a replay', async () => {
    const fail = async (...parameters: string[]) =>
      (await runRetort([...parameters, '--out', run.out, '--json'], { cwd })).json().error;
    expect(await fail('history', 'export', 'x.csv', '--history', 'nowhere')).toMatchObject({ code: 'WEB_NO_HISTORY' });
    expect(await fail('history', 'export', 'x.txt')).toMatchObject({ code: 'CLI_EXPORT_FORMAT' });
    expect(await fail('monitor', 'virtual:up5k', '--replay')).toMatchObject({ code: 'CLI_REPLAY_OF_BOARDS' });
  });

  it('shows no password of a URL', async () => {
    const place = `postgres://lab:${secret}@127.0.0.1:1/lab`;
    const monitor = ['monitor', '--web', 'virtual:up5k', '--data', run.csv, '--out', run.out];
    const refused = await runRetort([...monitor, '--history', place, '--json'], { cwd, env: { RETORT_DEBUG: '1' } });
    expect(refused.json().error).toMatchObject({ code: 'WEB_HISTORY_UNAVAILABLE' });
    expect(refused.json().error?.message).toContain('the history in postgres://127.0.0.1:1/lab cannot be opened');
    expect(refused.stdout + refused.stderr).not.toContain(secret);
  });
});
