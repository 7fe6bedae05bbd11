// A run folder has one writer at a time; what killed processes leave there does not stand in the way of the next command.

import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { processToken } from '../../host/artifact/process-token.ts';
import { claimRunFolder, RunFolderBusyError } from '../../host/cli/steps/run-lock.ts';
import { runRetort, startRetort } from './run-retort.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';

let folder = '';
let small: SmallRun;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-lock-'));
  small = await makeSmallRun(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const lock = () => join(small.out, '.retort.lock');

it('refuses a second command, names the first, and takes the folder over once that was killed', async () => {
  const training = startRetort(['teacher', '--data', small.csv, '--out', small.out, '--epochs', '10000'], {
    cwd: folder,
  });
  const ended = training.finished;
  while ((await readFile(lock(), 'utf8').catch(() => '')) === '')
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await stat(lock())).mode & 0o777).toBe(0o600);

  const second = await runRetort(['pack', '--out', small.out, '--json'], { cwd: folder });
  expect(second.exitCode).toBe(7);
  expect(second.json().error).toMatchObject({
    code: 'CLI_RUN_FOLDER_BUSY',
    pid: training.child.pid,
    command: 'teacher',
  });
  expect(second.json().error?.message).toMatch(
    /run is in use by 'retort teacher' \(pid \d+, since .*Z\): wait for it to end, or name another run folder with --out$/,
  );
  const reading = await runRetort(['validate', '--data', small.csv, '--out', small.out, '--on', 'reference'], {
    cwd: folder,
  });
  expect(reading.exitCode).toBe(0);

  training.child.kill('SIGKILL');
  await ended;
  const third = await runRetort(['pack', '--out', small.out, '--json'], { cwd: folder });
  expect(third.exitCode).toBe(0);
  expect((await readdir(small.out)).filter((name) => name.startsWith('.'))).toEqual([]);
});

it.skipIf(process.platform !== 'linux')(
  'lets one of many claims through, over a lock that was left behind',
  async () => {
    const [pid, start, ...where] = processToken().split('-');
    const gone = [pid, Number(start) + 1, ...where].join('-');
    await writeFile(lock(), JSON.stringify({ token: gone, pid: Number(pid), command: 'demo' }));
    const claims = await Promise.allSettled(Array.from({ length: 20 }, () => claimRunFolder(small.out, 'pack')));
    const held = claims.filter((claim) => claim.status === 'fulfilled');
    expect(held).toHaveLength(1);
    for (const claim of claims)
      if (claim.status === 'rejected') expect(claim.reason).toBeInstanceOf(RunFolderBusyError);
    await held[0].value[Symbol.asyncDispose]();
    expect((await readdir(small.out)).filter((name) => name.startsWith('.'))).toEqual([]);
  },
);

it('leaves a lock of another computer alone, and says what to do', async () => {
  const token = `1-1-${'0'.repeat(8)}-${'0'.repeat(8)}`;
  const owner = { token, pid: 1, command: 'demo', computer: 'bench', since: '2026-01-01T00:00:00.000Z' };
  await writeFile(lock(), JSON.stringify(owner));
  await expect(claimRunFolder(small.out, 'pack')).rejects.toThrow(
    `is in use by 'retort demo' (pid 1 on bench, since 2026-01-01T00:00:00.000Z): if it no longer runs there, delete ${lock()}`,
  );
  await rm(lock());
});

it('takes a damaged lock for none', async () => {
  await writeFile(lock(), '{"token":');
  const claim = await claimRunFolder(small.out, 'pack');
  await claim[Symbol.asyncDispose]();
  expect(await readdir(small.out)).not.toContain('.retort.lock');
});
