// What the folders and files of a data set mean: which picture is of which class and split. Contents of pictures are not looked at.
import { basename, relative } from 'node:path';
import type { DataSettings } from './data-settings.ts';
import { DataFormatError } from './errors.ts';
import {
  type Folder,
  othersIn,
  pictureFolders,
  picturesIn,
  type Unusable,
  unusableIn,
  walkFolder,
} from './folder-tree.ts';
import { readInfoLabels, readLabelTables } from './label-files.ts';
import { type Labelled, type Layout, type SplitName, splitOfName } from './layout.ts';

/** A folder that holds one split, or all of them. */
interface Part {
  readonly folder: Folder;
  readonly split?: SplitName;
}

/**
 * In this order: Edge Impulse's `info.labels`; class folders, below folders named as splits or not; a CSV file of labels; Edge Impulse's file
 * names, `label.id.png`.
 * @throws DataFormatError where none gives two classes
 */
export async function readLayout(path: string, settings: DataSettings, signal?: AbortSignal): Promise<Layout> {
  const whole = await walkFolder(path, signal);
  const layout = await chooseLayout(path, descend(whole), settings);
  const others = othersIn(whole).map((other) => ({ path: other, reason: 'not a picture or recording' }));
  return { ...layout, unlabelled: [...layout.unlabelled, ...others] };
}

async function chooseLayout(path: string, root: Folder, settings: DataSettings): Promise<Layout> {
  const parts = findParts(root);
  const named = await readInfoLabels(root);
  if (named) return named;
  const folders = readClassFolders(path, root, parts);
  if (countClasses(folders) >= 2) return folders;
  const layout = (await readLabelTables(root, splitOfPath(root, parts), settings)) ?? readFileNames(root, parts);
  if (layout && countClasses(layout) >= 2) return layout;
  throw new DataFormatError(
    path,
    `has pictures of ${countClasses(folders) === 1 ? 'a single class' : 'no class'}, but at least 2 classes are needed: one folder per class, such as cat/1.png, a CSV file of file names and labels, or file names such as cat.1.png${hintOfBoxes(root)}`,
  );
}

/** Annotations of a detector's training data (YOLO, Pascal VOC, COCO). */
function hintOfBoxes(root: Folder): string {
  const found = othersIn(root).find((path) =>
    /([\\/]labels[\\/][^\\/]+\.txt|[\\/]annotations[\\/][^\\/]+\.(xml|json)|[\\/]_annotations\.coco\.json)$/i.test(
      path,
    ),
  );
  return found === undefined ? '' : ` (${found} looks like boxes in pictures: export the data set for classification)`;
}

function countClasses({ pictures }: Layout): number {
  return new Set(pictures.map(({ className }) => className)).size;
}

/** Past folders that hold nothing but one folder of several, as unpacked archives have them. */
function descend(folder: Folder): Folder {
  const inner = pictureFolders(folder);
  const lone = inner.length === 1 && folder.pictures.length === 0 && folder.labelFiles.length === 0;
  if (!lone) return folder;
  const below = descend(inner[0]);
  const holdsSeveral = below.pictures.length === 0 && pictureFolders(below).length > 1;
  return holdsSeveral || below.labelFiles.length > 0 ? below : folder;
}

/** The folders of the splits, where a training folder has company of its kind; else the folder itself. */
function findParts(root: Folder): Part[] {
  const folders = pictureFolders(root);
  const named = folders.flatMap((folder): Part[] => {
    const split = splitOfName(folder.name);
    return split ? [{ folder, split }] : [];
  });
  const splits = new Set(named.map(({ split }) => split));
  const allNamed = named.length > 0 && named.length === folders.length;
  if (!(allNamed || (splits.has('train') && splits.size > 1))) return [{ folder: root }];
  if (!splits.has('train')) {
    throw new DataFormatError(root.path, `has no training folder, only ${listNames(named)}; name one train`);
  }
  if (splits.size < named.length) {
    throw new DataFormatError(root.path, `has several folders for one split: ${listNames(named)}; keep one for each`);
  }
  return named.map(({ folder, split }) => ({ folder: descend(folder), split }));
}

function listNames(parts: readonly Part[]): string {
  return parts.map(({ folder }) => folder.name).join(', ');
}

function splitOfPath(root: Folder, parts: readonly Part[]): (path: string) => SplitName | undefined {
  const files = new Map(parts.flatMap(({ folder, split }) => picturesIn(folder).map((path) => [path, split] as const)));
  return (path) => files.get(path) ?? splitOfName(relative(root.path, path).split(/[\\/]/)[0]);
}

function originsOf(source: string, parts: readonly Part[]): Layout['origins'] {
  const named = parts.filter(({ split }) => split !== undefined);
  return Object.fromEntries(named.map(({ folder, split }) => [split, `the folder ${relative(source, folder.path)}/`]));
}

/** Each class is a folder, with all that lies below it. */
function readClassFolders(source: string, root: Folder, parts: readonly Part[]): Layout {
  const pictures: Labelled[] = [];
  const warnings = new Set<string>();
  for (const { folder, split } of parts) {
    const classFolders = pictureFolders(folder);
    for (const empty of folder.folders.filter((one) => !classFolders.includes(one))) {
      warnings.add(`the folder ${relative(source, empty.path)} holds no pictures, so it is not a class`);
    }
    for (const classFolder of classFolders) {
      const { name: className } = classFolder;
      for (const path of picturesIn(classFolder)) pictures.push({ path, className, split });
      for (const unusable of unusableIn(classFolder)) pictures.push({ ...unusable, className, split });
      const below = pictureFolders(classFolder).map(({ name }) => name);
      if (below.length > 1) {
        warnings.add(
          `class ${className} includes the folders below it, ${below.slice(0, 5).join(', ')}: if those are the classes, name the folder above them`,
        );
      }
    }
  }
  const used = new Set(pictures.map(({ path }) => path));
  const parted = new Set(parts.flatMap(({ folder }) => [...picturesIn(folder), ...folder.unusable.map((u) => u.path)]));
  const unlabelled = [
    ...picturesIn(root).map((path) => ({
      path,
      reason: parted.has(path) ? 'not in a class folder' : 'outside the folders of the splits',
    })),
    ...unusableIn(root),
  ].filter(({ path }) => !used.has(path));
  return { pictures, unlabelled, origins: originsOf(source, parts), warnings: [...warnings] };
}

/** `label.id.png`, as Edge Impulse exports them; undefined where not all training pictures are named so. */
function readFileNames(root: Folder, parts: readonly Part[]): Layout | undefined {
  const pictures: Labelled[] = [];
  const unlabelled: Unusable[] = unusableIn(root);
  for (const { folder, split } of parts) {
    for (const path of picturesIn(folder)) {
      const className = /^([^.]+)\..+\.[^.]+$/.exec(basename(path))?.[1].normalize('NFC');
      if (className !== undefined) pictures.push({ path, className, split });
      else if (split === undefined || split === 'train') return undefined;
      else unlabelled.push({ path, reason: 'no label in the file name' });
    }
  }
  const classes = new Set(pictures.map(({ className }) => className));
  if (2 * classes.size > pictures.length) return undefined;
  return { pictures, unlabelled, origins: originsOf(root.path, parts), warnings: [] };
}
