// Random students with every kind of layer: each equals the reference in every output, and takes the cycles of its plan.
import { type BoardUnderTest, expect } from '../../host/api/hil.ts';
import { flashStudent } from '../../host/board/flash-student.ts';
import { HilError, withClass } from '../../host/hil/failure-class.ts';
import { boardLike, type CoreDescription } from '../../host/image/core-description.ts';
import { decodePrediction } from '../../host/image/decode-output.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { planNetwork } from '../../host/plan/plan-image.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { createReference } from '../../host/reference/reference.ts';
import {
  buildNetwork,
  isRunnable,
  makeRandomInputs,
  makeRandomNetwork,
  plainLayer,
} from '../support/random-networks.ts';

/** Among the first 24 are all operators, kernels of one row and of five, strides up to 3, and outputs of several words. */
const networks = 24;

/** @throws HilError of what the board does not do; an assertion's error with its class otherwise */
export async function expectEveryLayer(board: BoardUnderTest): Promise<void> {
  for (const network of Array.from({ length: networks }, (_, seed) => makeRandomNetwork(seed)).filter(isRunnable))
    await expectExact(board, network, coreOf(board));
}

/** Of eight bytes of input, and much longer under way in the core than they are on the line. */
const slowNetwork: QuantizedNetwork = {
  ...buildNetwork({
    input: [1, 1, 8],
    layers: [
      { ...plainLayer, kind: 'PAD', pads: [8, 8, 8, 8], seed: 1 },
      { ...plainLayer, channels: 24, kernel: [5, 5], seed: 2 },
      { ...plainLayer, kind: 'MEAN', seed: 3 },
    ],
  }),
  name: 'slow',
};

/** More inputs are sent than the board has slots; it refuses those, loses none, and mixes none up. */
export async function expectFullQueue(board: BoardUnderTest): Promise<void> {
  await expectExact(board, slowNetwork, coreOf(board), { samples: 24, beyondSlots: 2 });
}

async function expectExact(
  { board }: BoardUnderTest,
  network: QuantizedNetwork,
  core: CoreDescription,
  { samples = 4, beyondSlots = 0 } = {},
): Promise<void> {
  const options = { labels: [], preprocessing: { scale: 1, offset: 0 }, provenance: { toolVersion: '' } };
  const image = readStudentImage(packStudentImage({ quantized: network, core, ...options }), network.name);
  await flashStudent(board, image);
  const reference = createReference(network);
  const inputs = makeRandomInputs(network, samples, 1);
  const { cycles } = planNetwork(network, core);
  const asked = inputs.map((input, sampleId) => ({ sampleId, input: encodeInput(image, input) }));
  const inFlight = image.memory.slotCount + beyondSlots;
  const answered = new Set<number>();
  for await (const padded of board.infer(asked, { inFlight, cycles: image.cycleLimit })) {
    const { sampleId, logits, cycles: taken } = decodePrediction(image, padded);
    const where = `${network.name}, input ${sampleId}`;
    expect(logits, withClass('numeric', where)).toEqual(reference.run(inputs[sampleId]));
    expect(taken, withClass('timing', `${where}: its cycles`)).toBe(cycles);
    answered.add(sampleId);
  }
  expect(answered.size, withClass('infrastructure', `${network.name}: samples answered`)).toBe(samples);
}

function coreOf({ board, url }: BoardUnderTest): CoreDescription {
  const core = boardLike(board.identity);
  if (!core) throw new HilError('infrastructure', `${url} is no board that this version knows`);
  return core;
}
