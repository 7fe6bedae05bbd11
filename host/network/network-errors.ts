// What can be wrong with a network as data, and with the file of a trained one.

import { RetortError } from '../../proto/retort-error.ts';

/** A description that is no network: names, inputs or shapes do not fit together. */
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

/** Weights that do not belong to the network beside which they stand. */
export class WeightsMismatchError extends RetortError {
  readonly code = 'NETWORK_WEIGHTS_MISMATCH';
  readonly category = 'training';
  override readonly name = 'WeightsMismatchError';
  readonly network: string;
  readonly weight: string;

  constructor(network: string, weight: string, problem: string) {
    super(`weight "${weight}" of network "${network}" ${problem}: use the weights that were trained with this network`);
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
    super(`${path} is not a trained network: ${problem}; train it again or name another file`, { cause });
    this.path = path;
  }
}
