// Lints the whole board with Verilator, every warning an error, and lets Icarus parse it as Verilog-2005.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const sources = readdirSync(here, { recursive: true })
  .filter((name) => name.endsWith('.v'))
  .sort()
  .map((name) => relative(process.cwd(), join(here, name)));

const checks = [
  ['verilator', '--lint-only', '-Wall', '-Wpedantic', '--top-module', 'retort_board', ...sources],
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
