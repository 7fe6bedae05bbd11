// The quantized network behind an image, for the integer reference: the one in the image itself, or a file.

import { RetortError } from '../../../proto/retort-error.ts';
import type { StudentImage } from '../../image/student-image.ts';
import type { LoadedQuantizedNetwork } from '../../quantize/quantized-network-file.ts';
import { pathToRead } from './run-folder.ts';

export interface NetworkFiles {
  /** The run folder, searched for the network if the image does not contain one. */
  readonly out: string;
  /** A file in place of the image's own. */
  readonly quantized?: string;
}

export class ForeignReferenceError extends RetortError {
  readonly code = 'CLI_INPUT_FOREIGN_REFERENCE';
  readonly category = 'input';
  override readonly name = 'ForeignReferenceError';

  constructor(given: string, expected: string) {
    super(
      `the int8 network's digest is ${given.slice(0, 16)}…, the image was packed from ${expected.slice(0, 16)}…: name the image's own network with --quantized, or pack the image again`,
    );
  }
}

/**
 * The reference has to be the network that the image was packed from, or every difference would mean nothing.
 * @throws ForeignReferenceError, MissingArtifactError, and what reading a network throws
 */
export async function openNetwork(image: StudentImage, files: NetworkFiles): Promise<LoadedQuantizedNetwork> {
  const loaded = await loadNetwork(image, files);
  const expected = image.provenance.quantizedDigest;
  if (expected !== undefined && expected !== loaded.digest) throw new ForeignReferenceError(loaded.digest, expected);
  return loaded;
}

async function loadNetwork({ network, name }: StudentImage, { out, quantized }: NetworkFiles) {
  const { decodeQuantizedNetwork, loadQuantizedNetwork } = await import('../../quantize/quantized-network-file.ts');
  if (quantized === undefined && network.length > 0)
    return decodeQuantizedNetwork(network, `the network in the image ${name}`);
  return loadQuantizedNetwork(pathToRead(out, 'quantized', quantized));
}
