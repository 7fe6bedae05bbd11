// Builds the virtual boards: the RTL with each board's parameters (../boards.json) through Verilator to C++, and that with runner.cpp through
// clang to a WebAssembly module. Writes BOARD.wasm and manifest.json (checksums and tool versions) beside this file, the same bytes on
// every run.
//   node firmware-artifacts/virtual-board/build.mjs [--check] [--board NAME] [--rtl DIR] [--out DIR] [--prelude FILE]
// --check rebuilds and compares with the manifest checked in; --board builds that one alone; --rtl builds another RTL (a mutant), --out
// puts the result elsewhere; --prelude is C++ in front of the model, for what the Verilog names by $c.
// Needs Verilator (Debian's package); installs its compiler, pinned in toolchain/, on first use.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compiler, compileToWasm, digest, settleBuild } from './toolchain/clang.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const boards = JSON.parse(readFileSync(join(here, '../boards.json'), 'utf8'));
const { values: options } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    board: { type: 'string', multiple: true, default: Object.keys(boards) },
    rtl: { type: 'string', default: join(here, '../rtl') },
    out: { type: 'string', default: here },
    prelude: { type: 'string' },
  },
});
const VERILATOR = 'Verilator 5.006';

function findSources(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.v'))
    .sort();
}

/** The model's C++ by file name. */
function verilate(rtl, sources, build, parameters) {
  const version = execFileSync('verilator', ['--version'], { encoding: 'utf8' }).trim();
  if (!version.startsWith(`${VERILATOR} `)) throw new Error(`needs ${VERILATOR}, found "${version}"`);
  const out = mkdtempSync(join(tmpdir(), 'retort-verilate-'));
  try {
    const flags = ['--x-assign', 'fast', '--x-initial', 'fast', '--noassert', '-O3', '--top-module', 'retort_board'];
    const naming = ['--cc', '--prefix', 'Vboard', '--Mdir', out, `-GBUILD=32'h${build}`];
    const values = Object.entries(parameters).map(([name, value]) => `-G${name}=${value}`);
    execFileSync('verilator', [...flags, ...naming, ...values, ...sources], { cwd: rtl, stdio: 'inherit' });
    const model = readFolder(out, /[.](cpp|h)$/);
    if (Object.values(model).some((code) => /eval_ico|VlTriggerVec<(?!1>)/.test(code)))
      throw new Error(
        'logic hangs on an input other than through a register, which runner.cpp does not evaluate: register it',
      );
    return model;
  } finally {
    rmSync(out, { recursive: true });
  }
}

function readFolder(folder, pattern) {
  const names = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && pattern.test(entry.name),
  );
  return Object.fromEntries(names.map(({ name }) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function compile(model, rtl, { CLOCK_HZ }) {
  const root = execFileSync('verilator', ['--getenv', 'VERILATOR_ROOT'], { encoding: 'utf8' }).trim();
  const runtime = readFolder(join(root, 'include'), /^verilated.*[.](cpp|h)$/);
  const vltstd = readFolder(join(root, 'include/vltstd'), /[.]h$/);
  const units = [
    ...Object.keys(model)
      .filter((name) => name.endsWith('.cpp'))
      .sort(),
    'verilated.cpp',
    'verilated_threads.cpp',
  ];
  const own = {
    'runner.cpp': readFileSync(join(here, 'runner.cpp'), 'utf8'),
    'shims.h': readFileSync(join(here, 'shims.h'), 'utf8'),
    'bit_timers.h': readFileSync(join(here, 'bit_timers.h'), 'utf8'),
  };
  const prelude = options.prelude === undefined ? {} : { 'prelude.h': readFileSync(options.prelude, 'utf8') };
  const all = [...Object.keys(prelude), ...units, 'runner.cpp'].map((name) => `#include "${name}"\n`).join('');
  const defines = [`CLOCK_HZ=${CLOCK_HZ}`, 'VM_TRACE=0', 'VM_COVERAGE=0', 'VM_SC=0', 'VL_IGNORE_UNKNOWN_ARCH'].map(
    (name) => `-D${name}`,
  );
  // What bit_timers.h knows of this RTL need not hold of another one.
  if (rtl !== resolve(here, '../rtl')) defines.push('-DEVALUATE_ALL');
  const link = ['-mexec-model=reactor', '-Wl,--strip-all'];
  const flags = ['-std=c++17', '-O3', '-fno-exceptions', '-w', '-I.', '-Ivltstd', '-include', 'shims.h'];
  const files = { ...model, ...runtime, vltstd, ...own, ...prelude, 'all.cpp': all };
  return compileToWasm('clang++', [...flags, ...defines, ...link, 'all.cpp'], files, 'board.wasm');
}

const rtl = resolve(options.rtl);
const sources = findSources(rtl);
const sourceDigests = Object.fromEntries(sources.map((name) => [name, digest(readFileSync(join(rtl, name)))]));
const build = digest(JSON.stringify(sourceDigests)).slice(0, 8);
const built = {};
for (const board of options.board) {
  if (!boards[board]) throw new Error(`boards.json has no board "${board}"; it has ${Object.keys(boards).join(', ')}`);
  built[`${board}.wasm`] = await compile(verilate(rtl, sources, build, boards[board]), rtl, boards[board]);
}
const ownFiles = ['runner.cpp', 'bit_timers.h', 'shims.h', '../boards.json'];
const manifest = {
  ...Object.fromEntries(Object.entries(built).map(([name, wasm]) => [name, digest(wasm)])),
  build,
  tools: { verilator: VERILATOR, ...compiler },
  sources: {
    ...Object.fromEntries(ownFiles.map((name) => [name, digest(readFileSync(join(here, name)))])),
    ...Object.fromEntries(Object.entries(sourceDigests).map(([name, sum]) => [`../rtl/${name}`, sum])),
  },
};

settleBuild({
  built,
  manifest,
  folder: here,
  out: options.out,
  check: options.check,
  command: 'npm run build:board',
});
