// `retort monitor --web` from the packed package, in an empty folder: the built page comes with it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMonitor } from '../cli/start-monitor.ts';
import { type InstalledPackage, installPackage, succeed } from './installed-package.ts';

let installed: InstalledPackage;
beforeAll(async () => {
  installed = await installPackage();
});
afterAll(() => installed[Symbol.dispose]());

it('serves its built page, and asks for the token', async () => {
  const folder = join(installed.project, 'board-tests');
  mkdirSync(folder);
  await succeed(installed.retort('init', folder));
  const student = join(folder, 'students', 'student.retort');
  const retort = [join(installed.project, 'node_modules/.bin/retort')];
  const env = { ...process.env, RETORT_CACHE: installed.cache };
  const parameters = ['virtual:up5k', '--image', student, '--data', 'glyphs'];
  const monitor = await startMonitor(parameters, folder, { retort, env });
  try {
    const { origin, cookie } = monitor;
    expect((await fetch(origin)).status).toBe(401);
    const page = await (await fetch(origin, { headers: { cookie } })).text();
    const [, script] = /<script [^>]*src="([^"]+)"/.exec(page) ?? [];
    const served = await fetch(`${origin}${script}`, { headers: { cookie } });
    expect(served.headers.get('content-type')).toContain('javascript');
    expect((await served.text()).length).toBeGreaterThan(10_000);
  } finally {
    await monitor.close();
  }
});
