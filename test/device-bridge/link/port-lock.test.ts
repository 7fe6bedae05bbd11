import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockPort, PortBusyError } from '../../../device-bridge/link/port-lock.ts';

let folder: string;
let port: string;
const locks = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`retort-port-${basename(port)}-`));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'port-'));
  port = join(folder, `tty-${basename(folder)}`);
  writeFileSync(port, '');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process that has the lock until its input ends, or dies with it when killed. */
async function lockElsewhere() {
  const module = new URL('../../../device-bridge/link/port-lock.ts', import.meta.url);
  const script = `import(${JSON.stringify(module.href)}).then((it) => { it.lockPort(${JSON.stringify(port)}); console.log('locked'); process.stdin.resume(); })`;
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

describe('the lock of a port', () => {
  it('is free again after it was given back', () => {
    lockPort(port)();
    lockPort(port)();
    expect(locks()).toEqual([]);
  });

  it('leaves the next owner its lock when it is given back twice', () => {
    const unlock = lockPort(port);
    unlock();
    const next = lockPort(port);
    unlock();
    expect(() => lockPort(port)).toThrow(PortBusyError);
    next();
  });

  it('tells a second opening in this process that the port is in use', () => {
    const unlock = lockPort(port);
    expect(() => lockPort(port)).toThrow(PortBusyError);
    expect(() => lockPort(port)).toThrow(`${port} is in use by process ${process.pid} (`);
    unlock();
  });

  it('holds for every name of the device', () => {
    const other = join(folder, 'by-id');
    symlinkSync(port, other);
    const unlock = lockPort(port);
    expect(() => lockPort(other)).toThrow(PortBusyError);
    unlock();
  });

  it('names the other process that has it, and is taken over when that one has died', async () => {
    const child = await lockElsewhere();
    let error: unknown;
    try {
      lockPort(port);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(PortBusyError);
    expect(error).toMatchObject({
      owner: { pid: child.pid, command: expect.stringContaining('--import tsx') },
      message: expect.stringMatching(/: stop it or wait for it to end, then try again$/),
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    lockPort(port)();
    expect(locks()).toEqual([]);
  });
});
