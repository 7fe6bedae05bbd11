// A real PostgreSQL server of Debian's package, on a free loopback port with files of its own. Needs Debian's package postgresql.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

export interface Postgres {
  /** A database of its own each time, with a user and a password. */
  createDatabase(): Promise<string>;
  /** With SIGKILL, as when the power goes. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const user = 'retort';
export const postgresPassword = 'pl4nted-s3cret';

export async function startPostgres(): Promise<Postgres> {
  const programs = programsOf();
  const folder = await mkdtemp(join(tmpdir(), 'retort-postgres-'));
  // PostgreSQL refuses to run as root; Debian's package makes a user for it.
  const isRoot = process.getuid?.() === 0;
  const owner = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid!);
  const data = join(folder, 'data');
  const options = ['--username', user, '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'];
  execFileSync(join(programs, 'initdb'), ['-D', data, ...options], { ...owner, cwd: folder, stdio: 'ignore' });
  const port = await findFreePort();
  let server: ChildProcess;
  let databases = 0;
  const ended = () => new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const start = async () => {
    const set = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`];
    const settings = set.flatMap((setting) => ['-c', setting]);
    server = spawn(join(programs, 'postgres'), ['-D', data, ...settings], { ...owner, cwd: folder, stdio: 'ignore' });
    for (let tries = 0; !(await isReady(port)); tries++) {
      if (tries > 600 || server.exitCode !== null) throw new Error('postgres does not start');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await start();
  const urlOf = (database: string) => `postgres://${user}:${postgresPassword}@127.0.0.1:${port}/${database}`;
  return {
    async createDatabase() {
      const name = `history_${databases++}`;
      const client = new Client({ connectionString: urlOf('postgres') });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return urlOf(name);
    },
    async kill() {
      // The server's own children notice that it is gone; a new one waits until they have.
      const gone = ended();
      server.kill('SIGKILL');
      await gone;
    },
    start,
    async close() {
      const gone = ended();
      server.kill('SIGINT'); // fast shutdown
      await gone;
      await rm(folder, { recursive: true });
    },
  };
}

/** The newest that is installed. */
function programsOf(): string {
  const folder = '/usr/lib/postgresql';
  const [newest] = readdirSync(folder).sort((a, b) => Number(b) - Number(a));
  return join(folder, newest, 'bin');
}

function idOf(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
}

/** Whether it takes queries, not only connections. */
async function isReady(port: number): Promise<boolean> {
  if (!(await isListening(port))) return false;
  const client = new Client({ host: '127.0.0.1', port, user, database: 'postgres' });
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
