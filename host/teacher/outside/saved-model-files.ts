// The files of a SavedModel, read and checked. Loads no TensorFlow.
import { join } from 'node:path';
import { checkSavedModel } from './check-saved-model.ts';
import { digestFiles } from './digest-files.ts';
import { listInside, readInside } from './inside-folder.ts';
import { OutsideTeacherFileError } from './outside-errors.ts';
import { decodeSavedModel } from './saved-model-graph.ts';

/** What TensorFlow may load in place of saved_model.pb, according to its version. */
const otherDescriptions = ['saved_model.cpb', 'saved_model.pbtxt'];

/**
 * Every file in the folder counts for the digest.
 * @returns the digest
 * @throws OutsideTeacherFileError, OutsideTeacherModelError, InputFileError; the signal's reason when aborted
 */
export async function checkSavedModelFiles(folder: string, signal?: AbortSignal): Promise<string> {
  const names = await listInside(folder);
  const other = otherDescriptions.find((name) => names.includes(name));
  if (other) {
    throw new OutsideTeacherFileError(
      folder,
      `it holds a ${other} next to its saved_model.pb`,
      'Keep only one of the two.',
    );
  }
  const files = await readInside(folder, names, 'weights', signal);
  const graphs = decodeSavedModel(files.get('saved_model.pb')!, join(folder, 'saved_model.pb'));
  checkSavedModel(graphs, folder);
  const hasVariables = graphs.some(({ graphDef }) => graphDef?.node.some(({ op }) => op === 'VarHandleOp'));
  if (hasVariables && !files.has('variables/variables.index')) {
    const path = join(folder, 'variables', 'variables.index');
    throw new OutsideTeacherFileError(path, 'there is no such file', 'Copy the whole folder, its variables included.');
  }
  return digestFiles(files);
}
