// The hardware-in-the-loop suite: `npm run test:hil`. See docs/hil.md.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/hil/**/*.hil.ts'], pool: 'forks', testTimeout: 120_000, hookTimeout: 120_000 },
});
