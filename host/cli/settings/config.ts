// Finds, loads and checks retort.config.ts.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { readOutsideFile } from '../../artifact/read-outside-file.ts';
import type { CheckedConfig } from './config-schema.ts';
import { ConfigError } from './define-config.ts';

const CONFIG_FILES = ['retort.config.ts', 'retort.config.mts', 'retort.config.mjs', 'retort.config.js'];

/** The configuration in `given`, else in the current folder's, else an empty one. @throws ConfigError, InputFileError */
export async function loadConfig(given?: string): Promise<CheckedConfig> {
  const path = given ?? CONFIG_FILES.find((name) => existsSync(name));
  if (path === undefined) return {};
  if (!existsSync(path)) throw new ConfigError(path, 'the file does not exist; leave --config out to use the defaults');
  await readOutsideFile(path, 'text'); // A pipe would block the import, signals included.
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
    module = await runGuarded(() => importModule(resolve(path)));
  } catch (error) {
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

/** By jiti, which reads TypeScript under every Node. What the file imports as `retort-fpga` is the version that runs. */
async function importModule(path: string): Promise<{ readonly default?: unknown }> {
  const { createJiti } = await import('jiti');
  const virtualModules = { 'retort-fpga': await import('../../index.ts') };
  return createJiti(import.meta.url, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules,
  }).import(path);
}

/**
 * A configuration is a program: one that ends the process would end the command with an exit code that means something else, and a
 * rejected promise that nobody awaits would end it later. Both fail here.
 */
async function runGuarded<Result>(run: () => Promise<Result>): Promise<Result> {
  const { exit } = process;
  const others = process.listeners('unhandledRejection');
  let rejectStray: (reason: unknown) => void = () => {};
  const stray = new Promise<never>((_, reject) => {
    rejectStray = reject;
  });
  process.exit = (code) => {
    throw new Error(`it calls process.exit(${code ?? ''})`);
  };
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', rejectStray);
  try {
    return await Promise.race([run().finally(() => setImmediate()), stray]);
  } finally {
    process.exit = exit;
    process.off('unhandledRejection', rejectStray);
    for (const listener of others) process.on('unhandledRejection', listener);
  }
}
