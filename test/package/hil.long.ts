// A project that `retort init` writes into an empty folder passes on the virtual board, with the packed package and nothing else.
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type InstalledPackage, installPackage, succeed } from './installed-package.ts';

let installed: InstalledPackage;
beforeAll(async () => {
  installed = await installPackage();
});
afterAll(() => installed[Symbol.dispose]());

it('a project of retort init passes, and its reports say so', async () => {
  const folder = join(installed.project, 'board-tests');
  mkdirSync(folder);
  await succeed(installed.retort('init', folder));
  await succeed(installed.run('npm', ['--prefix', folder, 'install', '--save-dev', installed.tarball]));
  const inside = (command: string) => installed.run('sh', ['-c', `cd board-tests && ${command}`]);
  const tested = await succeed(
    inside('npx --no-install retort test --junit hil.xml --report hil.html --record records --json'),
  );
  expect(tested.json()).toMatchObject({
    passed: true,
    boards: [{ board: 'virtual:up5k', passed: 6, failed: 0, flaky: 0 }],
  });
  expect(await readFile(join(folder, 'hil.xml'), 'utf8')).toContain('tests="6" failures="0"');
  const replayed = await succeed(inside('npx --no-install retort test --replay records --json'));
  expect(replayed.json()).toMatchObject({ passed: true });
});
