// `retort monitor --web` as a process, from the sources, whose page is built at its first use.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';

const root = join(import.meta.dirname, '../..');
/** In one process: the tsx command would end before the monitor where that is busy when the signal comes. */
const fromSources = [
  process.execPath,
  ...['--import', join(root, 'node_modules/tsx/dist/loader.mjs'), join(root, 'host/cli/retort.ts')],
];

export interface StartedMonitor {
  /** With the token. */
  readonly url: string;
  readonly origin: string;
  /** What a browser that has opened `url` sends. */
  readonly cookie: string;
  /** By Ctrl-C, which has to end it well. */
  close(): Promise<void>;
}

/**
 * Rejects with what it says where it ends before it has an address.
 * @param options.retort the command and its first parameters
 */
export async function startMonitor(
  parameters: readonly string[],
  cwd: string,
  {
    retort = fromSources,
    env = process.env,
  }: { readonly retort?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<StartedMonitor> {
  const [command, ...first] = retort;
  const child = spawn(command, [...first, 'monitor', '--web', ...parameters, '--json'], { cwd, env });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const finished = new Promise<number | null>((resolve) => child.on('close', resolve));
  const line = await Promise.race([
    new Promise<string>((resolve) => child.stdout.once('data', (bytes) => resolve(String(bytes).split('\n')[0]))),
    finished.then(() => Promise.reject(new Error(said))),
  ]);
  const { url } = JSON.parse(line) as { readonly url?: string };
  if (url === undefined) throw new Error(line);
  const cookie = (await fetch(url, { redirect: 'manual' })).headers.get('set-cookie')!.split(';')[0];
  return {
    ...{ url, cookie, origin: new URL(url).origin },
    async close() {
      child.kill('SIGINT');
      expect(await finished).toBe(0);
    },
  };
}
