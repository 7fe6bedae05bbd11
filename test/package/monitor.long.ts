// `retort monitor --web` from the packed package, in an empty folder: the built page comes with it.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
  const student = join(folder, 'student', 'student.retort');
  const { RETORT_CACHE, ...environment } = process.env;
  const child = spawn(
    join(installed.project, 'node_modules/.bin/retort'),
    ['monitor', '--web', 'virtual:up5k', '--image', student, '--data', 'glyphs', '--json'],
    { cwd: folder, env: { ...environment, RETORT_CACHE: installed.cache } },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  try {
    const line = await Promise.race([
      new Promise<string>((resolve) => child.stdout.once('data', (bytes) => resolve(String(bytes)))),
      ended.then((code) => Promise.reject(new Error(`exit code ${code}: ${said}`))),
    ]);
    const { url } = JSON.parse(line.split('\n')[0]) as { readonly url: string };
    const { origin } = new URL(url);
    expect((await fetch(origin)).status).toBe(401);
    const cookie = (await fetch(url, { redirect: 'manual' })).headers.get('set-cookie')!.split(';')[0];
    const page = await (await fetch(origin, { headers: { cookie } })).text();
    const [, script] = /<script [^>]*src="([^"]+)"/.exec(page) ?? [];
    const served = await fetch(`${origin}${script}`, { headers: { cookie } });
    expect(served.headers.get('content-type')).toContain('javascript');
    expect((await served.text()).length).toBeGreaterThan(10_000);
  } finally {
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  }
});
