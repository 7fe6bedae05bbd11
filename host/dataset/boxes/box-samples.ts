// Annotated pictures as samples of a detection: pixels of the data set's shape, and the boxes where they come to lie in them.
import { sha256 } from '../../artifact/digest.ts';
import { type Box, boxesToBytes, bytesOfBox, type LabelledBox } from '../../task/boxes.ts';
import { detection } from '../../task/detection.ts';
import { type DataSettings, defaultFit, type Fit } from '../data-settings.ts';
import type { Samples, Shape, Source } from '../dataset.ts';
import { DataFormatError } from '../errors.ts';
import type { SplitName } from '../layout.ts';
import { type AnnotatedPicture, AnnotationError, checkBox } from './annotated-picture.ts';

/** One that has been decoded. */
export interface BoxSample {
  readonly annotated: AnnotatedPicture;
  /** [rows, columns, channels] of the data set's shape. */
  readonly pixels: Uint8Array;
  /** SHA-256 of the pixels. */
  readonly key: string;
  /** Of a detection, all samples are of one kind: what is held out is a share of all. */
  readonly label: 0;
  readonly split?: SplitName;
}

export function boxSample(annotated: AnnotatedPicture, pixels: Uint8Array): BoxSample {
  const { split } = annotated;
  return { annotated, pixels, key: sha256(pixels), label: 0, ...(split && { split }) };
}

/** @param decoded of the picture's file, as it is shown. @throws AnnotationError where that is not what the annotation says, or a box is none */
export function checkAgainst(
  { path, source, rows, columns, boxes }: AnnotatedPicture,
  decoded: { readonly rows: number; readonly columns: number },
): void {
  if (decoded.rows !== rows || decoded.columns !== columns) {
    throw new AnnotationError(
      source,
      `it says ${columns}×${rows} pixels, but ${path} has ${decoded.columns}×${decoded.rows}; use the picture that was annotated`,
    );
  }
  for (const box of boxes) checkBox(box, rows, columns);
}

/** @throws DataFormatError where pictures would be cropped: boxes may be cut then */
export function requireWholePictures(source: string, { fit, trim = 0 }: Pick<DataSettings, 'fit' | 'trim'>): void {
  if (trim > 0) throw new DataFormatError(source, 'has boxes, which --trim would cut; leave it out');
  if (fit !== 'cover') return;
  throw new DataFormatError(source, 'has boxes, which --fit cover would cut; use --fit contain or stretch');
}

/** A picture in the data set's shape: contained, with bars, or stretched. */
type Placing = Pick<AnnotatedPicture, 'rows' | 'columns'>;

/** Where the sides of a box in a picture's pixels lie in the data set's shape, as fractions of it. */
export function placeBox(sides: Box, picture: Placing, shape: Shape, fit?: Fit): Box {
  return mapSides(sides, picture, shape, fit, (side, { length, shown, pixels }) => {
    return ((pixels - shown) / 2 + (side * shown) / length) / pixels;
  });
}

/** The inverse of `placeBox`, cut off at the picture's edges: in its pixels. */
export function boxInPicture(box: Box, picture: Placing, shape: Shape, fit?: Fit): Box {
  return mapSides(box, picture, shape, fit, (side, { length, shown, pixels }) => {
    return Math.min(length, Math.max(0, ((side * pixels - (pixels - shown) / 2) * length) / shown));
  });
}

/** Along rows or columns, in pixels: of the picture, of what is shown of it in the shape, and of the shape. */
interface Extent {
  readonly length: number;
  readonly shown: number;
  readonly pixels: number;
}

function mapSides(
  [left, top, right, bottom]: Box,
  { rows, columns }: Placing,
  shape: Shape,
  fit: Fit = defaultFit,
  map: (side: number, extent: Extent) => number,
): Box {
  const scale = fit === 'contain' ? Math.min(shape[0] / rows, shape[1] / columns) : undefined;
  const extentOf = (length: number, pixels: number): Extent => {
    return { length, pixels, shown: scale === undefined ? pixels : length * scale };
  };
  const [down, across] = [extentOf(rows, shape[0]), extentOf(columns, shape[1])];
  return [map(left, across), map(top, down), map(right, across), map(bottom, down)];
}

/** All of one shape. @param classes in their order. @throws TooManyClassesError */
export function joinBoxSamples(
  splits: Readonly<Record<SplitName, readonly BoxSample[]>>,
  classes: readonly string[],
  shape: Shape,
  fit?: Fit,
): Pick<Source, 'shape' | 'classes' | 'task'> & Readonly<Record<SplitName, Samples>> {
  const all = [...splits.train, ...splits.validation, ...splits.test];
  const most = Math.max(1, ...all.map(({ annotated }) => annotated.boxes.length));
  const join = (samples: readonly BoxSample[]): Samples => {
    const size = shape[0] * shape[1] * shape[2];
    const images = new Uint8Array(samples.length * size);
    const labels = new Uint8Array(samples.length * most * bytesOfBox);
    for (const [i, { annotated, pixels }] of samples.entries()) {
      images.set(pixels, i * size);
      const boxes = annotated.boxes.map(
        ({ className, sides }): LabelledBox => ({
          label: classes.indexOf(className),
          box: placeBox(sides, annotated, shape, fit),
        }),
      );
      labels.set(boxesToBytes(boxes, most), i * most * bytesOfBox);
    }
    return { images, labels };
  };
  return {
    shape,
    classes,
    task: detection(shape, classes, most),
    train: join(splits.train),
    validation: join(splits.validation),
    test: join(splits.test),
  };
}
