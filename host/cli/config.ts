// Finds, loads and checks retort.config.ts.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RetortError } from '../../proto/retort-error.ts';
import { readOutsideFile } from '../artifact/read-outside-file.ts';
import type { CheckedConfig, RetortConfig } from './config-schema.ts';

const CONFIG_FILES = ['retort.config.ts', 'retort.config.mts', 'retort.config.mjs', 'retort.config.js'];

/** The identity; it gives an editor the types. */
export function defineConfig(config: RetortConfig): RetortConfig {
  return config;
}

export class ConfigError extends RetortError {
  readonly code = 'CONFIG_INVALID';
  readonly category = 'usage';
  override readonly name = 'ConfigError';
  readonly path: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(`${path}: ${reason}`, { cause });
    this.path = path;
  }
}

/** The configuration in `given`, else in the current folder's, else an empty one. @throws ConfigError, InputFileError */
export async function loadConfig(given?: string): Promise<CheckedConfig> {
  const path = given ?? CONFIG_FILES.find((name) => existsSync(name));
  if (path === undefined) return {};
  if (!existsSync(path)) throw new ConfigError(path, 'there is no such file; leave --config out to use the defaults');
  await readOutsideFile(path, 'text'); // A pipe in its place would block the import, signals included.
  const { configSchema } = await import('./config-schema.ts');
  const result = configSchema.safeParse(await importDefault(path));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const key = issue.path.join('.');
  throw new ConfigError(path, `${key === '' ? 'the configuration' : `'${key}'`}: ${issue.message}`);
}

async function importDefault(path: string): Promise<unknown> {
  let module: { readonly default?: unknown };
  try {
    module = await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_UNKNOWN_FILE_EXTENSION') {
      throw new ConfigError(
        path,
        'this Node cannot read TypeScript; run retort through tsx, or name the file retort.config.mjs',
        error,
      );
    }
    throw new ConfigError(
      path,
      `it cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
  if (module.default === undefined)
    throw new ConfigError(path, 'it has no default export; write `export default defineConfig({ … })`');
  return module.default;
}
