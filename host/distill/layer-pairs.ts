// Which layers of student and teacher go together where the user names none: by their place in the network and their shapes, before anything is
// trained.
import type { Network } from '../network/network.ts';
import { type ActivationShape, inferShapes } from '../network/shapes.ts';
import { TrainingSettingError } from '../train/training-errors.ts';
import { describeLayer } from './layer-maps.ts';

/** A layer of each. */
export interface LayerPair {
  readonly student: string;
  readonly teacher: string;
}

/** Two layers of each, the earlier one first. */
export interface LayerCouples {
  readonly student: [string, string];
  readonly teacher: [string, string];
}

/** Those that the user names, and for the rest what `choose` finds. */
export function takePair<Layers>(
  { student, teacher }: { readonly student?: Layers | undefined; readonly teacher?: Layers | undefined },
  choose: () => { readonly student: Layers; readonly teacher: Layers },
): { readonly student: Layers; readonly teacher: Layers } {
  if (student !== undefined && teacher !== undefined) return { student, teacher };
  const chosen = choose();
  return { student: student ?? chosen.student, teacher: teacher ?? chosen.teacher };
}

interface ShapedLayer {
  readonly name: string;
  readonly shape: ActivationShape;
}

/** Layers that end in a rectifier, before the logits: what a block puts out. */
function blockOutputs({ layers, ...network }: Network): ShapedLayer[] {
  const shapes = inferShapes({ layers, ...network });
  return layers
    .slice(0, -1)
    .filter((layer) => 'activation' in layer && (layer.activation === 'relu' || layer.activation === 'relu6'))
    .map(({ name }) => ({ name, shape: shapes.get(name)! }));
}

/**
 * The middle block of the student, and the teacher's block nearest to its middle that is not larger in rows and columns
 * (Romero et al. 2015, section 2.2, takes the middle layers).
 * @throws TrainingSettingError, with the shapes, where there is none
 */
export function pairForHint(student: Network, teacher: Network): LayerPair {
  const [own, given] = [blockOutputs(student), blockOutputs(teacher)];
  const guided = own[Math.floor((own.length - 1) / 2)];
  const middle = Math.floor((given.length - 1) / 2);
  const [hint] = given
    .map((layer, at) => ({ layer, distance: Math.abs(at - middle) }))
    .filter(({ layer: { shape } }) => guided && shape[0] <= guided.shape[0] && shape[1] <= guided.shape[1])
    .sort((a, b) => a.distance - b.distance);
  if (!guided || !hint) throw noPair('a hint', own, given, 'a layer of the teacher that is not larger');
  return { student: guided.name, teacher: hint.layer.name };
}

/**
 * The last layers before the logits: what a sample is embedded as.
 * @throws TrainingSettingError where a network is a single layer
 */
export function pairForRelations(student: Network, teacher: Network): LayerPair {
  const [own, given] = [student, teacher].map(
    ({ layers }) => layers.filter(({ type }) => type !== 'dropout').at(-2)?.name,
  );
  if (own === undefined || given === undefined) {
    throw new TrainingSettingError('layers before the logits', 0, 'one or more in student and teacher');
  }
  return { student: own, teacher: given };
}

/**
 * Two blocks of the student, as far apart as can be, and two of the teacher with as many channels, likewise (Yim et al. 2017, section 3).
 * @throws TrainingSettingError, with the shapes, where there are none
 */
export function pairsForFlow(student: Network, teacher: Network): LayerCouples {
  const [own, given] = [blockOutputs(student), blockOutputs(teacher)];
  const areAlike = ([a, b]: Couple, [c, d]: Couple) => a.shape[2] === c.shape[2] && b.shape[2] === d.shape[2];
  const theirs = couplesOf(given);
  for (const couple of couplesOf(own)) {
    const match = theirs.find((other) => areAlike(couple, other));
    if (!match) continue;
    return { student: namesOf(couple), teacher: namesOf(match) };
  }
  throw noPair('a flow matrix', own, given, 'two layers each, with matching channels in both');
}

/**
 * Of each network the two blocks farthest apart of which one has a multiple of the other's channels: most of the way from picture to answer
 * lies between them. The networks need not agree in anything.
 * @throws TrainingSettingError, with the shapes, where one has none
 */
export function pairsForChange(student: Network, teacher: Network): LayerCouples {
  const [own, given] = [blockOutputs(student), blockOutputs(teacher)];
  const isMultiple = ([{ shape: a }, { shape: b }]: Couple) => Math.max(a[2], b[2]) % Math.min(a[2], b[2]) === 0;
  const [ours, theirs] = [own, given].map((layers) => farthestFirst(layers).find(isMultiple));
  if (!ours || !theirs) {
    throw noPair('the change between two layers', own, given, 'two layers each, with matching channels or a multiple');
  }
  return { student: namesOf(ours), teacher: namesOf(theirs) };
}

type Couple = readonly [ShapedLayer, ShapedLayer];

const namesOf = ([first, last]: Couple): [string, string] => [first.name, last.name];

/** Whose maps a whole factor brings together, the farthest apart first. */
function couplesOf(layers: readonly ShapedLayer[]): Couple[] {
  return farthestFirst(layers).filter(([first, last]) =>
    [0, 1].every((axis) => Number.isInteger(first.shape[axis] / last.shape[axis])),
  );
}

function farthestFirst(layers: readonly ShapedLayer[]): Couple[] {
  return layers
    .flatMap((first, i) => layers.slice(i + 1).map((last, j) => ({ couple: [first, last] as const, apart: j })))
    .sort((a, b) => b.apart - a.apart)
    .map(({ couple }) => couple);
}

function noPair(what: string, own: readonly ShapedLayer[], given: readonly ShapedLayer[], expected: string) {
  const list = (layers: readonly ShapedLayer[]) =>
    layers.map(({ name, shape }) => describeLayer(name, shape)).join(', ') || 'none';
  return new TrainingSettingError(
    `choice of layers for ${what}`,
    `open between the student’s ${list(own)} and the teacher’s ${list(given)}`,
    `${expected}; name the layers, or use another student or teacher`,
  );
}
