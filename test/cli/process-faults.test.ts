// What ends a command from outside of it: a reader of its output that leaves, a full disk behind that, too few file handles, a
// configuration that ends the process. Each has its documented exit code, and none shows a stack trace.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retortCommand } from './run-retort.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'retort-process-faults-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a line of bash in which `retort` is the command; its exit code is that of retort. */
function runInShell(line: string) {
  const [program, ...rest] = retortCommand([]);
  const command = [program, ...rest].map((word) => `'${word}'`).join(' ');
  const script = `retort() { ${command} "$@"; }; ${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(stderr).not.toMatch(/^\s+at /m);
  return { status, stdout, stderr };
}

describe('the output of a command', () => {
  it('may be cut off by its reader', () => {
    const { status, stderr } = runInShell('set -o pipefail; retort methods | true');
    expect([status, stderr]).toEqual([141, '']);
  });

  it('may lead to a full disk', () => {
    const { status, stderr } = runInShell('retort methods --json > /dev/full');
    expect(status).toBe(7);
    expect(stderr).toContain('the output cannot be written: ENOSPC');
    expect(stderr).toContain('the disk is full; free some space');
  });

  it('may lose its progress without losing its result', () => {
    const { status, stdout } = runInShell('retort methods --json 2> /dev/full');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty('methods');
  });
});

describe('too few file handles', () => {
  it('are named, with the limit to raise', () => {
    // How many Node itself holds differs from version to version, so a configuration takes whatever the limit leaves.
    const takeAll =
      "import { openSync } from 'node:fs';\ntry { for (;;) openSync('/dev/null', 'r'); } catch {}\nexport default {};";
    writeFileSync(join(folder, 'retort.config.ts'), takeAll);
    mkdirSync(join(folder, 'retort-out'));
    writeFileSync(join(folder, 'retort-out/student.int8.safetensors'), '');
    const { status, stderr } = runInShell('ulimit -n 256; retort pack');
    for (const made of ['retort.config.ts', 'retort-out']) rmSync(join(folder, made), { recursive: true });
    expect(status).toBe(7);
    expect(stderr).toMatch(
      /^retort: cannot write .*: EMFILE, too many files are open: raise the limit \(ulimit -n 1024\)/,
    );
  });
});

describe('a configuration', () => {
  it.each([
    ['ends the process', 'process.exit(0)', 2, 'it cannot be loaded: it calls process.exit(0)'],
    [
      'leaves a rejected promise',
      "Promise.reject(new Error('stray')); export default {}",
      2,
      'it cannot be loaded: stray',
    ],
    ['never finishes loading', 'await new Promise(() => {}); export default {}', 70, 'ended without a result'],
    ['throws what is no error', 'throw null', 2, 'it cannot be loaded: null'],
    [
      'is nested 6,000 deep',
      `export default ${'['.repeat(6000)}${']'.repeat(6000)}`,
      2,
      'Maximum call stack size exceeded',
    ],
    [
      'ends the process later on',
      'setTimeout(() => process.exit(0), 20); export default {}',
      3,
      'does not exist: create it with',
    ],
  ])('that %s does not hide what happened', (_, text, exitCode, message) => {
    writeFileSync(join(folder, 'retort.config.ts'), text);
    const { status, stderr } = runInShell('retort pack');
    rmSync(join(folder, 'retort.config.ts'));
    expect(stderr).toContain(message);
    expect(status).toBe(exitCode);
  });

  it('imports retort-fpga wherever it lies', () => {
    const config =
      "import { defineConfig } from 'retort-fpga';\nexport default defineConfig({ out: 'mine' as string });";
    writeFileSync(join(folder, 'retort.config.ts'), config);
    const { stderr } = runInShell('retort pack');
    rmSync(join(folder, 'retort.config.ts'));
    expect(stderr).toContain('mine/student.int8.safetensors does not exist');
  });
});
