// One teacher of a generalist and its specialists (Hinton, Vinyals, Dean 2015, section 5.4): for each sample the distribution q that is
// closest to what all of those say who have a say in it.
import { sha256OfJson } from '../artifact/digest.ts';
import type { Preprocessing } from '../dataset/dataset.ts';
import { softmax } from '../network/logits.ts';
import type { TrainedNetwork } from '../network/network.ts';
import { countClasses } from '../network/shapes.ts';
import { digestTrainedNetwork } from '../network/trained-network-file.ts';
import { computeLogits } from '../train/evaluate.ts';
import { indexTeacher, type UnlabelledSplit } from './pseudo-data.ts';
import type { Specialist } from './specialists.ts';
import type { TeacherLogits } from './teachers.ts';

/** What one specialist says of the samples. */
export interface SpecialistLogits {
  /** Its field. */
  readonly classes: readonly number[];
  /** [n, classes.length + 1], the dustbin last. */
  readonly logits: Float32Array;
}

/** A distribution over the classes of a field and the dustbin, [field + 1], and for each class its place in it. */
interface Opinion {
  readonly p: Float64Array;
  /** [classes]; the dustbin's for those outside of the field. */
  readonly places: Uint8Array;
}

const mostSteps = 1_000;
/** Of what q moves in a step. */
const tolerance = 1e-12;
/** So that log q is finite. */
const leastProbability = 1e-30;

/**
 * log q [n, classes], q the minimum of KL(p_g ‖ q) + Σ_m KL(p_m ‖ q) (equation 5), where q's probabilities outside of a specialist's field
 * are summed for its dustbin. As in the paper with n = 1, those specialists are asked whose field has the generalist's most probable class.
 * @param generalist its logits, [n, classes]
 */
export function combineWithSpecialists(
  generalist: Float32Array,
  classes: number,
  specialists: readonly SpecialistLogits[],
): Float32Array {
  const combined = new Float32Array(generalist.length);
  const places = specialists.map((specialist) => placeClasses(specialist.classes, classes));
  for (let sample = 0; sample < generalist.length / classes; sample++) {
    const p = softmax(generalist.subarray(sample * classes, (sample + 1) * classes));
    const top = p.indexOf(p.reduce((a, b) => Math.max(a, b)));
    const opinions: Opinion[] = [];
    for (const [m, { classes: field, logits }] of specialists.entries()) {
      if (!field.includes(top)) continue;
      const size = field.length + 1;
      opinions.push({ p: softmax(logits.subarray(sample * size, (sample + 1) * size)), places: places[m] });
    }
    combined.set(minimizeDivergence(p, opinions).map(Math.log), sample * classes);
  }
  return combined;
}

function placeClasses(field: readonly number[], classes: number): Uint8Array {
  const places = new Uint8Array(classes).fill(field.length);
  for (const [place, label] of field.entries()) places[label] = place;
  return places;
}

/**
 * With q = softmax(z), ∂/∂z of equation 5 is (1 + M) q − p_g − Σ_m r_m, where r_m is p_m with the dustbin's part shared out among its
 * classes in q's own proportions. q follows that gradient with the step 1 / (1 + M), which keeps it a distribution and lowers the sum
 * whatever the step before did (it is expectation maximization); equation 5 is convex in q, so it has one minimum.
 */
function minimizeDivergence(generalist: Float64Array, opinions: readonly Opinion[]): Float64Array {
  const q = generalist.map((p) => Math.max(p, leastProbability));
  if (opinions.length === 0) return q;
  const next = new Float64Array(q.length);
  for (let step = 0; step < mostSteps; step++) {
    next.set(generalist);
    for (const { p, places } of opinions) {
      const sums = new Float64Array(p.length);
      for (const [c, place] of places.entries()) sums[place] += q[c];
      for (const [c, place] of places.entries()) next[c] += (p[place] * q[c]) / sums[place];
    }
    let moved = 0;
    for (let c = 0; c < q.length; c++) {
      const value = Math.max(next[c] / (1 + opinions.length), leastProbability);
      moved = Math.max(moved, Math.abs(value - q[c]));
      q[c] = value;
    }
    if (moved < tolerance) break;
  }
  return q;
}

/**
 * Generalist and specialists as one teacher, whose logits are log q.
 * @throws TeacherOutputMissingError from `logitsOf` for other samples, and what computeLogits throws
 */
export async function askWithSpecialists(
  generalist: TrainedNetwork,
  specialists: readonly Specialist[],
  { ids, images }: UnlabelledSplit,
  preprocessing: Preprocessing,
  signal?: AbortSignal,
): Promise<TeacherLogits> {
  const classes = countClasses(generalist.network);
  const logits = await computeLogits(generalist, images, preprocessing, signal);
  const said: SpecialistLogits[] = [];
  for (const specialist of specialists) {
    const own = await computeLogits(specialist.trained, images, preprocessing, signal);
    said.push({ classes: specialist.classes, logits: own });
  }
  const digest = sha256OfJson({
    generalist: digestTrainedNetwork(generalist),
    specialists: specialists.map((one) => [one.classes, digestTrainedNetwork(one.trained)]),
  });
  return indexTeacher(digest, ids, combineWithSpecialists(logits, classes, said), classes);
}
