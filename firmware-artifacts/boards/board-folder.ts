// What is known of each board that has a bitstream: its recipe and its manifest, in the folder beside this file that has the board's name.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** firmware-artifacts/boards, in a clone as in the package. */
export const boardsFolder = dirname(fileURLToPath(import.meta.url));

/** recipe.json: what a bitstream is made of besides the RTL and the parameters in ../boards.json. */
export interface Recipe {
  readonly title: string;
  /** Of the module retort_top, and its pins; paths within this folder. */
  readonly top: string;
  readonly pins: string;
  /** openFPGALoader's name of the board. */
  readonly loader: string;
  /** As nextpnr-ecp5 names size, package and speed grade. */
  readonly device: '25k' | '45k' | '85k';
  readonly package: string;
  readonly speedGrade: number;
  /** Parameters of the top that make the clock. */
  readonly pll: Readonly<Record<string, number>>;
  /** nextpnr's. */
  readonly seed: number;
}

/** manifest.json: the bitstream that is checked in, and how it was made. Figures are nextpnr's after routing. */
export interface Manifest {
  /** SHA-256 of NAME.bit. */
  readonly bitstream: string;
  /** The first 32 bits of the sources' digest, hexadecimal: what the board reports as its build. */
  readonly build: string;
  /** SHA-256 over the RTL, the top, the pins, the recipe and the parameters. */
  readonly sourceDigest: string;
  readonly tools: Readonly<Record<string, string>>;
  readonly seed: number;
  /** What the PLL makes. */
  readonly clockHz: number;
  /** What the routed design allows. */
  readonly fmaxMHz: number;
  readonly cells: number;
  readonly cellsAvailable: number;
  readonly flipFlops: number;
  readonly blockRams: number;
  readonly blockRamsAvailable: number;
  readonly multipliers: number;
  readonly multipliersAvailable: number;
  readonly criticalPath: CriticalPath;
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
    .filter((entry) => entry.isDirectory() && readdirSync(join(boardsFolder, entry.name)).includes('recipe.json'))
    .map(({ name }) => name)
    .sort();
}

export function readRecipe(board: string): Recipe {
  return readJson(join(boardsFolder, board, 'recipe.json'));
}

export function readParameters(board: string): Parameters {
  return readJson<Record<string, Parameters>>(join(boardsFolder, '..', 'boards.json'))[board];
}

/** Of the bitstream that is checked in. */
export function readManifest(board: string): Manifest {
  return readJson(join(boardsFolder, board, 'manifest.json'));
}

/** The build that the virtual boards checked in report, hexadecimal. */
export function virtualBuild(): string {
  return readJson<{ build: string }>(join(boardsFolder, '..', 'virtual-board', 'manifest.json')).build;
}

/** @param folder where `board build` leaves it; that of the one checked in where absent */
export function bitstreamPath(board: string, folder = join(boardsFolder, board)): string {
  return join(folder, `${board}.bit`);
}

function readJson<Content>(path: string): Content {
  return JSON.parse(readFileSync(path, 'utf8'));
}
