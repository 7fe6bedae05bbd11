// A file of the laboratory, written for people to read too, with a digest of what it says; one that is damaged is said to be so.
import { existsSync } from 'node:fs';
import { sha256OfJson } from '../artifact/digest.ts';
import { parseJson } from '../artifact/parse-json.ts';
import { readOutsideText } from '../artifact/read-outside-file.ts';
import { writeFileAtomically } from '../artifact/write-file.ts';
import { LabFileError } from './lab-errors.ts';

/** Without the digest. @returns `undefined` where there is no such file. @throws LabFileError where it is damaged, InputFileError */
export async function readJson<T>(path: string): Promise<T | undefined> {
  if (!existsSync(path)) return undefined;
  const text = await readOutsideText(path, 'text');
  let sealed: { readonly sha256?: unknown } & T;
  try {
    sealed = parseJson(text) as typeof sealed;
  } catch (error) {
    throw new LabFileError(path, error);
  }
  const { sha256, ...value } = sealed;
  if (sha256 === undefined) throw new LabFileError(path, 'it has no digest (files from earlier versions have none)');
  const actual = sha256OfJson(value);
  if (sha256 !== actual) throw new LabFileError(path, `its digest is ${actual}, not ${sha256}`);
  return value as T;
}

/** @throws DiskError */
export function writeJson(path: string, value: object): Promise<void> {
  const plain = JSON.parse(JSON.stringify(value)); // as it will be read: without what is undefined
  return writeFileAtomically(path, `${JSON.stringify({ ...plain, sha256: sha256OfJson(plain) }, undefined, 2)}\n`);
}
