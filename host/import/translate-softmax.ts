// SOFTMAX at the network's end: the host computes it from the logits, so it is noted beside the network and becomes no operation.
import { grouped } from '../../proto/numbers.ts';
import type { Site } from './site.ts';

/** TFLM's int8 output: probability = (q + 128) / 256. */
const SCALE = 1 / 256;
const ZERO_POINT = -128;

export function translateSoftmax(site: Site): void {
  const logits = site.activation(0);
  const { scale, zeroPoint } = site.describeOutput(logits.dims).tensor;
  if (scale !== SCALE || zeroPoint !== ZERO_POINT) {
    throw site.contradict(`makes scale ${scale}, zero point ${zeroPoint}; it must be 1/256 and −128`);
  }
  if (site.graph.softmax) throw site.fail('it is the second SOFTMAX', 'End the model in one SOFTMAX.');
  const beta = site.option('beta');
  const steps = beta * logits.tensor.scale * 2 ** 26;
  if (!(steps > 1) || !Number.isFinite(steps)) {
    throw site.fail(
      `its input has scale ${logits.tensor.scale}, but its arithmetic needs more than 2^-26 at beta ${beta}`,
      'These logits hardly differ: train the model, or calibrate it on representative data, before converting.',
    );
  }
  if (logits.tensor.shape[2] >= 4096) {
    throw site.fail(`it is over ${grouped(logits.tensor.shape[2])} classes`, 'Fewer than 4,096 fit its arithmetic.');
  }
  site.graph.softmax = { logits, after: { beta, scale, zeroPoint } };
  site.resolve({ kind: 'probabilities', dims: logits.dims });
}
