// Boxes in pictures: how they overlap, which of several that name the same thing is kept, and how the bytes of a label hold them.

/** Left, top, right and bottom as fractions of the picture, 0 … 1. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** A thing in a picture. */
export interface LabelledBox {
  /** Position of its class among the classes. */
  readonly label: number;
  readonly box: Box;
}

/** What a network says is there. */
export interface FoundBox extends LabelledBox {
  /** 0 … 1 */
  readonly confidence: number;
}

/** In degrees, of the colour in which a class's boxes are drawn: round the hues by the golden angle. */
export function hueOf(label: number): number {
  return Math.round(20 + 137.508 * label) % 360;
}

export function areaOf([left, top, right, bottom]: Box): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}

/** Intersection over union, 0 … 1. */
export function overlapOf(a: Box, b: Box): number {
  const common = areaOf([Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]);
  const union = areaOf(a) + areaOf(b) - common;
  return union > 0 ? common / union : 0;
}

/** Of boxes of a class that overlap by more than this, the most confident is kept. */
export const suppressedOverlap = 0.45;

/** Of a picture, the most confident ones are looked at. */
export const mostFound = 100;

/** Greedy non-maximum suppression, class by class: what is left, the most confident first. */
export function suppressOverlapping(found: readonly FoundBox[]): FoundBox[] {
  const ranked = [...found].sort((a, b) => b.confidence - a.confidence);
  const kept: FoundBox[] = [];
  for (const one of ranked) {
    if (kept.length === mostFound) break;
    if (!kept.some(({ label, box }) => label === one.label && overlapOf(box, one.box) > suppressedOverlap))
      kept.push(one);
  }
  return kept;
}

/** Of a labelled box: its class from 1, or 0 where there is none, and its four sides in 1/255 of the picture. */
export const bytesOfBox = 5;

const steps = 255;

/**
 * Bytes [most · 5] of the boxes of one picture; each side is moved by at most 1/510 of the picture's, but no box is left without an area.
 * @param boxes at most `most`
 */
export function boxesToBytes(boxes: readonly LabelledBox[], most: number): Uint8Array {
  const bytes = new Uint8Array(bytesOfBox * most);
  for (const [i, { label, box }] of boxes.entries()) {
    const [left, right] = roundApart(box[0], box[2]);
    const [top, bottom] = roundApart(box[1], box[3]);
    bytes.set([label + 1, left, top, right, bottom], bytesOfBox * i);
  }
  return bytes;
}

function roundApart(low: number, high: number): [number, number] {
  const [from, to] = [Math.round(low * steps), Math.round(high * steps)];
  if (to > from) return [from, to];
  return from === steps ? [steps - 1, steps] : [from, from + 1];
}

/** The boxes of a picture's label, as `boxesToBytes` has written them. */
export function bytesToBoxes(bytes: Uint8Array): LabelledBox[] {
  const boxes: LabelledBox[] = [];
  for (let at = 0; at < bytes.length; at += bytesOfBox) {
    const [label, left, top, right, bottom] = bytes.subarray(at, at + bytesOfBox);
    if (label > 0) boxes.push({ label: label - 1, box: [left / steps, top / steps, right / steps, bottom / steps] });
  }
  return boxes;
}
