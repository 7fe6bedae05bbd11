// A folder with model.json as a teacher: a LayersModel or a GraphModel, as the file says.
import { openGraphModel } from './graph-model.ts';
import { openLayersModel } from './layers-model.ts';
import type { OutsideModel } from './outside-teacher.ts';
import { isGraphModel, readTfjsFolder } from './tfjs-folder.ts';

/** @throws OutsideTeacherFileError, OutsideTeacherModelError, InputFileError; the signal's reason when aborted */
export async function openTfjsModel(folder: string, signal?: AbortSignal): Promise<OutsideModel> {
  const stored = await readTfjsFolder(folder, signal);
  return isGraphModel(stored) ? openGraphModel(stored, signal) : openLayersModel(stored, signal);
}
