// A board's identity: refuses a core with an unsupported instruction set, and names the bitstream of a build.

import type { Identity } from '../../../device-bridge/framing/message.ts';
import {
  boardsWithBitstream,
  kindOf,
  readManifest,
  virtualBuild,
} from '../../../firmware-artifacts/boards/board-folder.ts';
import { hex32 } from '../../../proto/numbers.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import { boardLike, boards, coreNamed, coreText, instructionSetOf } from '../../image/core-description.ts';

/** What the build reported by a board is; `build` in the JSON of the commands that talk to a board (docs/link.md). */
export interface BoardBuild {
  /** Eight hexadecimal digits. */
  readonly id: string;
  /** This version's bitstream, this version's virtual board, or neither. */
  readonly of: 'bitstream' | 'virtual board' | 'unknown';
  /** As `retort board list` names it; null for an unknown build, and for a virtual board of no known size and clock. */
  readonly board: string | null;
}

export function describeBuild(identity: Identity): BoardBuild {
  const id = hex32(identity.build);
  // All virtual boards have one build: core, memory and clock tell which one it is.
  if (id === virtualBuild()) return { id, of: 'virtual board', board: boardLike(identity)?.name ?? null };
  const board = boardsWithBitstream().find((name) => readManifest(name).build === id);
  return board === undefined ? { id, of: 'unknown', board: null } : { id, of: 'bitstream', board };
}

/** `build b18f02df: ulx3s-25f, this version's bitstream`. */
export function buildText({ id, of, board }: BoardBuild): string {
  if (of === 'unknown') return `build ${id}: not a build of this version`;
  if (of === 'bitstream') return `build ${id}: ${board}, this version's bitstream`;
  return `build ${id}: ${board === null ? '' : `virtual:${board}, `}this version's virtual board`;
}

const knownInstructionSets = [...new Set(boards.map(({ core }) => instructionSetOf(core)))];

/** The board's core has an instruction set that this version does not support. */
export class UnknownInstructionSetError extends RetortError {
  readonly code = 'BOARD_UNKNOWN_INSTRUCTION_SET';
  readonly category = 'board';
  override readonly name = 'UnknownInstructionSetError';
  /** Such as `serial:/dev/ttyUSB1`. */
  readonly link: string;
  readonly core: number;
  readonly instructionSet: number;
  readonly known: readonly number[];

  constructor(link: string, { core, memoryBytes }: Identity) {
    const name = boardsWithBitstream().find((one) => coreNamed(kindOf(one)).memoryBytes === memoryBytes);
    super(
      `${link} is ${coreText(core)}; this version of retort supports ` +
        `${knownInstructionSets.join(' and ')}: program the board with this version's bitstream ` +
        `('retort board program ${name ?? 'NAME'}'${name === undefined ? "; 'retort board list' shows the names" : ''})`,
    );
    this.link = link;
    this.core = core;
    this.instructionSet = instructionSetOf(core);
    this.known = knownInstructionSets;
  }
}

/** `requireCore` checks whether the core matches an image. @throws UnknownInstructionSetError */
export function requireKnownInstructionSet(link: string, identity: Identity): void {
  if (!knownInstructionSets.includes(instructionSetOf(identity.core)))
    throw new UnknownInstructionSetError(link, identity);
}
