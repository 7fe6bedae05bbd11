// The instance relationship graph (Liu et al. 2019, "Knowledge Distillation via Instance Relationship Graph", section
// 3): its vertices are a batch's features in a layer, its edges the squared distances between them; its transformation
// is how both change from one layer to another. Vertices are compared in the logits alone, where student and teacher
// have the same size: that is terms/logit-regression.ts. Edges are divided by the largest, and changes of vertices by
// their mean, so that wider layers and larger features give the same graph.
import { z } from 'zod';
import type { Operations } from '../../tensorflow/operations.ts';
import { relateByEdges } from '../embedding-relations.ts';
import { asMap, averageTo, findCommonShape, findShape } from '../layer-maps.ts';
import { defineTerm, type TermInputs, type TermNetworks } from '../term.ts';

const couple = z.tuple([z.string(), z.string()]);
interface Couples {
  readonly student: readonly [string, string];
  readonly teacher: readonly [string, string];
}
const betweenLayers = {
  listens: true,
  looksInside: true,
  settings: {
    student: couple.describe('two layers, the earlier one first'),
    teacher: couple.describe('likewise; their sizes may differ'),
  },
} as const;

export const irgEdges = defineTerm({
  title: 'the squared distances between a batch’s features, divided by the largest, match the teacher’s',
  source: 'Liu et al. 2019, section 3: A_ij = ‖f(x_i) − f(x_j)‖², ‖A_t − A_s‖², here the mean over the pairs',
  listens: true,
  looksInside: true,
  settings: {
    student: z.string().describe('the layer that gives the features'),
    teacher: z.string().describe('likewise; its size may differ'),
  },
  check(layers, { student, teacher }) {
    findShape(student, layers.student);
    findShape(teacher, layers.teacher);
  },
  compute: (ops, layers, { student, teacher }) =>
    compare(ops, relateByEdges(ops, student.layer(layers.student)), relateByEdges(ops, teacher.layer(layers.teacher))),
});

export const irgEdgeTransformation = defineTerm({
  ...betweenLayers,
  title: 'the change of a batch’s graph edges from one layer to another matches the teacher’s',
  source: 'Liu et al. 2019, section 3: Θ = A_l − A_m of layers l and m, ‖Θ_t − Θ_s‖², here the mean over the pairs',
  check(layers: Couples, networks: TermNetworks) {
    for (const name of layers.student) findShape(networks.student, name);
    for (const name of layers.teacher) findShape(networks.teacher, name);
  },
  compute: (ops, layers, inputs) =>
    compareChanges(ops, layers, inputs, ([[, first], [, last]]) =>
      ops.sub(relateByEdges(ops, first), relateByEdges(ops, last)),
    ),
});

export const irgVertexTransformation = defineTerm({
  ...betweenLayers,
  title:
    'how far each sample’s features move from one layer to another, divided by the batch’s mean, matches the teacher’s',
  source: 'Liu et al. 2019, section 3: Λ_i = ‖f_l(x_i) − f_m(x_i)‖², ‖Λ_t − Λ_s‖², here the mean over the batch',
  check(layers: Couples, networks: TermNetworks) {
    for (const of of ['student', 'teacher'] as const) {
      const [first, last] = layers[of];
      findCommonShape([first, findShape(networks[of], first)], [last, findShape(networks[of], last)]);
    }
  },
  compute: (ops, layers, inputs) => compareChanges(ops, layers, inputs, (pair) => moveVertices(ops, pair)),
});

type NamedOutput<T> = readonly [name: string, output: T];

/** Λ over its mean, [batch], from a pair of layers; those of unequal shape are brought together by averages. */
function moveVertices<T>(ops: Operations<T>, pair: readonly NamedOutput<T>[]): T {
  const [first, last] = pair.map(([name, output]) => [name, ops.shapeOf(output).slice(1)] as const);
  const shape = findCommonShape(first, last);
  const [one, other] = pair.map(([, output]) => averageTo(ops, asMap(ops, output), shape));
  const moved = ops.mean(ops.square(ops.sub(one, other)), [1, 2, 3]);
  const size = ops.stopGradient(ops.add(ops.mean(ops.square(one)), ops.mean(ops.square(other))));
  return ops.div(moved, ops.maximum(ops.mean(moved), ops.maximum(ops.mul(size, 1e-6), 1e-15)));
}

function compareChanges<T>(
  ops: Operations<T>,
  { student: ours, teacher: theirs }: Couples,
  { student, teacher }: TermInputs<T>,
  change: (pair: readonly NamedOutput<T>[]) => T,
): T {
  const own = change(ours.map((name) => [name, student.layer(name)] as const));
  const given = change(theirs.map((name) => [name, teacher.layer(name)] as const));
  return compare(ops, own, given);
}

const compare = <T>(ops: Operations<T>, own: T, given: T): T => ops.mean(ops.square(ops.sub(own, given)));
