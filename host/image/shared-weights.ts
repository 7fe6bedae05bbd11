// Weights that an image holds once: those of the payload are left out of the network beside it, and put back where the image is read.
import { grouped } from '../../proto/numbers.ts';
import { decodeSafetensors, encodeSafetensors, SafetensorsError, type Tensor } from '../artifact/safetensors.ts';
import type { QuantizedNetwork, QuantizedOperation } from '../quantize/quantized-network.ts';
import { decodeQuantizedNetwork } from '../quantize/quantized-network-file.ts';
import type { Fail } from './image-errors.ts';
import type { StudentImage } from './student-image.ts';
import { alignToWord, WORD } from './tensor-layout.ts';

/** SharedWeights of proto/student_image.proto: which bytes of the payload are the weights [filters, taps, channels] of an operation. */
export interface SharedWeights {
  readonly operation: string;
  readonly address: number;
  readonly filters: number;
  readonly taps: number;
  readonly channels: number;
  readonly tapPitch: number;
  readonly groupPitch: number;
}

const tensorOf = (operation: string) => `${operation}/weights`;
const nothing: Tensor = { dtype: 'I8', shape: [0], data: new Int8Array(0) };

/** `network` (as `encodeQuantizedNetwork` gives it) without the weights that are in the payload byte for byte, and where they are there. */
export function shareWeights({ network, payload, segments }: Pick<StudentImage, 'network' | 'payload' | 'segments'>) {
  if (network.length === 0) return { network, sharedWeights: [] };
  const { quantized } = decodeQuantizedNetwork(network, 'the network of an image');
  const places = segments.filter(({ kind }) => kind === 'weights');
  const sharedWeights = quantized.operations.flatMap((operation) => {
    const found = places
      .flatMap((place) => arrangements(operation, quantized, place))
      .find((arrangement) => {
        const { weights } = operation as { weights: Int8Array };
        return Buffer.compare(bytesOf(gather(payload, arrangement)), bytesOf(weights)) === 0;
      });
    return found ? [found] : [];
  });
  return { network: replaceWeights(network, sharedWeights, () => nothing), sharedWeights };
}

/** The network as it was given to `shareWeights`. @throws what `fail` makes */
export function restoreWeights(
  { network, payload }: Pick<StudentImage, 'network' | 'payload'>,
  sharedWeights: readonly SharedWeights[],
  fail: Fail,
): Uint8Array {
  let left = payload.length;
  for (const shared of sharedWeights) {
    const { operation, address, filters, taps, channels, tapPitch, groupPitch } = shared;
    const end = address + Math.ceil(filters / WORD) * groupPitch * WORD;
    left -= filters * taps * channels;
    if (left < 0 || end > payload.length || channels > tapPitch || taps * tapPitch > groupPitch)
      throw fail(
        `the weights of ${JSON.stringify(operation.slice(0, 80))} in its network are [${filters}, ${taps}, ${channels}] at ${grouped(address)} of its payload, which does not hold them`,
      );
  }
  try {
    return replaceWeights(network, sharedWeights, (shared) => {
      const data = gather(payload, shared);
      return { dtype: 'I8', shape: [data.length], data };
    });
  } catch (error) {
    if (error instanceof SafetensorsError) throw fail(error.message);
    throw error;
  }
}

function replaceWeights(
  network: Uint8Array,
  sharedWeights: readonly SharedWeights[],
  replace: (shared: SharedWeights) => Tensor,
): Uint8Array {
  if (sharedWeights.length === 0) return network;
  const { tensors, metadata } = decodeSafetensors(network, 'the network of an image');
  for (const shared of sharedWeights) tensors.set(tensorOf(shared.operation), replace(shared));
  return encodeSafetensors(tensors, metadata);
}

/** The ways in which weights.ts may have ordered the operation's weights to fill `place`; few or none of them are true. */
function arrangements(
  operation: QuantizedOperation,
  { tensors }: QuantizedNetwork,
  { address, length }: { address: number; length: number },
): SharedWeights[] {
  if (operation.operator !== 'CONV_2D' && operation.operator !== 'FULLY_CONNECTED') return [];
  const [, , filters] = tensors.get(operation.output)!.shape;
  const perFilter = operation.weights.length / filters;
  const groupPitch = length / (Math.ceil(filters / WORD) * WORD);
  if (!Number.isInteger(groupPitch) || groupPitch < perFilter) return [];
  const [rows, columns] = operation.operator === 'CONV_2D' ? operation.kernel : tensors.get(operation.inputs[0])!.shape;
  // One tap, a tap for some rows of the window at once, or for each pixel.
  const byRows = Array.from({ length: rows }, (_, i) => i + 1).filter((taps) => rows % taps === 0);
  return [...byRows, rows * columns].flatMap((taps) => {
    const channels = perFilter / taps;
    const pitches = [groupPitch / taps, alignToWord(channels), channels];
    return pitches
      .filter((tapPitch) => Number.isInteger(tapPitch) && tapPitch >= channels && taps * tapPitch <= groupPitch)
      .map((tapPitch) => ({ operation: operation.name, address, filters, taps, channels, tapPitch, groupPitch }));
  });
}

/** The inverse of `orderConvolutionWeights` (weights.ts). */
function gather(payload: Uint8Array, arrangement: SharedWeights): Int8Array {
  const { address, filters, taps, channels, tapPitch, groupPitch } = arrangement;
  const weights = new Int8Array(filters * taps * channels);
  let to = 0;
  for (let filter = 0; filter < filters; filter++) {
    const group = address + Math.floor(filter / WORD) * groupPitch * WORD + (filter % WORD);
    for (let tap = 0; tap < taps; tap++)
      for (let channel = 0; channel < channels; channel++)
        weights[to++] = payload[group + (tap * tapPitch + channel) * WORD];
  }
  return weights;
}

function bytesOf({ buffer, byteOffset, byteLength }: Int8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
