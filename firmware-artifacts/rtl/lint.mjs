// Lints the whole board with Verilator, for every board's parameters and every warning an error, and lets Icarus parse it as Verilog-2005; and
// in the same way the memory that the ECP5 boards have in place of the behavioural one.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const sources = readdirSync(here, { recursive: true })
  .filter((name) => name.endsWith('.v'))
  .sort()
  .map((name) => relative(process.cwd(), join(here, name)));

const boards = JSON.parse(readFileSync(join(here, '../boards.json'), 'utf8'));
const flags = (parameters) => Object.entries(parameters).map(([name, value]) => `-G${name}=${value}`);
const verilator = ['verilator', '--lint-only', '-Wall', '-Wpedantic', '--top-module', 'retort_board'];
const ecp5Memory = relative(process.cwd(), join(here, '../boards/ecp5/retort_memory.v'));
const asEcp5 = ['verilator', '--lint-only', '-Wall', '-Wno-DECLFILENAME', '--top-module', 'retort_memory', ecp5Memory];
const checks = [
  ...Object.values(boards)
    .filter(({ MEMORY_PORTS }) => MEMORY_PORTS === 2)
    .map(({ MEMORY_WORDS }) => [...asEcp5, `-GWORDS=${MEMORY_WORDS}`]),
  ...Object.values(boards).map((parameters) => [...verilator, ...flags(parameters), ...sources]),
  ['iverilog', '-g2005', '-Wall', '-t', 'null', '-s', 'retort_board', ...sources],
];
for (const [command, ...options] of checks) {
  const { status, error, stdout, stderr } = spawnSync(command, options, { encoding: 'utf8' });
  if (error) {
    console.error(`${command} could not be run (${error.code}): install Debian's package ${command}.`);
    process.exit(1);
  }
  process.stderr.write(stdout + stderr);
  if (status !== 0 || /warning/i.test(stderr)) process.exit(1);
}
console.log(`${sources.length} Verilog files: no warning`);
