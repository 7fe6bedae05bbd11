// What retort.config.ts imports, and the error of one that is wrong. Loading it is config.ts's job.

import { RetortError } from '../../../proto/retort-error.ts';
import type { RetortConfig } from './config-schema.ts';

/**
 * The configuration as it was given; it gives an editor the types of `retort.config.ts`. Values are checked when a command reads the file.
 * @example
 * import { defineConfig } from 'retort-fpga';
 *
 * export default defineConfig({ data: 'glyphs', size: 'small', distill: { temperature: 4, seeds: 3 } });
 */
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
