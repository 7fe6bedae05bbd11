// Loads a data set by name or by path: the one entrance for everybody else. Readers, search and download each have their own file.
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { findBoxLayout, readBoxFolder } from './boxes/box-folder.ts';
import { readCsv } from './csv.ts';
import type { DataSettings } from './data-settings.ts';
import { createDataset, type Dataset, type Source } from './dataset.ts';
import { DatasetNotFoundError } from './errors.ts';
import { drawGlyphs } from './glyphs.ts';
import { readImageFolder } from './image-folder.ts';
import type { LoadOptions } from './load-options.ts';
import { loadNamedSet } from './named-set-files.ts';
import { namedSets } from './named-sets.ts';
import { readSampleFile } from './sample-file.ts';
import { shrinkSource } from './shrink.ts';

/** Every name that `loadDataset` takes; all but `glyphs` are files that must be found or downloaded. */
export const datasetNames: readonly string[] = [...Object.keys(namedSets), 'glyphs'];

/**
 * A data set by its name or path: splits of samples [n, rows, columns, channels], bytes or float32, with labels as bytes.
 * @param name one of `datasetNames`, a folder of pictures, of WAV files, or of pictures with boxes (docs/data.md), a `.csv` file, or a `.safetensors` file of samples
 * @throws DatasetError (see errors.ts), SafetensorsError, DiskError where a download cannot be kept; the signal's reason when aborted
 * @example
 * import { loadDataset } from 'retort-fpga/train';
 *
 * const { shape, classes, train, test } = await loadDataset('glyphs');
 * console.log(shape, classes.length, train.ids.length, test.ids.length);
 */
export async function loadDataset(name: string, options: LoadOptions = {}): Promise<Dataset> {
  options.signal?.throwIfAborted();
  const shrunk = (source: Source, settings: DataSettings) => createDataset(name, shrinkSource(name, source, settings));
  if (name === 'glyphs') return shrunk(drawGlyphs(), options);
  if (Object.hasOwn(namedSets, name)) return shrunk(await loadNamedSet(name, namedSets[name], options), options);
  const found = await stat(name).catch(nothingThere);
  if (found?.isDirectory()) return createDataset(name, await readFolder(name, options));
  const extension = found?.isFile() ? extname(name).toLowerCase() : undefined;
  // Of a table the shape says how its columns lie.
  if (extension === '.csv') return shrunk(await readCsv(name, options), { trim: options.trim });
  if (extension === '.safetensors') return shrunk(await readSampleFile(name), options);
  throw new DatasetNotFoundError(
    name,
    [found ? `${name}: neither a folder nor a .csv or .safetensors file` : `${name}: no such file or folder`],
    `Name one of ${datasetNames.join(', ')}, a folder of pictures or WAV files with one folder per class, a .csv file, or a .safetensors file of samples.`,
  );
}

async function readFolder(path: string, options: LoadOptions): Promise<Source> {
  const boxes = await findBoxLayout(path);
  return boxes ? readBoxFolder(path, boxes, options) : readImageFolder(path, options);
}

function nothingThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}
