// Long tables and soaks: what takes minutes, or needs tools that a first run does not have. Run by `npm run test:long` and in CI.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.long.ts', 'test/rtl/core/random-networks.test.ts'],
    env: { RETORT_CORE_PROGRAMS: process.env.RETORT_CORE_PROGRAMS ?? '200' },
    globalSetup: ['test/support/compile-sources.ts', 'test/package/packed-folder.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 1_200_000,
    hookTimeout: 1_800_000,
  },
});
