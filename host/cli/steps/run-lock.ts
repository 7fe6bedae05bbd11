// One command at a time writes into a run folder (../../artifact/folder-lock.ts).

import { RetortError } from '../../../proto/retort-error.ts';
import { claimFolder, type FolderOwner, inUseText } from '../../artifact/folder-lock.ts';
import { refuseOverwrite } from './refuse-overwrite.ts';
import { type Artifact, pathToWrite, prepareRunFolder } from './run-folder.ts';

/** What each command writes into the run folder. */
const WRITTEN = {
  teacher: ['teacher', 'teacherOutputs'],
  distill: ['scratch', 'student', 'learnedFrom'],
  compare: [],
  inputs: [],
  quantize: ['quantized'],
  pack: ['image'],
  demo: ['teacher', 'teacherOutputs', 'scratch', 'student', 'learnedFrom', 'quantized', 'image', 'report'],
} satisfies Readonly<Record<string, readonly Artifact[]>>;

/** Another command writes into the run folder. */
export class RunFolderBusyError extends RetortError {
  readonly code = 'CLI_RUN_FOLDER_BUSY';
  readonly category = 'environment';
  override readonly name = 'RunFolderBusyError';
  readonly path: string;
  readonly pid: number;
  readonly command: string;

  constructor(folder: string, owner: FolderOwner, elsewhere: boolean) {
    super(inUseText(folder, folder, owner, elsewhere, 'wait for it to end, or name another run folder with --out'));
    this.path = folder;
    this.pid = owner.pid;
    this.command = owner.command;
  }
}

/**
 * Makes the run folder and claims it for this process's writing until the claim is disposed of. Commands that only read need no claim: every
 * file is replaced whole, and names by digest what it belongs to.
 * @param inputs files and folders that the user named for the command to read: none of them is overwritten
 * @throws OutputIsInputError, RunFolderBusyError, DiskError
 */
export async function claimRunFolder(
  folder: string,
  command: keyof typeof WRITTEN,
  inputs: readonly (string | undefined)[] = [],
): Promise<AsyncDisposable> {
  for (const output of [folder, ...WRITTEN[command].map((artifact) => pathToWrite(folder, artifact))]) {
    await refuseOverwrite(output, inputs);
  }
  await prepareRunFolder(folder);
  return claimFolder(folder, command, (owner, elsewhere) => new RunFolderBusyError(folder, owner, elsewhere));
}
