// A module of a board as yosys makes it for an ECP5, in Verilog, with what is needed to simulate it: yosys's models of the cells, and ours of those
// in ecp5_blocks.v. Kept in .cache under a digest of sources, parameters and tools.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestSources } from '../../firmware-artifacts/boards/build-bitstream.ts';
import { prepareTools } from '../../firmware-artifacts/boards/tools.ts';
import { sha256 } from '../../host/artifact/digest.ts';
import { pickModels } from './pick-models.ts';

const cache = fileURLToPath(new URL('../../.cache/netlists/', import.meta.url));

/** Cells of the netlists of which yosys's model is taken. */
const modelled = ['LUT2', 'PFUMX', 'L6MUX21', 'CCU2C', 'TRELLIS_FF', 'TRELLIS_DPR16X4'];

export interface Netlist {
  /** Where the files lie; things built of them may lie there too. */
  readonly folder: string;
  /** Of the netlist and its cells. */
  readonly sources: readonly string[];
}

interface NetlistOptions {
  readonly module: string;
  readonly parameters: Readonly<Record<string, number | string>>;
  /** The module's name in the netlist; the same where absent. */
  readonly name?: string;
  /** It is all in the file of its name. */
  readonly alone?: boolean;
}

/** @param board one with an ECP5. @throws ToolMissingError, ToolFailedError */
export async function synthesizeNetlist(board: string, options: NetlistOptions): Promise<Netlist> {
  const { module, parameters, name = module, alone = false } = options;
  const { run, versions } = await prepareTools(console.error, new AbortController().signal);
  const wanted = (file: string) => (alone ? file === `${module}.v` : file.endsWith('.v'));
  const files = Object.entries((await digestSources(board)).files).filter(([file]) => wanted(file));
  const script = [
    ...files.map(([file]) => `read_verilog ${file}`),
    ...Object.entries(parameters).map(([parameter, value]) => `chparam -set ${parameter} ${value} ${module}`),
    `synth_ecp5 -abc9 -top ${module}`,
    // Nets of several bits look like loops to Verilator, which is then slow; long names make its code long.
    'splitnets',
    'rename -hide',
    ...(name === module ? [] : [`rename ${module} ${name}`]),
    'write_verilog -noattr -noexpr netlist.v',
    'tee -q -o cells.log read_verilog -lib -ppdump +/ecp5/cells_sim.v',
  ].join('; ');
  const folder = join(cache, sha256(JSON.stringify([files, script, versions, modelled])).slice(0, 16));
  const blocks = fileURLToPath(new URL('ecp5_blocks.v', import.meta.url));
  const netlist = { folder, sources: [join(folder, 'cells.v'), join(folder, 'netlist.v'), blocks] };
  if (existsSync(folder)) return netlist;

  const work = `${folder}.${process.pid}`;
  await mkdir(work, { recursive: true });
  try {
    await Promise.all(files.map(([file, text]) => writeFile(join(work, file), text)));
    await run('yowasp-yosys', ['-q', '-p', script], work);
    await writeFile(join(work, 'cells.v'), pickModels(await readFile(join(work, 'cells.log'), 'utf8'), modelled));
    await rename(work, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // Another process was faster.
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return netlist;
}
