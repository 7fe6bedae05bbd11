// One process owns a port: a lock file in the computer's folder for temporary files, taken over from a process that no longer runs.

import { createHash, randomUUID } from 'node:crypto';
import {
  linkSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { RetortError } from '../../proto/retort-error.ts';
import { textForPeople } from '../mqtt/url-for-people.ts';

export interface PortOwner {
  readonly pid: number;
  /** As typed, where it can be found out, but for passwords in URLs. */
  readonly command: string;
}

/** Another process, or this one, has the port. */
export class PortBusyError extends RetortError {
  readonly code = 'PORT_BUSY';
  readonly category = 'board';
  override readonly name = 'PortBusyError';
  readonly path: string;
  readonly owner: PortOwner | undefined;

  constructor(path: string, owner: PortOwner | undefined, cause?: unknown) {
    const who = owner ? `process ${owner.pid} (${owner.command})` : 'another process';
    super(`${path} is in use by ${who}: stop it or wait for it to end, then try again`, { cause });
    this.path = path;
    this.owner = owner;
  }
}

const held = new Set<string>();
process.on('exit', () => {
  for (const file of held) rmSync(file, { force: true });
});

/**
 * Takes the port at `path` (links are followed) for this process; the result gives it back.
 * @throws PortBusyError
 */
export function lockPort(path: string): () => void {
  const device = realpathSync(path);
  const file = join(
    tmpdir(),
    `retort-port-${basename(device)}-${createHash('sha256').update(device).digest('hex').slice(0, 12)}.lock`,
  );
  const mine = JSON.stringify({
    pid: process.pid,
    command: commandOf(process.pid) ?? textForPeople(process.argv.join(' ')),
  });
  if (!createWith(file, mine)) {
    removeStale(file, path);
    if (!createWith(file, mine)) throw new PortBusyError(path, readOwner(file));
  }
  held.add(file);
  let mineStill = true;
  return () => {
    if (!mineStill) return; // by now it may be the next owner's
    mineStill = false;
    held.delete(file);
    rmSync(file, { force: true });
  };
}

/** Writes elsewhere, then links: the lock appears whole, and only where there was none. */
function createWith(file: string, content: string): boolean {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, content, { flag: 'wx', mode: 0o600 });
  return moveIfFree(draft, file);
}

/** `from` is gone afterwards. Returns false where `to` was there already. */
function moveIfFree(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(from, { force: true });
  }
}

/** Moves the lock away before it looks again, so that of two processes that find the same stale lock neither removes the other's new one. */
function removeStale(file: string, path: string): void {
  const owner = readOwner(file);
  if (owner && isRunning(owner)) throw new PortBusyError(path, owner);
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  const moved = readOwner(aside);
  if (moved && isRunning(moved)) moveIfFree(aside, file);
  else rmSync(aside, { force: true });
}

function readOwner(file: string): PortOwner | undefined {
  const text = readIfThere(file);
  const match = text === undefined ? undefined : /^\{"pid":(\d+),"command":(".*")\}$/s.exec(text);
  return match ? { pid: Number(match[1]), command: String(JSON.parse(match[2])) } : undefined;
}

/** A process of the same number but another command is not the owner: numbers are used again. */
function isRunning(owner: PortOwner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const command = commandOf(owner.pid);
  return command === undefined || command === owner.command;
}

/** Who holds the device open, locked or not; found on Linux only, and only among the processes one may look into. */
export function findPortOwner(path: string): PortOwner | undefined {
  const device = realpathSync(path);
  for (const pid of listOrNothing('/proc').filter((name) => /^\d+$/.test(name))) {
    const opens = listOrNothing(`/proc/${pid}/fd`).some((fd) => targetOf(`/proc/${pid}/fd/${fd}`) === device);
    if (opens && Number(pid) !== process.pid)
      return { pid: Number(pid), command: commandOf(Number(pid)) ?? 'command unknown' };
  }
  return undefined;
}

function commandOf(pid: number): string | undefined {
  const command = readIfThere(`/proc/${pid}/cmdline`)?.split('\0').join(' ').trim();
  return command ? textForPeople(command) : undefined;
}

function readIfThere(file: string): string | undefined {
  return unlessGone(() => readFileSync(file, 'utf8'));
}
function listOrNothing(folder: string): string[] {
  return unlessGone(() => readdirSync(folder)) ?? [];
}
function targetOf(link: string): string | undefined {
  return unlessGone(() => readlinkSync(link));
}

/** Processes and lock files come and go while one looks; whatever else goes wrong is thrown. */
function unlessGone<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'EINVAL'].includes(reason)) return undefined;
    throw error;
  }
}
