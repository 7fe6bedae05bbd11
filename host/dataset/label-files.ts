// Labels in a file next to the pictures: Edge Impulse's `info.labels`, or CSV files of file names and labels.
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { DataSettings } from './data-settings.ts';
import { DataFormatError } from './errors.ts';
import { type Folder, labelFilesIn, picturesIn, type Unusable, unusableIn } from './folder-tree.ts';
import { type Labelled, type Layout, requireSplit, type SplitName, splitOfName } from './layout.ts';

/** What a file of labels says of one picture. */
interface Entry {
  readonly file: string;
  readonly label: string;
  readonly split?: SplitName;
}

/** Undefined where the folder has no `info.labels`. @throws DataFormatError */
export async function readInfoLabels(root: Folder): Promise<Layout | undefined> {
  const path = root.labelFiles.find((file) => basename(file).toLowerCase() === 'info.labels');
  if (path === undefined) return undefined;
  const entries = parseInfoLabels((await readFile(path, 'utf8')).replace(/^\ufeff/, ''), path);
  return joinLabels(root, entries, basename(path));
}

/** Those with which Edge Impulse leaves the split open. */
const openCategories: readonly unknown[] = [undefined, null, '', 'split'];

function parseInfoLabels(text: string, path: string): Entry[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new DataFormatError(path, `is not JSON (${error instanceof Error ? error.message : error})`, error);
  }
  const files = isRecord(content) ? content.files : undefined;
  if (!Array.isArray(files)) throw new DataFormatError(path, 'has no list "files"; export the data set again');
  return files.map((file: unknown, position) => {
    const { path: name, category, label } = isRecord(file) ? file : {};
    const text = isRecord(label) ? (label.label ?? '') : (label ?? '');
    if (typeof name !== 'string' || typeof text !== 'string') {
      throw new DataFormatError(path, `entry ${position} of "files" has no path and label as text`);
    }
    const split = openCategories.includes(category) ? undefined : requireSplit(String(category), `${path}, ${name}`);
    return { file: name, label: text, split };
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const labelNames = /^(label|labels|class|class_?name|category|target|y|breed|species)$/i;
const splitColumnNames = /^(split|set|subset|partition|data_?set)$/i;

/** From each CSV file beside the pictures that names most of its lines' pictures; undefined where none does. @throws DataFormatError */
export async function readLabelTables(
  root: Folder,
  splitOfPath: (path: string) => SplitName | undefined,
  { csvLabel }: DataSettings,
): Promise<Layout | undefined> {
  const findInAll = createFinder(root);
  const entries: Entry[] = [];
  const used: string[] = [];
  for (const path of labelFilesIn(root).filter((file) => extname(file).toLowerCase() === '.csv')) {
    const table = parseTable(await readFile(path, 'utf8'), path);
    const beside = relative(root.path, dirname(path));
    const find: Finder = (name) => findInAll(join(beside, name)) ?? findInAll(name);
    const files = findFileColumn(table, find);
    if (files === undefined) continue;
    const labelOf = createLabeller(table, files, csvLabel, path);
    const split = table[0].findIndex((name, column) => column !== files && splitColumnNames.test(name));
    const ofName = splitOfName(basename(path, extname(path)));
    for (const [line, row] of table.slice(1).entries()) {
      const word = row[split] ?? '';
      const named = word === '' ? ofName : requireSplit(word, `${path}, row ${line + 2}`);
      const file = row[files] ?? '';
      const found = find(file);
      const place = found === undefined ? join(beside, file) : relative(root.path, found);
      entries.push({ file: place, label: labelOf(row, line + 2), split: named });
    }
    used.push(basename(path));
  }
  if (used.length === 0) return undefined;
  return joinLabels(root, entries, used.join(', '), splitOfPath);
}

function parseTable(text: string, path: string): string[][] {
  const [line] = text.split(/\r?\n/, 1);
  const delimiter = [',', ';', '\t'].reduce((best, one) =>
    line.split(one).length > line.split(best).length ? one : best,
  );
  try {
    return parse(text, { delimiter, bom: true, trim: true, skip_empty_lines: true, relax_column_count: true });
  } catch (error) {
    throw new DataFormatError(path, `is not CSV (${error instanceof Error ? error.message : error})`, error);
  }
}

/** The first column that names pictures in most lines below the header. */
function findFileColumn(table: readonly (readonly string[])[], find: Finder): number | undefined {
  const [header = [], ...rows] = table;
  const column = header.findIndex((_, at) => 2 * rows.filter((row) => find(row[at] ?? '')).length > rows.length);
  return column < 0 ? undefined : column;
}

/** The label of a row: from its column of labels, or the name of the one column that holds a 1 where all the others hold 0 (one-hot). */
function createLabeller(
  [header, ...rows]: readonly (readonly string[])[],
  files: number,
  asked: string | undefined,
  path: string,
): (row: readonly string[], line: number) => string {
  const others = [...header.keys()].filter((column) => column !== files && !splitColumnNames.test(header[column]));
  const isOneHot =
    asked === undefined &&
    others.length > 1 &&
    rows.every((row) => others.every((column) => ['0', '1'].includes(row[column])));
  if (!isOneHot) {
    const label = findLabelColumn(header, files, asked, path);
    return (row) => row[label] ?? '';
  }
  return (row, line) => {
    const set = others.filter((column) => row[column] === '1').map((column) => header[column]);
    if (set.length < 2) return set[0] ?? '';
    throw new DataFormatError(
      path,
      `row ${line} has the labels ${set.join(' and ')} at once, but a student predicts a single class: leave one 1 in each row`,
    );
  };
}

function findLabelColumn(header: readonly string[], files: number, asked: string | undefined, path: string): number {
  const others = [...header.keys()].filter((column) => column !== files && !splitColumnNames.test(header[column]));
  if (asked !== undefined) {
    const column = header.indexOf(asked) >= 0 ? header.indexOf(asked) : Number(asked);
    if (header[column] !== undefined) return column;
    throw new DataFormatError(path, `has no column ${asked} (--csv-label), only ${header.join(', ')}`);
  }
  const named = others.filter((column) => labelNames.test(header[column]));
  const candidates = named.length > 0 ? named : others;
  if (candidates.length === 1) return candidates[0];
  throw new DataFormatError(
    path,
    `does not identify the label column (${header.join(', ')}); name it with --csv-label`,
  );
}

/** The picture that a label file means: by its path, its name, or its name without the extension. */
type Finder = (name: string) => string | undefined;

function createFinder(root: Folder): Finder {
  const byName = new Map<string, string | undefined>();
  for (const path of picturesIn(root)) {
    const name = basename(path);
    const within = relative(root.path, path).replaceAll('\\', '/');
    for (const key of new Set([within, name, basename(name, extname(name))].map((text) => text.normalize('NFC')))) {
      byName.set(key, byName.has(key) && key !== within ? undefined : path); // Undefined: several have this name.
    }
  }
  return (name) => byName.get(name.replaceAll('\\', '/').replace(/^\.\//, '').normalize('NFC'));
}

function joinLabels(
  root: Folder,
  entries: readonly Entry[],
  source: string,
  splitOfPath: (path: string) => SplitName | undefined = () => undefined,
): Layout {
  const find = createFinder(root);
  const pictures = new Map<string, Labelled>();
  const unlabelled: Unusable[] = [];
  for (const { file, label, split } of entries) {
    const path = find(file);
    if (path === undefined)
      unlabelled.push({ path: join(root.path, file), reason: `named in ${source}, but not there` });
    else if (label === '') unlabelled.push({ path, reason: `without a label in ${source}` });
    else {
      const before = pictures.get(path);
      const className = label.normalize('NFC');
      if (before && before.className !== className) {
        throw new DataFormatError(path, `has two labels in ${source}, ${before.className} and ${className}; keep one`);
      }
      pictures.set(path, { path, className, split: split ?? splitOfPath(path) });
    }
  }
  const known = new Set([...pictures.keys(), ...unlabelled.map(({ path }) => path)]);
  for (const path of picturesIn(root)) {
    if (!known.has(path)) unlabelled.push({ path, reason: `not named in ${source}` });
  }
  const given = [...pictures.values()].flatMap(({ split }) => split ?? []);
  const origins = Object.fromEntries([...new Set(given)].map((split) => [split, `from ${source} and its folders`]));
  return {
    pictures: [...pictures.values()],
    unlabelled: [...unlabelled, ...unusableIn(root)],
    origins,
    warnings: [],
  };
}
