// The embedded data set: digits generated from a seed, for use when no other set is available. Each split has its own
// writers, who differ in shapes, slant, proportions and pen; within a writer's hand every picture varies in shape,
// place, size and noise.
import { createRandom, type Random } from '../artifact/random.ts';
import type { Samples, Source } from './dataset.ts';
import { drawPath, glyphSide } from './glyph-raster.ts';
import { digitShapes, type Stroke } from './glyph-shapes.ts';

type Range = readonly [from: number, to: number];

/** Who writes a split: the ranges from which its writers' hands are drawn. Slant is x per y; pen widths are pixels. */
interface Style {
  readonly pictures: number;
  readonly writers: number;
  readonly slant: Range;
  readonly penWidth: Range;
}

const styles = {
  train: { pictures: 6000, writers: 200, slant: [-0.15, 0.35], penWidth: [1.6, 3] },
  validation: { pictures: 1000, writers: 40, slant: [-0.18, 0.38], penWidth: [1.5, 3.1] },
  test: { pictures: 2000, writers: 80, slant: [-0.2, 0.4], penWidth: [1.4, 3.2] },
} satisfies Record<string, Style>;

/** Deviation of a point of a stroke, in percent of the box: from writer to writer, and from picture to picture. */
const writerSpread = 4;
const pictureSpread = 2.5;

/** Grey 28×28, white on black, 6,000 / 1,000 / 2,000, each digit equally often. Equal seeds draw equal pictures. */
export function drawGlyphs(seed = 1): Source {
  const random = createRandom(seed);
  return {
    shape: [glyphSide, glyphSide, 1],
    classes: digitShapes.map((_, digit) => String(digit)),
    train: drawSplit(styles.train, random),
    validation: drawSplit(styles.validation, random),
    test: drawSplit(styles.test, random),
  };
}

interface Writer {
  readonly slant: number;
  readonly penWidth: number;
  /** Width of the box over its height. */
  readonly proportion: number;
  /** [digit]: the shape this writer uses, with points moved to his habit. */
  readonly shapes: readonly (readonly Stroke[])[];
}

function drawSplit(style: Style, random: Random): Samples {
  const writers = Array.from({ length: style.writers }, () => createWriter(style, random));
  const images = new Uint8Array(style.pictures * glyphSide ** 2);
  const labels = new Uint8Array(style.pictures);
  for (let picture = 0; picture < style.pictures; picture++) {
    labels[picture] = picture % digitShapes.length;
    images.set(drawPicture(labels[picture], writers[random.integer(writers.length)], random), picture * glyphSide ** 2);
  }
  return { images, labels };
}

function createWriter(style: Style, random: Random): Writer {
  return {
    slant: between(style.slant, random),
    penWidth: between(style.penWidth, random),
    proportion: between([0.6, 0.95], random),
    shapes: digitShapes.map((shapes) => movePoints(shapes[random.integer(shapes.length)], writerSpread, random)),
  };
}

function drawPicture(digit: number, writer: Writer, random: Random): Uint8Array {
  const ink = new Float32Array(glyphSide ** 2);
  const height = between([17, 22], random);
  const width = height * writer.proportion * between([0.85, 1.15], random);
  const slant = writer.slant + between([-0.1, 0.1], random);
  const turn = between([-0.1, 0.1], random);
  const centreX = glyphSide / 2 + between([-2, 2], random);
  const centreY = glyphSide / 2 + between([-2, 2], random);
  for (const { curved, points } of movePoints(writer.shapes[digit], pictureSpread, random)) {
    const placed: number[] = [];
    for (let point = 0; point < points.length; point += 2) {
      const y = (points[point + 1] / 100 - 0.5) * height;
      const x = (points[point] / 100 - 0.5) * width - slant * y;
      placed.push(centreX + x - turn * y, centreY + y + turn * x);
    }
    drawPath(ink, placed, curved, writer.penWidth * between([0.85, 1.15], random));
  }
  return developPicture(ink, random);
}

/** Ink 0 … 1 to pixels: the ink's strength, a grain over everything, and the paper's own shade. */
function developPicture(ink: Float32Array, random: Random): Uint8Array {
  const strength = between([180, 255], random);
  const grain = between([10, 60], random);
  return Uint8Array.from(ink, (amount) => {
    const pixel = amount * strength + (random.next() - 0.5) * grain;
    return Math.round(Math.min(255, Math.max(0, pixel)));
  });
}

function movePoints(strokes: readonly Stroke[], spread: number, random: Random): Stroke[] {
  return strokes.map(({ curved, points }) => ({ curved, points: points.map((at) => at + spread * random.normal()) }));
}

function between([from, to]: Range, random: Random): number {
  return from + (to - from) * random.next();
}
