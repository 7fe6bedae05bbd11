// Files of user and password that are none.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCredentials } from '../../../device-bridge/mqtt/credentials.ts';

it('refuses a pipe without waiting for a writer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'retort-credentials-'));
  try {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', ['-m', '600', pipe]);
    expect(() => readCredentials(pipe)).toThrow('it is not a regular file of at most 4,096 bytes');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
