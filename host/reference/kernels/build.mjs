// Builds the reference's kernels: kernels.c through clang to kernels.wasm, and manifest.json with checksums, flags and the compiler's version,
// the same bytes on every run.
//   node host/reference/kernels/build.mjs [--check] [--out DIR]
// --check rebuilds and compares with what is checked in; --out puts the result elsewhere. Shares the virtual board's compiler.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  compiler,
  compileToWasm,
  digest,
  settleBuild,
} from '../../../firmware-artifacts/virtual-board/toolchain/clang.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: { check: { type: 'boolean', default: false }, out: { type: 'string', default: here } },
});
const flags = [
  ...['-std=c17', '-O3', '-msimd128', '-ffreestanding', '-nostdlib', '-Wall', '-Wextra', '-Werror'],
  ...['-Wl,--no-entry', '-Wl,--export=__heap_base', '-Wl,--strip-all', '-Wl,-z,stack-size=4096'],
];
const source = readFileSync(join(here, 'kernels.c'), 'utf8');
const wasm = await compileToWasm('clang', [...flags, 'kernels.c'], { 'kernels.c': source }, 'kernels.wasm');
settleBuild({
  built: { 'kernels.wasm': wasm },
  manifest: { 'kernels.wasm': digest(wasm), tools: compiler, flags, sources: { 'kernels.c': digest(source) } },
  folder: here,
  out: options.out,
  check: options.check,
  command: 'npm run build:reference',
});
