// The hardware-in-the-loop suite, against the board that RETORT_BOARD names: `npm run test:hil`. See docs/hil.md.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/hil/**/*.hil.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', 'junit'],
    outputFile: { junit: process.env.RETORT_HIL_REPORT ?? 'hil-report.xml' },
  },
});
