// An image and a core that do not belong together, and how the student gets an image that does.
import { dirname } from 'node:path';
import { RetortError } from '../../proto/retort-error.ts';
import { boards, type CoreDescription, cores, coreText, instructionSetOf } from './core-description.ts';
import type { StudentImage } from './student-image.ts';

/** The version that the compiler makes (docs/core.md, "Core id"). */
const INSTRUCTION_SET = instructionSetOf(cores[0].core);

export class WrongCoreError extends RetortError {
  readonly code = 'IMAGE_WRONG_CORE';
  readonly category = 'image';
  override readonly name = 'WrongCoreError';
  readonly imageCore: number;
  readonly boardCore: number;
  constructor(imageCore: number, boardCore: number) {
    const board = boards.find(({ core }) => core === boardCore);
    const step =
      board === undefined
        ? `Program the board with a bitstream of the image's instruction set, ${instructionSetOf(imageCore)}: ` +
          "'retort board program NAME'; 'retort board list' shows the names."
        : `Pack the student for it: 'retort pack --board ${board.name}'.`;
    super(`The image was made for ${coreText(imageCore)}, but this board is ${coreText(boardCore)}. ${step}`);
    this.imageCore = imageCore;
    this.boardCore = boardCore;
  }
}

/** The image was made for a core that this version does not know, so its program cannot be checked. */
export class UnknownCoreError extends RetortError {
  readonly code = 'IMAGE_UNKNOWN_CORE';
  readonly category = 'image';
  override readonly name = 'UnknownCoreError';
  readonly core: number;

  constructor(path: string, core: number) {
    const names = boards.map(({ name }) => name).join(' or --board ');
    super(
      `${path} was made for ${coreText(core)}, which this version of retort does not support: pack the student again, with --board ${names}`,
    );
    this.core = core;
  }
}

/** The image was made for another version of the instruction set, whose programs this version of retort neither reads nor makes. */
export class InstructionSetError extends RetortError {
  readonly code = 'IMAGE_INSTRUCTION_SET';
  readonly category = 'image';
  override readonly name = 'InstructionSetError';
  readonly core: number;
  readonly instructionSet: number;
  readonly known: number;

  constructor(path: string, image: Origin) {
    const version = instructionSetOf(image.core);
    const step = version > INSTRUCTION_SET ? 'Update retort' : `Rebuild it: '${rebuildCommand(path, image)}'`;
    super(
      `${path} was made for version ${version} of the core's instruction set, but this version of retort makes version ${INSTRUCTION_SET}. ${step}.`,
    );
    this.core = image.core;
    this.instructionSet = version;
    this.known = INSTRUCTION_SET;
  }
}

type Origin = Pick<StudentImage, 'core' | 'name' | 'labels' | 'provenance' | 'memory'>;

/** The description of the core that `image` was made for; `path`: for errors. @throws InstructionSetError, UnknownCoreError */
export function requireKnownCore(image: Origin, path: string): CoreDescription {
  const known = cores.find(({ core }) => core === image.core);
  if (known) return known;
  if (instructionSetOf(image.core) !== INSTRUCTION_SET) throw new InstructionSetError(path, image);
  throw new UnknownCoreError(path, image.core);
}

/** An image that names its data set was packed in a run folder, any other one imported from the model that it is named for. */
function rebuildCommand(path: string, { core, name, labels, provenance, memory }: Origin): string {
  const alike = boards.find((board) => ((board.core ^ core) & 0xffff) === 0 && memory.bytesNeeded <= board.memoryBytes);
  const board = `--board ${alike?.name ?? 'NAME'}`;
  if (provenance.datasetName !== undefined) return `retort pack ${board} --out ${dirname(path)}`;
  // The name is a stranger's, and the command is there to be copied.
  const model = /^\w[\w.-]{0,99}$/.test(name) ? name : 'MODEL';
  return `retort import ${model}.tflite ${board} --out ${path}${labels.length > 0 ? ' --labels FILE' : ''}`;
}
