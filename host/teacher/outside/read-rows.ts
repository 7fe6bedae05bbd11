// Cached outputs from a file: .npy, .csv, or the teacher outputs that a run has written.

import { parse } from 'csv-parse/sync';
import { grouped } from '../../../proto/numbers.ts';
import { sha256 } from '../../artifact/digest.ts';
import { readOutsideFile } from '../../artifact/read-outside-file.ts';
import { loadTeacherOutputs } from '../teacher-outputs.ts';
import { decodeNpyMatrix } from './npy.ts';
import { OutsideTeacherFileError } from './outside-errors.ts';
import type { OutsideRows } from './outside-teacher.ts';

/**
 * The digest is the SHA-256 of the file; teacher outputs that a run has written keep the digest of the teacher that they name.
 * @throws InputFileError, OutsideTeacherFileError; TeacherOutputsFileError and SafetensorsError for a .safetensors
 */
export async function readRows(
  path: string,
  kind: 'npy' | 'csv' | 'safetensors',
  signal?: AbortSignal,
): Promise<OutsideRows> {
  if (kind === 'safetensors') {
    const { ids, logits, classes, teacherDigest, datasetDigest } = await loadTeacherOutputs(path);
    return { kind, source: path, digest: teacherDigest, classes, values: logits, ids, datasetDigest };
  }
  const bytes = await readOutsideFile(path, 'weights', signal);
  const { values, classes } = kind === 'npy' ? decodeNpyMatrix(bytes, path) : decodeCsv(bytes, path);
  return { kind, source: path, digest: sha256(bytes), classes, values };
}

/** One row of numbers a line; a first line without any number is a header. */
function decodeCsv(bytes: Uint8Array, path: string): { values: Float32Array; classes: number } {
  const fail = (problem: string, nextStep: string) => new OutsideTeacherFileError(path, problem, nextStep);
  let lines: string[][];
  try {
    const options = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true };
    lines = parse(Buffer.from(bytes), options);
  } catch (error) {
    throw fail(
      `it is not CSV (${error instanceof Error ? error.message : error})`,
      'Write one line of numbers per sample.',
    );
  }
  const isNumber = (field: string) => field !== '' && !Number.isNaN(Number(field));
  const headers = lines.length > 0 && !lines[0].some(isNumber) ? 1 : 0;
  const rows = lines.slice(headers);
  if (rows.length === 0) throw fail('it has no rows of numbers', 'Write one line of numbers per sample.');
  const classes = rows[0].length;
  const values = new Float32Array(rows.length * classes);
  for (const [row, fields] of rows.entries()) {
    const where = `row ${row + 1}`;
    if (fields.length !== classes) {
      throw fail(
        `${where} has ${grouped(fields.length)} columns, but the first row has ${grouped(classes)}`,
        'Write one number per class.',
      );
    }
    for (const [column, field] of fields.entries()) {
      if (!isNumber(field)) throw fail(`${where}, column ${column + 1} holds "${field}"`, 'Replace it with a number.');
      values[row * classes + column] = Number(field);
    }
  }
  return { values, classes };
}
