// What retort.config.ts imports, and the error of one that is wrong. Loading it is config.ts's job.

import { RetortError } from '../../../proto/retort-error.ts';
import type { RetortConfig } from './config-schema.ts';

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
