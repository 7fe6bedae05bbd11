// The history in its embedded database, and what only that one has: a folder with one user at a time.
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openHistory } from '../../../host/web/history/open-history.ts';
import { describeHistory } from './history-suite.ts';

const folders: string[] = [];
async function createPlace(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'retort-pglite-'));
  folders.push(folder);
  return join(folder, 'history');
}
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, maxRetries: 5 });
});

describeHistory('PGlite', createPlace);

it('refuses a folder that another has open, names who has it, and is readable by its owner alone', async () => {
  const place = await createPlace();
  const first = await openHistory(place, { command: 'monitor' });
  expect((await stat(place)).mode & 0o077).toBe(0);
  await expect(openHistory(place, { command: 'history' })).rejects.toMatchObject({
    code: 'WEB_HISTORY_BUSY',
    pid: process.pid,
    command: 'monitor',
    message: expect.stringMatching(/is in use by 'retort monitor' \(pid \d+, since .*\): end it first/),
  });
  await first.close();
  expect(existsSync(join(place, '.retort.lock'))).toBe(false);
}, 240_000);
