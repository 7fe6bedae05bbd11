// Grows a regression tree with several outputs (CART; Breiman et al. 1984, sections 2.2 and 8.3): each split is the one, over every pixel and every
// threshold, after which the targets vary least, summed over the outputs. What the targets are is the caller's matter.
import { setImmediate } from 'node:timers/promises';
import type { Tree } from './tree.ts';
import { TreeSettingError } from './tree-errors.ts';

export interface GrowingOptions {
  /** Decisions on the longest way, at least 1. */
  readonly depth: number;
  /** At most, at least 2; as many as the depth allows where absent. */
  readonly leaves?: number;
  readonly signal?: AbortSignal;
  /** After every split. */
  readonly onSplit?: (leaves: number) => void;
}

interface Node {
  readonly rows: Uint32Array;
  readonly depth: number;
  /** Of the targets, in steps. */
  readonly sums: Float64Array;
  split?: Split;
  parts?: readonly [low: Node, high: Node];
}

interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly gain: number;
}

/** Targets become whole numbers up to 2^20, of which up to 2^33 are summed exactly: no order of summing, and no skipped value, changes a split. */
const largestTarget = 2 ** 20;
/** Of a node's own score: less is what rounding leaves where nothing varies. */
const leastGain = 1e-12;

/**
 * The leaf whose best split gains most is split next, until there are `leaves` or nothing is gained. Of equal splits the one of the first pixel, then
 * of the lowest threshold, is taken; the threshold is halfway between the two values that it parts. A leaf says the mean of its targets.
 * @param samples [n, features], bytes
 * @param targets [n, outputs], finite
 * @throws TreeSettingError; the signal's reason when aborted
 */
export async function growTree(
  samples: Uint8Array,
  targets: Float32Array,
  rows: number,
  { depth, leaves: most = 2 ** depth, signal, onSplit }: GrowingOptions,
): Promise<Tree> {
  if (!(Number.isInteger(depth) && depth > 0)) throw new TreeSettingError('depth', depth, 'a whole number above 0');
  if (!(Number.isInteger(most) && most > 1)) throw new TreeSettingError('leaves', most, 'a whole number above 1');
  if (rows < 1) throw new TreeSettingError('number of samples', rows, 'at least 1');
  const data = prepare(samples, targets, rows);
  const search = async (node: Node): Promise<Node> => {
    if (node.depth < depth && node.rows.length > 1) node.split = await findSplit(node, data, signal);
    return node;
  };
  const root = await search(
    createNode(
      Uint32Array.from({ length: rows }, (_, row) => row),
      0,
      data,
    ),
  );
  const frontier = [root];
  for (let leaves = 2; leaves <= most; leaves++) {
    const best = frontier.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a));
    if (!best.split) break;
    const parts = divide(best, best.split, data);
    best.parts = [await search(parts[0]), await search(parts[1])];
    frontier.splice(frontier.indexOf(best), 1, ...best.parts);
    onSplit?.(leaves);
  }
  return finish(root, data);
}

interface Prepared {
  /** Each feature's values, [features][n]. */
  readonly columns: readonly Uint8Array[];
  /** Each feature's most frequent value, whose sums follow from the others'. */
  readonly usual: Uint8Array;
  /** [n, outputs], whole numbers of `step`. */
  readonly targets: Int32Array;
  readonly outputs: number;
  readonly step: number;
}

function prepare(samples: Uint8Array, targets: Float32Array, rows: number): Prepared {
  const features = samples.length / rows;
  const outputs = targets.length / rows;
  const largest = targets.reduce((most, target) => Math.max(most, Math.abs(target)), 0);
  const step = largest === 0 ? 1 : largest / largestTarget;
  const columns = Array.from({ length: features }, (_, feature) => {
    const column = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) column[row] = samples[row * features + feature];
    return column;
  });
  const usual = Uint8Array.from(columns, (column) => {
    const counts = new Uint32Array(256);
    for (const value of column) counts[value]++;
    return counts.indexOf(Math.max(...counts));
  });
  return { columns, usual, targets: Int32Array.from(targets, (target) => Math.round(target / step)), outputs, step };
}

function createNode(rows: Uint32Array, depth: number, { targets, outputs }: Prepared): Node {
  const sums = new Float64Array(outputs);
  for (const row of rows) for (let k = 0; k < outputs; k++) sums[k] += targets[row * outputs + k];
  return { rows, depth, sums };
}

/** Sum of squares over count: the less the parts' targets vary, the larger the sum of their scores. */
function scoreOf(sums: Float64Array, count: number): number {
  let squares = 0;
  for (const sum of sums) squares += sum * sum;
  return squares / count;
}

/** Pixels between two looks at the signal. */
const featuresAtOnce = 16;

async function findSplit(node: Node, data: Prepared, signal?: AbortSignal): Promise<Split | undefined> {
  const { columns, outputs } = data;
  const own = scoreOf(node.sums, node.rows.length);
  const histogram = { counts: new Uint32Array(256), sums: new Float64Array(256 * outputs) };
  let best: Split = { feature: -1, threshold: 0, gain: leastGain * own };
  for (const feature of columns.keys()) {
    if (feature % featuresAtOnce === 0) {
      await setImmediate();
      signal?.throwIfAborted();
    }
    best = bestOfFeature(feature, node, data, own, histogram, best);
  }
  return best.feature < 0 ? undefined : best;
}

interface Histogram {
  /** [256] */
  readonly counts: Uint32Array;
  /** [256, outputs] */
  readonly sums: Float64Array;
}

/** `best`, or the first split by this feature that gains more. */
function bestOfFeature(
  feature: number,
  { rows, sums: all }: Node,
  { columns, usual, targets, outputs }: Prepared,
  own: number,
  { counts, sums }: Histogram,
  best: Split,
): Split {
  const column = columns[feature];
  const skipped = usual[feature];
  counts.fill(0);
  sums.fill(0);
  counts[skipped] = rows.length;
  sums.set(all, skipped * outputs);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const value = column[row];
    if (value === skipped) continue;
    counts[value]++;
    counts[skipped]--;
    for (let k = 0, to = value * outputs, out = skipped * outputs, from = row * outputs; k < outputs; k++) {
      const target = targets[from + k];
      sums[to + k] += target;
      sums[out + k] -= target;
    }
  }
  const low = new Float64Array(outputs);
  const high = Float64Array.from(all);
  let below = 0;
  let last = -1;
  let found = best;
  for (let value = 0; value < 256; value++) {
    if (counts[value] === 0) continue;
    if (last >= 0) {
      const gain = scoreOf(low, below) + scoreOf(high, rows.length - below) - own;
      if (gain > found.gain) found = { feature, threshold: (last + value) >> 1, gain };
    }
    below += counts[value];
    last = value;
    for (let k = 0; k < outputs; k++) {
      low[k] += sums[value * outputs + k];
      high[k] -= sums[value * outputs + k];
    }
  }
  return found;
}

function divide({ rows, depth }: Node, { feature, threshold }: Split, data: Prepared): readonly [Node, Node] {
  const column = data.columns[feature];
  const part = (isHigh: boolean) =>
    createNode(
      rows.filter((row) => column[row] > threshold === isHigh),
      depth + 1,
      data,
    );
  return [part(false), part(true)];
}

function finish({ parts, split, sums, rows }: Node, data: Prepared): Tree {
  if (!parts || !split) return { values: Array.from(sums, (sum) => (sum * data.step) / rows.length) };
  const { feature, threshold } = split;
  return { feature, threshold, low: finish(parts[0], data), high: finish(parts[1], data) };
}
