// Which classes a network takes for each other (Hinton, Vinyals, Dean 2015, section 5.3): the specialists' fields.
import { softmax } from '../network/logits.ts';
import { TrainingSettingError } from '../train/training-errors.ts';

/**
 * Clusters of classes whose columns in the covariance of the predictions lie close: they are predicted together. Agglomerative, by the
 * mean Euclidean distance between two clusters' columns, so that the same predictions give the same clusters without a seed. The paper
 * uses an online k-means and makes no point of it.
 * @param logits of the generalist, [n, classes], best of samples that it was not trained on
 * @param clusters how many to form, those of a single class included
 * @returns the clusters of two classes or more, each ascending, in the order of their first class
 * @throws TrainingSettingError
 */
export function findConfusableClusters(logits: Float32Array, classes: number, clusters: number): number[][] {
  if (!(Number.isInteger(clusters) && clusters >= 1 && clusters <= classes)) {
    throw new TrainingSettingError('number of clusters', clusters, `a whole number in 1 … ${classes}, the classes`);
  }
  const columns = computeCovariance(logits, classes);
  const formed = Array.from({ length: classes }, (_, c) => [c]);
  while (formed.length > clusters) {
    const [into, from] = findClosestPair(formed, columns);
    formed[into].push(...formed[from]);
    formed.splice(from, 1);
  }
  return formed.filter(({ length }) => length > 1).map((cluster) => cluster.sort((a, b) => a - b));
}

/** Of softmax(logits) over the samples, by column: [classes][classes]. */
export function computeCovariance(logits: Float32Array, classes: number): Float64Array[] {
  const samples = logits.length / classes;
  const sums = new Float64Array(classes);
  const products = Array.from({ length: classes }, () => new Float64Array(classes));
  for (let sample = 0; sample < samples; sample++) {
    const p = softmax(logits.subarray(sample * classes, (sample + 1) * classes));
    for (let a = 0; a < classes; a++) {
      sums[a] += p[a];
      for (let b = 0; b < classes; b++) products[a][b] += p[a] * p[b];
    }
  }
  return products.map((row, a) => row.map((sum, b) => sum / samples - (sums[a] / samples) * (sums[b] / samples)));
}

/** The first of equals. */
function findClosestPair(clusters: readonly number[][], columns: readonly Float64Array[]): [number, number] {
  let [closest, least]: [[number, number], number] = [[0, 1], Number.POSITIVE_INFINITY];
  for (let a = 0; a < clusters.length; a++) {
    for (let b = a + 1; b < clusters.length; b++) {
      const between = meanDistance(clusters[a], clusters[b], columns);
      if (between < least) [closest, least] = [[a, b], between];
    }
  }
  return closest;
}

function meanDistance(first: readonly number[], second: readonly number[], columns: readonly Float64Array[]): number {
  let sum = 0;
  for (const a of first) for (const b of second) sum += Math.hypot(...columns[a].map((v, i) => v - columns[b][i]));
  return sum / (first.length * second.length);
}
