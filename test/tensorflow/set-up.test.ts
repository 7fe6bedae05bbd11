import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const tensorflow = join(import.meta.dirname, '..', '..', 'host', 'tensorflow');
const run = promisify(execFile);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retort-set-up-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that takes the lock, writes what it does to stdout, and gives it back. */
function holdLockFor(milliseconds: number) {
  const script = `
    import { holdLock } from ${JSON.stringify(pathToFileURL(join(tensorflow, 'set-up-lock.mjs')).href)};
    const release = await holdLock(${JSON.stringify(join(folder, 'lock'))}, (line) => console.log(line), new AbortController().signal);
    console.log('start ' + Date.now());
    await new Promise((resolve) => setTimeout(resolve, ${milliseconds}));
    console.log('end ' + Date.now());
    release();`;
  return run(process.execPath, ['--input-type=module', '-e', script]);
}

describe("set-up's lock", () => {
  it('lets one work at a time and tells the other', async () => {
    const outputs = (await Promise.all([holdLockFor(600), holdLockFor(600)])).map(({ stdout }) => stdout);
    const times = outputs.map((output) => [/start (\d+)/, /end (\d+)/].map((time) => Number(time.exec(output)?.[1])));
    const [first, second] = times.sort(([a], [b]) => a - b);
    expect(second[0]).toBeGreaterThanOrEqual(first[1]);
    expect(outputs.join('')).toContain('another set-up of this folder is running; waiting for it');
  });

  it('is taken over from a process that was killed', async () => {
    const lock = join(folder, 'lock');
    writeFileSync(lock, '999999\n');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    const { stdout } = await holdLockFor(0);
    expect(stdout).toContain('start');
  });
});

it("set-up's lock stops waiting for another one at the first signal", async () => {
  const { holdLock } = await import(join(tensorflow, 'set-up-lock.mjs'));
  const interrupting = new AbortController();
  writeFileSync(join(folder, 'lock'), '1\n');
  const waiting = holdLock(
    join(folder, 'lock'),
    () => interrupting.abort(new Error('interrupted')),
    interrupting.signal,
  );
  await expect(waiting).rejects.toThrow('interrupted');
});

describe('a command of the set-up that fails', () => {
  it('is named, with its reason, the advice and what it said', async () => {
    const { runCommand } = await import(join(tensorflow, 'run-command.mjs'));
    const failing = runCommand(process.execPath, ['-e', 'console.error("no compiler"); process.exit(3)'], {
      advice: 'install g++',
    });
    await expect(failing).rejects.toThrow(/exit code 3; install g\+\+\n {2}no compiler/);
    const missing = runCommand('no-such-command-of-ours', [], { advice: 'install it' });
    await expect(missing).rejects.toThrow('no-such-command-of-ours : not installed; install it');
  });
});

describe('the check of TensorFlow', () => {
  it('passes where it computes', async () => {
    await expect(run(process.execPath, [join(tensorflow, 'check-tensorflow.mjs')])).resolves.toMatchObject({
      stderr: '',
    });
  });
});
