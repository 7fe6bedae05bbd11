// The student under test: its image, and the int8 network in it that the reference runs.
import { dirname } from 'node:path';
import { openImage } from '../cli/steps/open-image.ts';
import { openNetwork } from '../cli/steps/open-network.ts';
import type { StudentImage } from '../image/student-image.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import { classed } from './failure-class.ts';

export interface StudentUnderTest {
  /** Of the image, as given. */
  readonly path: string;
  readonly image: StudentImage;
  readonly network: QuantizedNetwork;
}

/**
 * Reads an image with its network.
 * @throws HilError of class flash for an image that cannot be read
 * @example
 * import { loadStudent } from 'retort-fpga/hil';
 *
 * const { image, network } = await loadStudent('retort-out/student.retort');
 * console.log(image.labels, network.operations.length);
 */
export function loadStudent(path: string): Promise<StudentUnderTest> {
  return classed(async () => {
    const folder = dirname(path);
    const image = await openImage(folder, path);
    const { quantized } = await openNetwork(image, { out: folder });
    return { path, image, network: quantized };
  });
}
