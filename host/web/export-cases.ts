// A gallery's cases as a data set that `--data` takes: a folder of PNGs by class, zipped, or a CSV of a table's rows.
import { encode } from 'fast-png';
import { zipSync } from 'fflate';
import { RetortError } from '../../proto/retort-error.ts';
import { decodeInput } from '../image/encode-input.ts';
import type { StudentImage } from '../image/student-image.ts';
import { dequantizeToReals } from '../reference/edge-values.ts';
import type { KeptCase } from './gallery.ts';
import { pixelsOf } from './input-pixels.ts';

/** There is nothing that can be a data set. */
export class NothingToExportError extends RetortError {
  readonly code = 'WEB_NOTHING_TO_EXPORT';
  readonly category = 'usage';
  override readonly name = 'NothingToExportError';
}

export interface ExportedCases {
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** The class that a case should have had: the true one, or the teacher's where that is not known. */
export function targetOf({ judged: { observation, judgement } }: KeptCase): number | undefined {
  return observation.trueLabel ?? judgement.teacherLabel;
}

/** Those of one image, each in the folder or row of its `targetOf`. @throws NothingToExportError */
export function exportCases(image: StudentImage, cases: readonly KeptCase[]): ExportedCases {
  const known = cases.filter(
    (one) =>
      one.image.imageId === image.imageId && targetOf(one) !== undefined && one.judged.observation.input.length > 0,
  );
  if (known.length === 0)
    throw new NothingToExportError(
      'none of these cases has a label or a teacher’s class; wait for more, or clear the filter',
    );
  if (image.input.vocabulary)
    throw new NothingToExportError(
      `${image.name} reads a question beside each picture, which folders of pictures cannot hold`,
    );
  if ('features' in image.input.preprocessing) return exportTable(image, known);
  return exportPictures(image, known);
}

function exportPictures(image: StudentImage, cases: readonly KeptCase[]): ExportedCases {
  const folders = foldersOf(image.labels);
  const files = Object.fromEntries(
    cases.map((one) => {
      const label = targetOf(one)!;
      return [`${folders[label] ?? label}/${one.id}.png`, pngOf(image, one)] as const;
    }),
  );
  // PNGs are compressed already.
  return { type: 'application/zip', bytes: zipSync(files, { level: 0 }), name: 'retort-cases.zip' };
}

/** One channel as grey, so that it is read as one. */
function pngOf(image: StudentImage, { judged }: KeptCase): Uint8Array {
  const { rows, columns, rgb } = pixelsOf(image, judged.observation.input)!;
  const isGrey = image.input.shape[2] === 1;
  const data = isGrey ? rgb.filter((_, i) => i % 3 === 0) : rgb;
  return encode({ width: columns, height: rows, data, channels: isGrey ? 1 : 3, depth: 8 });
}

/** Of each class: its name without what file systems do not take, and told apart from those before it. */
function foldersOf(classes: readonly string[]): string[] {
  const taken = new Set<string>();
  return classes.map((name, label) => {
    const plain = name.replaceAll(/[\p{Cc}\\/:*?"<>|]/gu, '_').replace(/^[.\s]+|[.\s]+$/g, '_') || '_';
    const folder = taken.has(plain.toLowerCase()) ? `${plain} ${label}` : plain;
    taken.add(folder.toLowerCase());
    return folder;
  });
}

function exportTable(image: StudentImage, cases: readonly KeptCase[]): ExportedCases {
  const { preprocessing, quantization } = image.input;
  if (!('features' in preprocessing)) throw new TypeError('not a table');
  const { features, scale, offset } = preprocessing;
  const rows = cases.map((one) => {
    const reals = dequantizeToReals(decodeInput(image, one.judged.observation.input), quantization);
    const label = targetOf(one)!;
    return [image.labels[label] ?? String(label), ...features.map((_, i) => String((reals[i] - offset[i]) / scale[i]))];
  });
  const lines = [['label', ...features], ...rows].map((row) => row.map(quoteField).join(','));
  return { type: 'text/csv; charset=utf-8', bytes: Buffer.from(`${lines.join('\r\n')}\r\n`), name: 'retort-cases.csv' };
}

/** RFC 4180. */
export function quoteField(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
