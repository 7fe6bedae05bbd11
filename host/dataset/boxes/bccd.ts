// Reads BCCD, blood cells: a tar archive of BCCD/Annotations, JPEGImages and ImageSets, as PASCAL VOC lays them out.
import type { Shape, Source } from '../dataset.ts';
import { inflateIfGzipped, readTar } from '../gzip.ts';
import type { SplitName } from '../layout.ts';
import { mapSome } from '../many-files.ts';
import { decodePicture } from '../picture.ts';
import { createUnusedList } from '../reading.ts';
import { type AnnotatedPicture, AnnotationError } from './annotated-picture.ts';
import { boxSample, checkAgainst, joinBoxSamples } from './box-samples.ts';
import { readVocAnnotation } from './voc.ts';

const size = { rows: 480, columns: 640 };

/** Of the same proportions. */
export const bccdShape: Shape = [72, 96, 3];

const lists: Readonly<Record<SplitName, string>> = { train: 'train', validation: 'val', test: 'test' };

/** Boxes without an area are left out: the published files have two. @throws DataFormatError, AnnotationError, PictureError */
export async function readBccd(file: Uint8Array, path: string): Promise<Source> {
  const entries = new Map(readTar(inflateIfGzipped(file, path), path));
  const unused = createUnusedList();
  const entry = (name: string) => {
    const bytes = entries.get(`BCCD/${name}`);
    if (!bytes) throw new AnnotationError(path, `does not contain BCCD/${name}; download it again`);
    return bytes;
  };
  const text = (name: string) => new TextDecoder().decode(entry(name));
  const readOne = async (name: string) => {
    const source = `${path}:BCCD/Annotations/${name}.xml`;
    const { boxes, ...said } = readVocAnnotation(text(`Annotations/${name}.xml`), source, unused.add);
    const kept = boxes.filter((box) => {
      const [left, top, right, bottom] = box.sides;
      if (right > left && bottom > top) return true;
      unused.add('a box without an area', box.source.replace(`${path}:`, ''));
      return false;
    });
    const picture = `JPEGImages/${name}.jpg`;
    const annotated: AnnotatedPicture = { path: `${path}:BCCD/${picture}`, source, ...said, boxes: kept };
    checkAgainst(annotated, size);
    const pixels = await decodePicture(entry(picture), annotated.path, bccdShape);
    return boxSample(annotated, pixels);
  };
  const read = (split: SplitName) =>
    mapSome(text(`ImageSets/Main/${lists[split]}.txt`).trim().split(/\s+/), undefined, readOne);
  const splits = { train: await read('train'), validation: await read('validation'), test: await read('test') };
  const published = 'as published';
  return {
    ...joinBoxSamples(splits, ['RBC', 'WBC', 'Platelets'], bccdShape),
    reading: {
      unused: unused.list(),
      warnings: [],
      splits: { train: published, validation: published, test: published },
    },
  };
}
