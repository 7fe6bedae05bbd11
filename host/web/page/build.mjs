// Builds the page into dist/ beside it, or into the folder that is named: for a clone's first use, and for the package.
import { join, resolve } from 'node:path';
import { build } from 'vite';

const [outDir = join(import.meta.dirname, 'dist')] = process.argv.slice(2);

await build({
  configFile: join(import.meta.dirname, 'vite.config.ts'),
  logLevel: 'warn',
  build: { outDir: resolve(outDir), emptyOutDir: true },
});
