// CONCATENATION of activations along rows, columns or channels; TFLM copies the values as they are.
import type { ConcatenationOperation } from '../quantize/quantized-network.ts';
import { foldConcatenation } from './fold-constants.ts';
import type { Site } from './site.ts';
import { checkSameQuantization } from './translate-pooling.ts';
import { translateReshape } from './translate-shapes.ts';

/** As many as TFLM takes. */
const MOST_INPUTS = 10;

export function translateConcatenation(site: Site): void {
  const { length } = site.operator.inputs;
  const constants = site.operator.inputs.filter((_, position) => site.isConstant(position));
  if (length > 0 && constants.length === length) {
    foldConcatenation(site);
    return;
  }
  const chosen = site.option('axis');
  const first = site.dims(0);
  const along = chosen < 0 ? chosen + first.length : chosen;
  if (length === 1) {
    translateReshape(site, first);
    return;
  }
  if (constants.length > 0) throw site.fail('one of its inputs is a constant', 'Concatenate activations only.');
  if (length > MOST_INPUTS) throw site.fail(`it joins ${length} tensors`, `Join at most ${MOST_INPUTS} at once.`);
  if (site.fusedActivation() !== 'NONE') {
    throw site.fail('an activation is fused into it', 'Make the activation a separate layer.');
  }
  const inputs = site.operator.inputs.map((_, position) => site.activation(position));
  const alike = inputs.every(
    ({ dims }) => dims.length === first.length && dims.every((size, axis) => axis === along || size === first[axis]),
  );
  if (!alike || !(along >= 0 && along < first.length)) {
    throw site.contradict(`joins ${inputs.map(({ dims }) => `[${dims}]`).join(' and ')} along axis ${chosen}`);
  }
  const total = inputs.reduce((sum, { dims }) => sum + dims[along], 0);
  const axis = along - first.length + 3;
  if (axis !== 0 && axis !== 1 && axis !== 2) {
    throw site.fail(`it joins samples, along axis ${chosen} of [${first}]`, 'Join along rows, columns or channels.');
  }
  const output = site.describeOutput(first.map((size, at) => (at === along ? total : size)));
  for (const input of inputs) checkSameQuantization(site, input, output);
  const operation: Pick<ConcatenationOperation, 'operator' | 'axis'> = { operator: 'CONCATENATION', axis };
  site.become(operation, inputs, output);
}
