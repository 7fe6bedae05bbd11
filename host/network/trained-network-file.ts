// A trained network as one file: weights in safetensors, the network and where it comes from in the metadata.
import { sha256 } from '../artifact/digest.ts';
import { parseJson } from '../artifact/parse-json.ts';
import { readOutsideFile } from '../artifact/read-outside-file.ts';
import {
  decodeSealedSafetensors,
  encodeSafetensors,
  encodeSealedSafetensors,
  type Tensor,
} from '../artifact/safetensors.ts';
import { writeFileAtomically } from '../artifact/write-file.ts';
import type { Network, TrainedNetwork, Weight } from './network.ts';
import { TrainedNetworkFileError } from './network-errors.ts';
import { checkWeights, countOutputs } from './shapes.ts';

const kind = 'retort trained network';

/** Names a network with its weights, wherever they came from. */
export function digestTrainedNetwork(trained: TrainedNetwork): string {
  return sha256(encode(trained, {}));
}

/**
 * Writes a network with its weights as a safetensors file.
 * @param provenance kept as JSON: digests, settings, accuracies
 * @returns the digest of network and weights, SHA-256 in hexadecimal
 * @throws DiskError
 * @example
 * import { readFileSync } from 'node:fs';
 * import { importFloatTflite, saveTrainedNetwork } from 'retort-fpga/train';
 *
 * const { trained } = importFloatTflite(readFileSync('teacher.tflite'), 'teacher');
 * console.log(await saveTrainedNetwork('teacher.safetensors', trained, { from: 'teacher.tflite' }));
 */
export async function saveTrainedNetwork(path: string, trained: TrainedNetwork, provenance: object): Promise<string> {
  await writeFileAtomically(path, encode(trained, provenance, encodeSealedSafetensors));
  return digestTrainedNetwork(trained);
}

/**
 * A network with its weights, float32, that `retort teacher`, `retort distill` or `saveTrainedNetwork` has written.
 * @throws InputFileError, TrainedNetworkFileError, SafetensorsError, NetworkError, WeightsMismatchError
 * @example
 * import { loadTrainedNetwork } from 'retort-fpga/train';
 *
 * const { trained, digest } = await loadTrainedNetwork('retort-out/student.safetensors');
 * console.log(trained.network.name, digest);
 */
export async function loadTrainedNetwork(
  path: string,
): Promise<{ trained: TrainedNetwork; provenance: Record<string, unknown>; digest: string }> {
  const { tensors, metadata } = decodeSealedSafetensors(await readOutsideFile(path, 'weights'), path);
  if (metadata.kind !== kind) throw new TrainedNetworkFileError(path, `its kind is "${metadata.kind ?? 'not given'}"`);
  const network = parse<Network>(path, metadata, 'network');
  const weights = new Map<string, Weight>();
  for (const [name, { shape, dtype, data }] of tensors) {
    if (dtype !== 'F32') throw new TrainedNetworkFileError(path, `weight "${name}" has type ${dtype} instead of F32`);
    weights.set(name, { shape, data });
  }
  countOutputs(network);
  checkWeights(network, weights);
  const trained = { network, weights };
  return { trained, provenance: parse(path, metadata, 'provenance'), digest: digestTrainedNetwork(trained) };
}

function encode(
  { network, weights }: TrainedNetwork,
  provenance: object,
  encodeTensors = encodeSafetensors,
): Uint8Array {
  const tensors = new Map<string, Tensor>();
  for (const [name, { shape, data }] of weights) tensors.set(name, { dtype: 'F32', shape, data });
  return encodeTensors(tensors, {
    kind,
    network: JSON.stringify(network),
    provenance: JSON.stringify(provenance),
  });
}

function parse<T>(path: string, metadata: Readonly<Record<string, string>>, key: string): T {
  try {
    return parseJson(metadata[key] ?? 'undefined') as T;
  } catch (error) {
    throw new TrainedNetworkFileError(path, `its ${key} is not JSON`, error);
  }
}
