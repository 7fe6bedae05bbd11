// The boards and cores that images are compiled for, as far as compiler and planner need to know them; boards.ts has their figures.
// What a core computes is docs/core.md.
import { boards as boardTable } from './boards.ts';

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
  /** Of the requantizer: 1; 2, one for each pass; or 4, two for each pass, which take two values at once. */
  readonly rescalers: number;
  /** Of its memory; a second one reads operands only. */
  readonly memoryPorts: number;
  /** Cycles from a read of memory to its answer. */
  readonly readLatency: number;
  readonly clockHz: number;
  /** 8 · inputs. */
  readonly macsPerCycle: number;
  /** Why it has no bitstream, so that `clockHz` is only a target; absent where it has one, which runs at `clockHz`. */
  readonly noBitstream?: string;
}

/** Every board: those of the same core run the same images, as far as their memory reaches, each in its own time. */
export const boards: readonly CoreDescription[] = boardTable;

export const up5k: CoreDescription = coreNamed('up5k');
export const ulx3s85: CoreDescription = coreNamed('ulx3s-85f');

/** One for each core: the board with the most memory. */
export const cores: readonly CoreDescription[] = boards.filter(({ core, memoryBytes }) =>
  boards.every((other) => other.core !== core || other.memoryBytes <= memoryBytes),
);

/** The board that an image is taken to be for where none is named: the first of `those` that has its core and memory enough. */
export function boardFor(
  image: { readonly core: number; readonly memory: { readonly bytesNeeded: number } },
  those: readonly CoreDescription[] = boards,
): CoreDescription | undefined {
  return those.find(({ core, memoryBytes }) => core === image.core && image.memory.bytesNeeded <= memoryBytes);
}

/**
 * Cycles in which the requantizer takes a word of 8 values, with a second pass if `post` (retort_requantizer). A rescaler that does both passes
 * in one cycle a value waits a cycle for its first value.
 */
export function requantizingCycles(
  { requantizeCycles, rescalers }: Pick<CoreDescription, 'requantizeCycles' | 'rescalers'>,
  post: boolean,
): number {
  const cycles = (rescalers === 4 ? 4 : 8) * requantizeCycles;
  if (!post || rescalers > 1) return cycles;
  return requantizeCycles === 1 ? 17 : 2 * cycles;
}

/** Whether it has the partial sums that a DEPTHWISE with SLIDE needs. */
export function slides({ inputs }: Pick<CoreDescription, 'inputs'>): boolean {
  return inputs >= 4;
}

/** The board that says of itself what `identity` has; undefined for none that is known. */
export function boardLike(
  identity: Pick<CoreDescription, 'core' | 'memoryBytes' | 'clockHz'>,
): CoreDescription | undefined {
  const { core, memoryBytes, clockHz } = identity;
  return boards.find((one) => one.core === core && one.memoryBytes === memoryBytes && one.clockHz === clockHz);
}

/**
 * A core as people read it: the boards that have it, or, of another instruction set, the boards that are laid out like it.
 * @param core the core's id
 *
 * @example coreText(0x0003_0102) // 'up5k, ulx3s-25f or ulx3s-45f'
 * @example coreText(0x0002_0108) // 'ulx3s-85f with instruction set 2'
 */
export function coreText(core: number): string {
  const namesOf = (those: readonly CoreDescription[]) =>
    those
      .map(({ name }) => name)
      .join(', ')
      .replace(/, ([^,]*)$/, ' or $1');
  const same = boards.filter((board) => board.core === core);
  if (same.length > 0) return namesOf(same);
  const alike = boards.filter((board) => (board.core & 0xffff) === (core & 0xffff));
  const instructionSet = instructionSetOf(core);
  return `${alike.length > 0 ? namesOf(alike) : 'an unknown board'} with instruction set ${instructionSet}`;
}

/** Of a core's id. */
export function instructionSetOf(core: number): number {
  return core >>> 16;
}

/**
 * The core of a board that images are packed for; that of up5k where no name is given.
 * @param name of one of `boards`
 * @example
 * import { boards, coreNamed } from 'retort-fpga/image';
 *
 * console.log(boards.map(({ name }) => name));
 * console.log(coreNamed('ulx3s-85f').memoryBytes);
 */
export function coreNamed(name = 'up5k'): CoreDescription {
  return boards.find((board) => board.name === name)!;
}
