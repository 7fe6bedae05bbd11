// One raw row of a table in a separate file, in the order and units of the data set's features.
import { grouped } from '../../proto/numbers.ts';
import { nameOfFeature, readCell } from './csv-table.ts';
import { type CsvRecord, detectCsvText, readCsvRecords } from './csv-text.ts';
import { TableRowError } from './errors.ts';
import { listFeatures } from './preprocessing.ts';

/**
 * With a header, each feature is found by its name and other columns are passed over; without one, the row has the features alone, in their order.
 * @param features their names
 * @returns [features], as the data set holds it: not normalized
 * @throws TableRowError, TableValueError, DataFormatError; the signal's reason when aborted
 */
export async function readTableRow(
  path: string,
  features: readonly string[],
  signal?: AbortSignal,
): Promise<Float32Array> {
  const text = await detectCsvText(path, signal);
  const records: CsvRecord[] = [];
  for await (const record of readCsvRecords(path, text, signal)) records.push(record);
  const titles = records[0]?.fields.map(nameOfFeature) ?? [];
  const header = titles.some((title) => features.includes(title));
  const rows = records.slice(header ? 1 : 0);
  if (rows.length !== 1)
    throw new TableRowError(path, `holds ${grouped(rows.length)} rows; give one, with or without a header`);
  const [{ fields, line }] = rows;
  const positions = header ? findFeatures(path, titles, features) : features.map((_, position) => position);
  const expected = header ? titles.length : features.length;
  if (fields.length !== expected) {
    const advice = header ? 'as many as the header' : `only the features, in the order ${listFeatures(features)}`;
    throw new TableRowError(
      `${path}:${line}`,
      `has ${grouped(fields.length)} columns; give ${grouped(expected)}: ${advice}`,
    );
  }
  const decimalComma = text.separator !== ',';
  return Float32Array.from(positions, (at, i) =>
    readCell(fields[at], { path, row: line, column: features[i], decimalComma }),
  );
}

function findFeatures(path: string, titles: readonly string[], features: readonly string[]): number[] {
  const missing = features.filter((name) => !titles.includes(name));
  if (missing.length > 0)
    throw new TableRowError(path, `has no column ${listFeatures(missing)}; add it, or leave the header out`);
  const twice = features.find((name) => titles.indexOf(name) !== titles.lastIndexOf(name));
  if (twice !== undefined) throw new TableRowError(path, `has two columns "${twice}"; remove one`);
  return features.map((name) => titles.indexOf(name));
}
