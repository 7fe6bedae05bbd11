// Images that are whole, but not for the board at hand.
import { ulx3s85 } from '../../host/image/core-description.ts';
import { encodeHeader } from '../../host/image/header.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import type { StudentImage } from '../../host/image/student-image.ts';
import { type UnsealedImage, writeStudentImage } from '../../host/image/write.ts';
import { decodeQuantizedNetwork } from '../../host/quantize/quantized-network-file.ts';

/** The same student for `ulx3s-85f`. */
export function packForAnotherCore({ network, labels, input, provenance }: StudentImage): Uint8Array {
  const { quantized } = decodeQuantizedNetwork(network, 'the network of an image');
  return packStudentImage({ quantized, labels, preprocessing: input.preprocessing, provenance, core: ulx3s85 });
}

/** With `changes` in the payload's header too. */
export function rewriteImage(
  image: StudentImage,
  changes: Partial<Pick<UnsealedImage, 'core' | 'memory'>>,
): Uint8Array {
  const changed = { ...image, ...changes, payload: image.payload.slice() };
  changed.payload.set(encodeHeader(changed.core, changed.memory, changed.cycleLimit));
  return writeStudentImage(changed);
}
