// How good found boxes are: the mean over the classes of the average precision (Everingham et al. 2010, as PASCAL VOC measures it since 2010, over
// all points of the curve), and which labelled boxes were found.
import { createRandom } from '../artifact/random.ts';
import { type FoundBox, type LabelledBox, overlapOf } from './boxes.ts';

/** From this overlap on, a found box is the labelled one. */
export const matchingOverlap = 0.5;

/** From this confidence on, a network is taken to say that a thing is there. */
export const saidConfidence = 0.5;

interface Judged {
  readonly label: number;
  readonly confidence: number;
  /** Whether it is a labelled box that no more confident one is. */
  readonly right: boolean;
}

/** Of one picture. */
export interface MatchedPicture {
  readonly judged: readonly Judged[];
  /** Labelled boxes of each class. */
  readonly counts: readonly number[];
}

/**
 * Each found box, the most confident first, is compared with the labelled box of its class that it overlaps most: it is
 * right if that overlap is at least `matchingOverlap` and no box before it was that one (VOC's rule).
 */
export function matchPicture(
  found: readonly FoundBox[],
  labelled: readonly LabelledBox[],
  classes: number,
): MatchedPicture {
  const taken = new Set<LabelledBox>();
  const judged = [...found]
    .sort((a, b) => b.confidence - a.confidence)
    .map(({ label, box, confidence }): Judged => {
      let [best, overlap]: [LabelledBox | undefined, number] = [undefined, 0];
      for (const one of labelled) {
        const common = one.label === label ? overlapOf(one.box, box) : 0;
        if (common > overlap) [best, overlap] = [one, common];
      }
      const right = best !== undefined && overlap >= matchingOverlap && !taken.has(best);
      if (right) taken.add(best!);
      return { label, confidence, right };
    });
  const counts = Array.from({ length: classes }, (_, label) => labelled.filter((one) => one.label === label).length);
  return { judged, counts };
}

/**
 * The area under the curve of precision over recall, where each precision is the largest of those at that recall and beyond.
 * @param right of the found boxes, the most confident first
 * @param labelled how many there are to find, above 0
 */
export function averagePrecision(right: readonly boolean[], labelled: number): number {
  const precisions: number[] = [];
  let hits = 0;
  for (const [i, isRight] of right.entries()) {
    if (!isRight) continue;
    hits++;
    precisions.push(hits / (i + 1)); // at recall hits / labelled
  }
  let [area, best] = [0, 0];
  for (const precision of precisions.reverse()) {
    best = Math.max(best, precision);
    area += best;
  }
  return area / labelled;
}

/** Of each class; `undefined` of one that has no labelled box in these pictures. */
export function averagePrecisions(pictures: readonly MatchedPicture[], classes: number): (number | undefined)[] {
  return Array.from({ length: classes }, (_, label) => {
    const labelled = pictures.reduce((sum, { counts }) => sum + counts[label], 0);
    if (labelled === 0) return undefined;
    const judged = pictures.flatMap((picture) => picture.judged.filter((one) => one.label === label));
    const right = judged.sort((a, b) => b.confidence - a.confidence).map((one) => one.right);
    return averagePrecision(right, labelled);
  });
}

/** Over the classes that have labelled boxes; 0 where none has. */
export function meanAveragePrecision(pictures: readonly MatchedPicture[], classes: number): number {
  const known = averagePrecisions(pictures, classes).filter((one) => one !== undefined);
  return known.length === 0 ? 0 : known.reduce((sum, one) => sum + one, 0) / known.length;
}

/** Labelled boxes that were found with `saidConfidence`, and all labelled ones. */
export function countFound(pictures: readonly MatchedPicture[]): { readonly found: number; readonly labelled: number } {
  let [found, labelled] = [0, 0];
  for (const { judged, counts } of pictures) {
    found += judged.filter(({ confidence, right }) => right && confidence >= saidConfidence).length;
    labelled += counts.reduce((sum, count) => sum + count, 0);
  }
  return { found, labelled };
}

const resamples = 1_000;

/**
 * The 95 % interval of `meanAveragePrecision` over pictures resampled with replacement (Efron 1979, percentiles), from
 * a fixed seed: that of other test pictures, not of other training runs.
 */
export function intervalOf(pictures: readonly MatchedPicture[], classes: number): { low: number; high: number } {
  const random = createRandom(1);
  const values = Array.from({ length: resamples }, () => {
    const drawn = Array.from(pictures, () => pictures[random.integer(pictures.length)]);
    return meanAveragePrecision(drawn, classes);
  }).sort((a, b) => a - b);
  const at = (share: number) => values[Math.min(resamples - 1, Math.floor(share * resamples))];
  return { low: at(0.025), high: at(0.975) };
}
