// A file of the laboratory, written for people to read too; one that is damaged is said to be so.
import { existsSync } from 'node:fs';
import { parseJson } from '../artifact/parse-json.ts';
import { readOutsideText } from '../artifact/read-outside-file.ts';
import { writeFileAtomically } from '../artifact/write-file.ts';
import { LabFileError } from './lab-errors.ts';

/** @returns `undefined` where there is no such file. @throws LabFileError where it is not JSON, InputFileError */
export async function readJson<T>(path: string): Promise<T | undefined> {
  if (!existsSync(path)) return undefined;
  const text = await readOutsideText(path, 'text');
  try {
    return parseJson(text) as T;
  } catch (error) {
    throw new LabFileError(path, error);
  }
}

/** @throws DiskError */
export function writeJson(path: string, value: object): Promise<void> {
  return writeFileAtomically(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
