// What can be wrong with a network as data, and with the file of a trained one.

import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';

/** A description that is not a valid network: names, inputs or shapes do not match. */
export class NetworkError extends RetortError {
  readonly code = 'NETWORK_INVALID';
  readonly category = 'training';
  override readonly name = 'NetworkError';
  readonly network: string;
  readonly layer: string;

  constructor(network: string, layer: string, problem: string) {
    super(`network "${network}", layer "${layer}": ${problem}`);
    this.network = network;
    this.layer = layer;
  }
}

/** What a user writes for a network, and what is none of the ways to write one. */
export class NetworkNameError extends RetortError {
  readonly code = 'NETWORK_NAME_INVALID';
  readonly category = 'usage';
  override readonly name = 'NetworkNameError';
  readonly value: string;

  constructor(value: string, families: readonly { readonly pattern: string; readonly example: string }[]) {
    const ways = families.map(({ pattern, example }) => (pattern === example ? pattern : `${pattern} (${example})`));
    super(`'${value}' is not a network name: write ${ways.slice(0, -1).join(', ')} or ${ways.at(-1)}`);
    this.value = value;
  }
}

/** A named network that would shrink a picture's map further than to one place. */
export class NetworkTooDeepError extends RetortError {
  readonly code = 'NETWORK_TOO_DEEP';
  readonly category = 'usage';
  override readonly name = 'NetworkTooDeepError';
  readonly value: string;
  /** Of a picture, [rows, columns, channels]. */
  readonly shape: readonly number[];
  /** The first that has nothing left to shrink, from 1. */
  readonly stage: number;
  /** A network for such pictures. */
  readonly instead: string;

  constructor(value: string, shape: readonly number[], stage: number, instead: string) {
    super(
      `'${value}' is too deep for pictures of ${shape.join('×')}: stage ${stage} would shrink a map of 1×1; use fewer stages, such as ${instead}, or larger pictures (--shape)`,
    );
    this.value = value;
    this.shape = shape;
    this.stage = stage;
    this.instead = instead;
  }
}

/** A detector with too few stages to shrink a picture's map to its grid. */
export class NetworkTooShallowError extends RetortError {
  readonly code = 'NETWORK_TOO_SHALLOW';
  readonly category = 'usage';
  override readonly name = 'NetworkTooShallowError';
  readonly value: string;
  /** Of a picture, [rows, columns, channels]. */
  readonly shape: readonly number[];
  /** At least. */
  readonly stages: number;

  constructor(value: string, shape: readonly number[], filters: readonly number[], stages: number) {
    const longer = [...filters, ...Array<number>(stages - filters.length).fill(filters.at(-1)!)];
    super(
      `'${value}' has too few stages for pictures of ${shape.join('×')}, which need at least ${stages}: use detector:${longer.join('-')}, or smaller pictures (--shape)`,
    );
    this.value = value;
    this.shape = shape;
    this.stages = stages;
  }
}

/** More classes of boxes than the core has outputs for. */
export class TooManyClassesError extends RetortError {
  readonly code = 'NETWORK_TOO_MANY_CLASSES';
  readonly category = 'input';
  override readonly name = 'TooManyClassesError';
  readonly classes: number;
  readonly most: number;

  constructor(classes: number, most: number) {
    super(`the boxes have ${classes} classes, but a board distinguishes at most ${most}: leave classes out`);
    this.classes = classes;
    this.most = most;
  }
}

/** A network whose steps have no gradient, where one is to be trained. */
export class NetworkWithoutGradientError extends RetortError {
  readonly code = 'NETWORK_WITHOUT_GRADIENT';
  readonly category = 'usage';
  override readonly name = 'NetworkWithoutGradientError';
  readonly network: string;

  constructor(network: string) {
    super(
      `network "${network}" has steps, which have no gradient: it cannot be trained; a tree is grown by 'retort distill --student tree:8'`,
    );
    this.network = network;
  }
}

/** A named network of more parameters than can be trained. */
export class NetworkTooLargeError extends RetortError {
  readonly code = 'NETWORK_TOO_LARGE';
  readonly category = 'usage';
  override readonly name = 'NetworkTooLargeError';
  readonly value: string;
  readonly parameters: number;
  readonly limit: number;

  constructor(value: string, shape: readonly number[], parameters: number, limit: number) {
    super(
      `'${value}' would have ${grouped(parameters)} parameters for pictures of ${shape.join('×')}, more than the limit of ${grouped(limit)}: use fewer filters or units, or smaller pictures (--shape)`,
    );
    this.value = value;
    this.parameters = parameters;
    this.limit = limit;
  }
}

/** Weights that do not belong to the network beside which they stand. */
export class WeightsMismatchError extends RetortError {
  readonly code = 'NETWORK_WEIGHTS_MISMATCH';
  readonly category = 'training';
  override readonly name = 'WeightsMismatchError';
  readonly network: string;
  readonly weight: string;

  constructor(network: string, weight: string, problem: string) {
    super(`weight "${weight}" of network "${network}" ${problem}: use the weights trained with this network`);
    this.network = network;
    this.weight = weight;
  }
}

/** A file that is missing, or is none of a trained network. */
export class TrainedNetworkFileError extends RetortError {
  readonly code = 'TRAINED_NETWORK_FILE_INVALID';
  readonly category = 'training';
  override readonly name = 'TrainedNetworkFileError';
  readonly path: string;

  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path} is not a trained network: ${problem}; train it again or use another file`, { cause });
    this.path = path;
  }
}
