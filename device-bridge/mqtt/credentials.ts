// User and password for a broker: from its URL, from a file, from the environment, or from the file that a bridge's own
// broker left for the clients of this user on this computer. They appear in no command line unless the user puts them
// there.

import { closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { grouped } from '../../proto/numbers.ts';
import { BrokerCredentialsError, CredentialsFileError } from './errors.ts';
import { type Role, roles } from './rights.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const mostFileBytes = 4096;

/** A broker's address without user, password and parameters, for people. */
export function brokerNameOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/**
 * The first there is: `USER:PASSWORD@` of the URL (percent-encoded), the file of its parameter `credentials`, the file of a bridge's own
 * broker at this port for this role, the file that `RETORT_MQTT_CREDENTIALS` names, `RETORT_MQTT_USER` with `RETORT_MQTT_PASSWORD`.
 * @throws BrokerCredentialsError, CredentialsFileError
 */
export function credentialsFor(url: string, role: 'flash' | 'bridge'): Credentials | undefined {
  const { username, searchParams } = new URL(url);
  const { RETORT_MQTT_CREDENTIALS: file, RETORT_MQTT_USER: user, RETORT_MQTT_PASSWORD: password } = process.env;
  if (username !== '') return ofUrl(url);
  const named = searchParams.get('credentials');
  if (named !== null) return readCredentials(named);
  const own = ownBrokerFile(url, role);
  if (own !== undefined) return readCredentials(own);
  if (file) return readCredentials(file);
  return user ? { username: user, password: password ?? '' } : undefined;
}

/** Not left to mqtt, for which a colon in a password belongs to the user. */
function ofUrl(url: string): Credentials {
  const { username, password } = new URL(url);
  try {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    throw new BrokerCredentialsError(brokerNameOf(url));
  }
}

/** @throws CredentialsFileError where it is not one line `USER:PASSWORD` in a file that only its owner can read */
export function readCredentials(file: string): Credentials {
  const [, username, password] = /^([^:\n]+):([^\n]*)(?:\n|$)/.exec(readPrivateFile(file)) ?? [];
  if (username === undefined) throw new CredentialsFileError(file, 'its first line is not USER:PASSWORD');
  return { username, password: password.replace(/\r$/, '') };
}

function readPrivateFile(file: string): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)); // A pipe without a writer would block.
    const stat = fstatSync(descriptor);
    const mode = stat.mode & 0o777;
    if (!stat.isFile() || stat.size > mostFileBytes)
      throw new CredentialsFileError(file, `it is not a regular file of at most ${grouped(mostFileBytes)} bytes`);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new CredentialsFileError(file, `others can read it (mode ${mode.toString(8)}): run chmod 600 on it`);
    return readFileSync(descriptor, 'utf8');
  } catch (error) {
    if (error instanceof CredentialsFileError) throw error;
    throw new CredentialsFileError(file, error instanceof Error ? error.message : String(error), error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

export type CredentialsFiles = Readonly<Record<Role, string>>;

/** One file per role of the broker at 127.0.0.1:`port`, each 0600, and a way to remove them. */
export function leaveCredentials(port: number, passwords: Readonly<Record<Role, string>>) {
  const folder = brokersFolder();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (role: Role) => join(folder, `127.0.0.1-${port}.${role}`);
  for (const role of roles) {
    rmSync(fileOf(role), { force: true });
    const text = `${role}:${passwords[role]}\nprocess ${process.pid}\n`;
    writeFileSync(fileOf(role), text, { flag: 'wx', mode: 0o600 });
  }
  const [look, infer, flash, bridge] = roles.map(fileOf);
  const files: CredentialsFiles = { look, infer, flash, bridge };
  const remove = () => {
    for (const file of Object.values(files)) rmSync(file, { force: true });
  };
  process.once('exit', remove);
  return {
    files,
    remove() {
      process.off('exit', remove);
      remove();
    },
  };
}

function brokersFolder(): string {
  return join(process.env.RETORT_CACHE || join(homedir(), '.cache', 'retort'), 'brokers');
}

/** Of a bridge of this user that still runs; another broker may have the port by now. */
function ownBrokerFile(url: string, role: Role): string | undefined {
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== 'mqtt:' || !['127.0.0.1', 'localhost'].includes(hostname)) return undefined;
  const file = join(brokersFolder(), `127.0.0.1-${port || 1883}.${role}`);
  try {
    const [, pid] = /^process (\d+)$/m.exec(readFileSync(file, 'utf8')) ?? [];
    process.kill(Number(pid), 0);
    return file;
  } catch {
    return undefined; // no such file or process
  }
}
