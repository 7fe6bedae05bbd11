// Programs that Verilator makes of RTL: the options of all of them, and the sources in a folder.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** An optimized program, of C++ and without assertions; what is unknown is whatever is fastest. */
export const verilatorProgram = [
  ...['--cc', '--exe', '--build', '-O3'],
  ...['--x-assign', 'fast', '--x-initial', 'fast', '--noassert'],
] as const;

/** Paths of the Verilog files in `folder`, not in those within it, in the same order on every machine. */
export function verilogIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.v'))
    .sort()
    .map((name) => join(folder, name));
}
