// The package as npm gives it to a stranger: packed, and installed into an empty project with a cache folder of its own.

import { type ChildProcess, spawn } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line of stdout. */
  json(): Record<string, unknown>;
}

export interface InstalledPackage extends Disposable {
  readonly tarball: string;
  readonly project: string;
  readonly cache: string;
  run(command: string, parameters: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  retort(...parameters: string[]): Promise<Ended>;
}

/** A wheel that an earlier set-up has downloaded (214 MB) is put into the cache. */
export async function installPackage(): Promise<InstalledPackage> {
  const folder = mkdtempSync(join(tmpdir(), 'retort-package-'));
  const [project, cache] = [join(folder, 'project'), join(folder, 'cache')];
  mkdirSync(join(cache, 'tensorflow'), { recursive: true });
  const downloads = join(process.env.RETORT_CACHE || join(homedir(), '.cache', 'retort'), 'tensorflow');
  for (const wheel of existsSync(downloads) ? readdirSync(downloads).filter((name) => name.endsWith('.whl')) : [])
    copyFileSync(join(downloads, wheel), join(cache, 'tensorflow', wheel));
  const run: InstalledPackage['run'] = (command, parameters, env) =>
    runToEnd(spawn(command, parameters, { cwd: project, env: { ...plainEnvironment(), RETORT_CACHE: cache, ...env } }));
  const packed = await packOnce();
  for (const made of readdirSync(packed).filter((name) => name !== 'state'))
    cpSync(join(packed, made), join(folder, made), { recursive: true, verbatimSymlinks: true });
  const tarball = tarballIn(folder);
  return {
    tarball,
    project,
    cache,
    run,
    retort: (...parameters) => run('npx', ['--no-install', 'retort', ...parameters]),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The folder of the tarball and of `project`, an empty one with the package: made by the test that comes first, and awaited by the others. */
async function packOnce(): Promise<string> {
  const folder = inject('packedFolder');
  const [state, project] = [join(folder, 'state'), join(folder, 'project')];
  const npm = (cwd: string, ...parameters: string[]) =>
    succeed(runToEnd(spawn('npm', parameters, { cwd, env: plainEnvironment() })));
  try {
    mkdirSync(project); // Succeeds in the test that comes first alone.
  } catch {
    while (!existsSync(state)) await sleep(200);
    if (readFileSync(state, 'utf8') === 'made') return folder;
    throw new Error('the package cannot be packed and installed: see the test that tried');
  }
  try {
    writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true }\n');
    await npm(root, 'pack', '--pack-destination', folder);
    await npm(project, 'install', tarballIn(folder));
    writeFileSync(state, 'made');
    return folder;
  } catch (error) {
    writeFileSync(state, 'failed');
    throw error;
  }
}

function tarballIn(folder: string): string {
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
}

/** Without what npm and vitest give to the processes that they start. */
function plainEnvironment(): Record<string, string | undefined> {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS$|VITEST|RETORT_)/i.test(name));
  return Object.fromEntries(own);
}

function runToEnd(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdin?.end();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    const json = () => JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    child.on('close', (status) => resolve({ status, stdout, stderr, json }));
  });
}

/** What a process that ended well has said. */
export async function succeed(ending: Promise<Ended>): Promise<Ended> {
  const ended = await ending;
  if (ended.status !== 0) throw new Error(`exit code ${ended.status}: ${ended.stdout}${ended.stderr}`);
  return ended;
}
