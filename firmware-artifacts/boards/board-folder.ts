// What is known of each board: its recipe, its manifest and its budget, in the folder beside this file that has the board's name.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** firmware-artifacts/boards, in a clone as in the package. */
export const boardsFolder = dirname(fileURLToPath(import.meta.url));

/** recipe.json: what a bitstream is made of besides the RTL and the parameters in ../boards.json. */
export interface Recipe {
  readonly title: string;
  /** The entry of ../boards.json, which is also the virtual board's name; the board's own name where absent. */
  readonly parameters?: string;
  /** Of the module retort_top, and its pins; paths within this folder. */
  readonly top: string;
  readonly pins: string;
  /** Modules out of the family's own cells, each in place of the RTL's file of that name. */
  readonly cells?: readonly string[];
  /** openFPGALoader's name of the board. */
  readonly loader: string;
  /** As nextpnr names size, package and, of an ECP5, speed grade. */
  readonly device: '25k' | '45k' | '85k' | 'up5k';
  readonly package: string;
  readonly speedGrade?: number;
  /** Parameters of the top that make the clock. */
  readonly pll: Readonly<Record<string, number>>;
  /** nextpnr's. */
  readonly seed: number;
}

/** What a design takes of its FPGA, as nextpnr counts it. */
export interface Resources {
  readonly cells: number;
  readonly cellsAvailable: number;
  /** Where they are not counted with the cells. */
  readonly flipFlops?: number;
  readonly blockRams: number;
  readonly blockRamsAvailable: number;
  readonly multipliers: number;
  readonly multipliersAvailable: number;
  /** Of an iCE40 UltraPlus. */
  readonly singlePortRams?: number;
  readonly singlePortRamsAvailable?: number;
}

interface Origin {
  /** The first 32 bits of the sources' digest, hexadecimal: what the board reports as its build. */
  readonly build: string;
  /** SHA-256 over the RTL, the top, the pins, the recipe and the parameters. */
  readonly sourceDigest: string;
  readonly tools: Readonly<Record<string, string>>;
  /** What the PLL makes. */
  readonly clockHz: number;
}

/** manifest.json: the bitstream that is checked in, and how it was made. Figures are nextpnr's after routing. */
export interface Manifest extends Origin, Resources {
  /** SHA-256 of NAME.bit. */
  readonly bitstream: string;
  readonly seed: number;
  /** What the routed design allows. */
  readonly fmaxMHz: number;
  readonly criticalPath: CriticalPath;
}

/** manifest.json of a board that the design is too large for: no bitstream. Figures are nextpnr's after packing. */
export interface PackedManifest extends Origin {
  readonly packed: Resources & {
    /** Of retort_core by itself. */
    readonly coreCells: number;
  };
}

/** budget.json: what a build may take. Set by `retort board build NAME --set-budget`. */
export interface Budget {
  readonly cells: number;
  readonly blockRams: number;
  /** Cells of each module when the budget was set, without those of the modules in it. */
  readonly modules: Readonly<Record<string, number>>;
}

export interface CriticalPath {
  readonly nanoseconds: number;
  /** Of those, in wires. */
  readonly routingNanoseconds: number;
  /** Cells of the netlist. */
  readonly from: string;
  readonly to: string;
}

/** Of the one RTL, by the names of its parameters. */
export type Parameters = Readonly<Record<string, number>> & { readonly CLOCK_HZ: number };

/** Boards with a recipe, by name. */
export function boardsWithRecipe(): string[] {
  return readdirSync(boardsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(boardsFolder, entry.name, 'recipe.json')))
    .map(({ name }) => name)
    .sort();
}

/** Those of them that the design fits. */
export function boardsWithBitstream(): string[] {
  return boardsWithRecipe().filter((board) => existsSync(bitstreamPath(board)));
}

export function readRecipe(board: string): Recipe {
  return readJson(join(boardsFolder, board, 'recipe.json'));
}

/** What the host calls the board's kind: the entry of boards.json, and the virtual board's name. */
export function kindOf(board: string): string {
  return readRecipe(board).parameters ?? board;
}

export function readParameters(board: string): Parameters {
  return readJson<Record<string, Parameters>>(join(boardsFolder, '..', 'boards.json'))[kindOf(board)];
}

/** @param board one of `boardsWithBitstream()` */
export function readManifest(board: string): Manifest {
  return readJson(join(boardsFolder, board, 'manifest.json'));
}

/** @param board one with a recipe and without a bitstream */
export function readPackedManifest(board: string): PackedManifest {
  return readJson(join(boardsFolder, board, 'manifest.json'));
}

export function readBudget(board: string): Budget {
  return readJson(join(boardsFolder, board, 'budget.json'));
}

/** The build that the virtual boards checked in report, hexadecimal. */
export function virtualBuild(): string {
  return readJson<{ build: string }>(join(boardsFolder, '..', 'virtual-board', 'manifest.json')).build;
}

/** @param folder where `board build` leaves it; that of the one checked in where absent */
export function bitstreamPath(board: string, folder = join(boardsFolder, board)): string {
  return join(folder, `${board}.bit`);
}

/** @param path of a file that is known to hold that */
export function readJson<Content>(path: string): Content {
  return JSON.parse(readFileSync(path, 'utf8'));
}
