// A CSV file as records of text: finds out its encoding and its separator. What the columns mean is csv-columns.ts's matter.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { DataFormatError } from './errors.ts';

export interface CsvText {
  /** As `TextDecoder` names it. */
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  readonly separator: string;
}

export interface CsvRecord {
  readonly fields: readonly string[];
  /** From 1. */
  readonly line: number;
}

const common = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true } as const;

/** Reads the file once for its encoding; the separator follows from its beginning. @throws DataFormatError */
export async function detectCsvText(path: string, signal: AbortSignal | undefined): Promise<CsvText> {
  const head = await readHead(path);
  const encoding = encodingOfMark(head) ?? ((await isUtf8(path, signal)) ? 'utf-8' : 'windows-1252');
  const text = new TextDecoder(encoding).decode(head);
  const lines = text.split(/\r\n|\r|\n/);
  // The last line may be cut off.
  return { encoding, separator: findSeparator(lines.length > 1 ? lines.slice(0, -1) : lines) };
}

/** @throws DataFormatError; the signal's reason when aborted */
export async function* readCsvRecords(
  path: string,
  { encoding, separator }: CsvText,
  signal: AbortSignal | undefined,
): AsyncGenerator<CsvRecord> {
  const parser = parse({ ...common, delimiter: separator, info: true });
  const feeding = pipeline(createReadStream(path), (bytes: AsyncIterable<Buffer>) => decode(bytes, encoding), parser, {
    signal,
  });
  // Told by the parser too, which is read below.
  feeding.catch(() => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { fields: record, line: info.lines };
    }
    await feeding;
  } catch (error) {
    signal?.throwIfAborted();
    throw new DataFormatError(path, `is not CSV (${error instanceof Error ? error.message : error})`, error);
  }
}

async function* decode(bytes: AsyncIterable<Buffer>, encoding: CsvText['encoding']) {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

const headBytes = 2 ** 18;

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** By the byte order mark, or by the zeros that every other byte of Western text in UTF-16 is. */
function encodingOfMark([first, second, third, fourth]: Uint8Array): CsvText['encoding'] | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (second === 0 && fourth === 0 && first !== 0) return 'utf-16le';
  if (first === 0 && third === 0 && second !== 0) return 'utf-16be';
  return undefined;
}

async function isUtf8(path: string, signal: AbortSignal | undefined): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { signal })) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof TypeError) return false;
    throw error;
  }
}

const separators = [',', ';', '\t', '|'];
const linesLookedAt = 20;

/** The one by which most fields are numbers or alike from line to line; a comma where no line has any. */
function findSeparator(lines: readonly string[]): string {
  const sample = lines.filter((line) => line.trim() !== '').slice(0, linesLookedAt);
  const rated = separators.map((separator) => ({ separator, rating: rate(sample, separator) }));
  const [best] = rated.sort((a, b) => b.rating - a.rating);
  return best.rating > 0 ? best.separator : ',';
}

/** The fields of a line, if all lines have as many, and less for fields in which another separator stands. */
function rate(lines: readonly string[], separator: string): number {
  try {
    const records: string[][] = parseAtOnce(lines.join('\n'), { ...common, delimiter: separator });
    const columns = records[0]?.length ?? 0;
    if (columns < 2 || records.some(({ length }) => length !== columns)) return 0;
    const clean = records.flat().filter((field) => !separators.some((other) => isNumbersJoinedBy(field, other)));
    return clean.length / records.length;
  } catch {
    return 0; // Quotes that do not close by this separator.
  }
}

function isNumbersJoinedBy(field: string, separator: string): boolean {
  if (!field.includes(separator)) return false;
  const parts = field.split(separator);
  // 0,5 is a number as much of the world writes it.
  return (
    !(separator === ',' && parts.length === 2) &&
    parts.every((part) => part.trim() === '' || !Number.isNaN(Number(part)))
  );
}
