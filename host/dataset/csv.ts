// Reads a user's own pictures from a CSV file: a column of labels, the others pixels 0 … 255 in rows × columns × channels order.
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { sha256 } from '../artifact/digest.ts';
import { mostClasses, type Shape, type Source } from './dataset.ts';
import { DataFormatError } from './errors.ts';
import type { LoadOptions } from './load-options.ts';
import { divideByKey, divisionOrigins, findConflicts, joinSamples } from './splits.ts';

interface Layout {
  readonly shape: Shape;
  readonly labelColumn: number;
  readonly columns: number;
}

interface Row {
  readonly label: string;
  readonly pixels: Uint8Array;
}

/**
 * With a header, the column named `label` holds the labels; `label:28x28x1` also gives the shape, which else is square and grey.
 * Without one, the first column holds them. Labels are any text; classes are the labels that occur, sorted (as numbers where all are).
 * Lines are divided into train, validation and test by the SHA-256 of their pixels, so that equal pictures stay together.
 * @throws DataFormatError, with the line
 */
export async function readCsv(path: string, options: LoadOptions): Promise<Source> {
  const rows = await readRows(path, options);
  const { shape } = rows;
  const classes = sortLabels(new Set(rows.rows.map(({ label }) => label)));
  if (classes.length < 2 || classes.length > mostClasses) {
    throw new DataFormatError(
      path,
      `has ${classes.length} different labels; 2 to ${mostClasses} are needed: is the label in the first column, or in one named "label"?`,
    );
  }
  const labelled = rows.rows.map(({ label, pixels }) => ({ pixels, label: classes.indexOf(label) }));
  const samples = { keys: labelled.map(({ pixels }) => sha256(pixels)), labels: labelled.map(({ label }) => label) };
  const division = divideByKey(samples, path);
  const pick = (positions: readonly number[]) => joinSamples(positions.map((position) => labelled[position]));
  return {
    shape,
    classes,
    train: pick(division.train),
    validation: pick(division.validation),
    test: pick(division.test),
    reading: {
      unused: [],
      warnings: findConflicts(samples, (position) => `sample ${position}`),
      splits: divisionOrigins,
    },
  };
}

async function readRows(path: string, { signal, onEvent }: LoadOptions): Promise<{ shape: Shape; rows: Row[] }> {
  const parser = createReadStream(path).pipe(
    parse({ info: true, bom: true, trim: true, skip_empty_lines: true, relax_column_count: true }),
  );
  const rows: Row[] = [];
  let layout: Layout | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      signal?.throwIfAborted();
      const source = `${path}:${info.lines}`;
      if (!layout) {
        layout = readLayout(record, source);
        if (isHeader(record)) continue;
      }
      rows.push(readRow(record, layout, source));
      onEvent?.({ type: 'read', path, samples: rows.length });
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof DataFormatError) throw error;
    throw new DataFormatError(path, `is not CSV (${error instanceof Error ? error.message : error})`, error);
  }
  if (!layout || rows.length === 0)
    throw new DataFormatError(path, 'has no lines of data; write one a picture: its label, then its pixels');
  return { shape: layout.shape, rows };
}

/** Text in any but the first column, which may hold named labels. */
function isHeader(record: readonly string[]): boolean {
  return record.slice(1).some((field) => Number.isNaN(Number(field)));
}

function readLayout(record: readonly string[], source: string): Layout {
  if (!isHeader(record))
    return { shape: squareShape(record.length - 1, source), labelColumn: 0, columns: record.length };
  const labelColumn = record.findIndex((field) => /^label(:|$)/i.test(field));
  if (labelColumn < 0)
    throw new DataFormatError(source, `no column of the header is named "label": ${record.slice(0, 8).join(', ')} …`);
  const sizes = /:(\d+)x(\d+)x([13])$/i.exec(record[labelColumn])?.slice(1).map(Number);
  const pixels = record.length - 1;
  if (!sizes) return { shape: squareShape(pixels, source), labelColumn, columns: record.length };
  const [rows, columns, channels] = sizes;
  if (rows * columns * channels !== pixels) {
    throw new DataFormatError(
      source,
      `"${record[labelColumn]}" needs ${rows * columns * channels} pixel columns, there are ${pixels}`,
    );
  }
  return { shape: [rows, columns, channels], labelColumn, columns: record.length };
}

function squareShape(pixels: number, source: string): Shape {
  const side = Math.sqrt(pixels);
  if (pixels > 0 && Number.isInteger(side)) return [side, side, 1];
  throw new DataFormatError(
    source,
    `${pixels} pixel columns are not a square; name the label column "label:ROWSxCOLUMNSxCHANNELS" in a header`,
  );
}

function readRow(record: readonly string[], { labelColumn, columns }: Layout, source: string): Row {
  if (record.length !== columns)
    throw new DataFormatError(
      source,
      `has ${record.length} columns instead of ${columns}; complete the line or take it out`,
    );
  const label = record[labelColumn];
  if (label === '') throw new DataFormatError(source, 'has an empty label; give it one or take the line out');
  const pixels = new Uint8Array(columns - 1);
  for (let column = 0, pixel = 0; column < columns; column++) {
    if (column === labelColumn) continue;
    const value = record[column] === '' ? Number.NaN : Number(record[column]);
    if (!Number.isInteger(value) || value < 0 || value > 255) {
      throw new DataFormatError(
        source,
        `column ${column + 1} holds "${record[column]}", not a pixel 0 … 255; correct it`,
      );
    }
    pixels[pixel++] = value;
  }
  return { label, pixels };
}

function sortLabels(labels: ReadonlySet<string>): string[] {
  const numbers = [...labels].every((label) => /^\d+$/.test(label));
  return [...labels].sort((a, b) => (numbers ? Number(a) - Number(b) : a < b ? -1 : 1));
}
