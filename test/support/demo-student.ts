// The demo's student with random weights, quantized and packed: for benches, which measure how fast it runs and not what it says.
import { createRandom } from '../../host/artifact/random.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { studentNetwork } from '../../host/network/architectures.ts';
import { countMacs } from '../../host/network/shapes.ts';
import { quantizeNetwork } from '../../host/quantize/quantize.ts';
import { makePackOptions } from './labelled-network.ts';
import { makeRandomTrained } from './trained-networks.ts';

const SHAPE = [28, 28, 1] as const;
const CLASSES = 10;

/** `inputs`: int8 pictures of noise, one after another as drawn from the seed. */
export async function makeDemoStudent(pictures: number, seed = 1) {
  const network = studentNetwork(SHAPE, CLASSES);
  const random = createRandom(seed);
  const images = Uint8Array.from({ length: pictures * SHAPE[0] * SHAPE[1] }, () => random.integer(256));
  const preprocessing = { scale: 1 / 255, offset: 0 };
  const quantized = await quantizeNetwork(makeRandomTrained(network, seed), { images }, preprocessing);
  const image = readStudentImage(packStudentImage(makePackOptions(quantized)), 'the bench student');
  const pixels = SHAPE[0] * SHAPE[1];
  const inputs = Array.from({ length: pictures }, (_, i) =>
    Int8Array.from(images.subarray(i * pixels, (i + 1) * pixels), (pixel) => pixel - 128),
  );
  return { quantized, image, inputs, macs: countMacs(network) };
}
