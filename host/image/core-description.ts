// The cores that images are compiled for, as far as compiler and planner need to know them: the parameters of the RTL
// (firmware-artifacts/boards.mjs). What a core computes is docs/core.md.

export interface CoreDescription {
  /** As in a board's URL: `virtual:up5k`. */
  readonly name: string;
  /** The core's id (docs/core.md): instruction set in bits 31–16, layout in 15–0. */
  readonly core: number;
  readonly memoryBytes: number;
  /** Input channels that a lane multiplies in a cycle: 2, 4 or 8. */
  readonly inputs: number;
  /** Of the ring of weights; each holds the weights of `inputs` channels for eight lanes. */
  readonly weightEntries: number;
  /** Cycles in which the requantizer takes one value. */
  readonly requantizeCycles: number;
  readonly clockHz: number;
  /** 8 · inputs. */
  readonly macsPerCycle: number;
}

export const up5k: CoreDescription = {
  name: 'up5k',
  core: 0x0002_0102,
  memoryBytes: 131_072,
  inputs: 2,
  weightEntries: 512,
  requantizeCycles: 2,
  clockHz: 24_000_000,
  macsPerCycle: 16,
};

export const ecp5: CoreDescription = {
  name: 'ecp5-85f',
  core: 0x0002_0108,
  memoryBytes: 393_216,
  inputs: 8,
  weightEntries: 512,
  requantizeCycles: 1,
  clockHz: 80_000_000,
  macsPerCycle: 64,
};

export const cores: readonly CoreDescription[] = [up5k, ecp5];

/** up5k where no name is given. `name` is one of `cores`. */
export function coreNamed(name = up5k.name): CoreDescription {
  return cores.find((core) => core.name === name)!;
}
