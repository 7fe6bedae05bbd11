// Builds dist/, what the npm package holds: the sources as JavaScript with their types, and the files beside them that are read as they are.
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Copied beside what tsc writes; the patterns are of what only a clone needs. */
const folders = [
  'proto/gen',
  'host/reference/kernels',
  'host/tensorflow',
  'host/hil/template',
  'firmware-artifacts/virtual-board',
  'firmware-artifacts/boards',
  'firmware-artifacts/boards.json',
  'firmware-artifacts/rtl',
];
const leftOut = /toolchain|lint[.]mjs$|(?<![.]d)[.](ts|c|cpp|h)$|build[.]mjs$|from-source/;

rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
for (const folder of folders) {
  cpSync(folder, join('dist', folder), { recursive: true, filter: (file) => !leftOut.test(file) });
}
execFileSync(process.execPath, ['host/web/page/build.mjs', 'dist/host/web/page/dist'], { stdio: 'inherit' });
// TypeScript 5.9 rewrites no import() in a function with `using`.
for (const name of readdirSync('dist', { recursive: true })) {
  if (!name.endsWith('.js')) continue;
  const path = join('dist', name);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replaceAll(/(\bimport\(['"]\.[^'"]*\.)ts(['"]\))/g, '$1js$2'));
}
