// Soaks: many faults, kills, strangers, lossy lines and damaged images (`npm test` has a few of each), and trainings whose figures are measured
// rather than guarded. Run by hand: `npm run test:soak`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.soak.ts'],
    globalSetup: 'test/support/compile-sources.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 1_200_000,
    hookTimeout: 1_800_000,
  },
});
