// Names a running process so that no later one is taken for it, and says whether it still runs. Locks and temporary files carry the name.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Letters, digits and hyphens, usable in a file name: pid, start in clock ticks, boot and computer. */
export type ProcessToken = string;

/** `gone`: it has certainly ended. `elsewhere`: it belongs to another computer, where this one cannot look. */
export type ProcessState = 'running' | 'gone' | 'elsewhere';

const pattern = /^([1-9]\d*)-(\d+)-([0-9a-f]{8})-([0-9a-f]{8})$/;

export const processTokenPattern = pattern.source.slice(1, -1);

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);
const computer = shortHash(hostname());

/** Without Linux's /proc the pid alone tells processes apart: a leftover may then be kept, but nothing in use is removed. */
const boot = shortHash(readProc('sys/kernel/random/boot_id') ?? '');

let own: ProcessToken | undefined;

/** Of this process. */
export function processToken(): ProcessToken {
  own ??= `${process.pid}-${startOf(process.pid) ?? 0}-${boot}-${computer}`;
  return own;
}

/** @returns `undefined` if the text is not a token */
export function processStateOf(token: string): ProcessState | undefined {
  const [, pid, start, bootThen, computerThen] = pattern.exec(token) ?? [];
  if (pid === undefined) return undefined;
  if (computerThen !== computer) return 'elsewhere';
  if (bootThen !== boot || !isRunning(Number(pid))) return 'gone';
  const now = startOf(Number(pid));
  return now === undefined || now === start ? 'running' : 'gone';
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // another user's
  }
}

/** Field 22 of /proc/PID/stat (proc_pid_stat(5)), counted behind the command's name, which may hold spaces. */
function startOf(pid: number): string | undefined {
  return readProc(`${pid}/stat`)?.split(') ').at(-1)?.split(' ')[19];
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return undefined;
  }
}
