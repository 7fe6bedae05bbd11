import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../host/cli/exit-codes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every literal `code` of an error class in the sources. */
function codesInSources(): string[] {
  return ['host', 'device-bridge', 'firmware-artifacts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
      .flatMap((name) => readFileSync(join(root, folder, name), 'utf8').match(/readonly code[:=\s|'A-Z0-9_]+/g) ?? [])
      .flatMap((declaration) => declaration.match(/(?<=')[A-Z0-9_]+(?=')/g) ?? []),
  );
}

describe('exit codes', () => {
  it.each([...new Set(codesInSources())])('%s has one', (code) => {
    expect(exitCodeOf(code)).toBeTypeOf('number');
  });

  it.each([
    ['VALIDATE_MISSING_SAMPLE', 1],
    ['CLI_BOARD_URL', 2],
    ['CONFIG_INVALID', 2],
    ['DATASET_NOT_FOUND', 3],
    ['TRAINING_DIVERGED', 4],
    ['IMAGE_CORRUPT', 5],
    ['PORT_BUSY', 6],
    ['BOARD_SILENT', 6],
    ['BROKER_REFUSED', 6],
    ['BROKER_CREDENTIALS_MALFORMED', 2],
    ['BRIDGE_OFFLINE', 6],
    ['BRIDGE_DUPLICATE_BOARD', 2],
    ['TENSORFLOW_MISSING', 7],
    ['DISK_WRITE_FAILED', 7],
    ['CLI_INTERRUPTED', 130],
  ])('%s ends with %i', (code, exitCode) => {
    expect(exitCodeOf(code)).toBe(exitCode);
  });

  it('has none for what no one foresaw', () => {
    expect(exitCodeOf('ERR_INVALID_ARG_TYPE')).toBeUndefined();
  });
});
