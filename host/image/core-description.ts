// The cores that images are compiled for, as far as the compiler and `inspect` need to know them. What a core computes is docs/core.md.

export interface CoreDescription {
  /** As in a board's URL: `virtual:up5k`. */
  readonly name: string;
  /** The core's id (docs/core.md): instruction set in bits 31–16, layout in 15–0. */
  readonly core: number;
  readonly memoryBytes: number;
  readonly macsPerCycle: number;
  readonly clockHz: number;
}

export const up5k: CoreDescription = {
  name: 'up5k',
  core: 0x0001_0001,
  memoryBytes: 131_072,
  macsPerCycle: 8,
  clockHz: 24_000_000,
};
