import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NoAnswerError } from '../../device-bridge/session/errors.ts';
import { DiskError } from '../../host/artifact/write-file.ts';
import { exitCodeOf } from '../../host/cli/exit-codes.ts';
import { InterruptedError } from '../../host/cli/interrupt.ts';
import { ConfigError } from '../../host/cli/settings/define-config.ts';
import { BoardUrlError } from '../../host/cli/steps/board-url.ts';
import { CompressionSettingError } from '../../host/compress/compress-errors.ts';
import { DataFormatError } from '../../host/dataset/errors.ts';
import { CorruptImageError } from '../../host/image/image-errors.ts';
import { LogitCountError } from '../../host/validate/validate.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every class in the sources that extends an error of the language's own, as `file: class`. */
function classesOutsideTheBase(): string[] {
  return ['host', 'device-bridge', 'firmware-artifacts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
      .flatMap((name) =>
        (
          readFileSync(join(root, folder, name), 'utf8').match(/class \w+ extends (Range|Type|Aggregate)?Error\b/g) ??
          []
        ).map((found) => `${folder}/${name}: ${found}`),
      ),
  );
}

describe('exit codes', () => {
  it('have one base for every error that is foreseen', () => {
    expect(classesOutsideTheBase()).toEqual([]);
  });

  it.each([
    ['comparison', new LogitCountError(0, 1, 2), 1],
    ['usage', new BoardUrlError('x', 'y'), 2],
    ['usage', new ConfigError('x', 'y'), 2],
    ['input', new DataFormatError('x', 'y'), 3],
    ['training', new CompressionSettingError('x', 1, 'y'), 4],
    ['image', new CorruptImageError('x', 'y'), 5],
    ['board', new NoAnswerError('x', 1, 1), 6],
    ['environment', new DiskError('x', 'ENOSPC', undefined), 7],
    ['interrupted', new InterruptedError(), 130],
  ])('an error of category %s (%s) ends with %i', (category, error, exitCode) => {
    expect(error.category).toBe(category);
    expect(exitCodeOf(error)).toBe(exitCode);
  });

  it.each([
    ['ENOENT', 3],
    ['ENOSPC', 7],
    ['ERR_INVALID_ARG_TYPE', 70],
  ])('an error with the code %s of the system ends with %i', (code, exitCode) => {
    expect(exitCodeOf(Object.assign(new Error('x'), { code }))).toBe(exitCode);
  });
});
