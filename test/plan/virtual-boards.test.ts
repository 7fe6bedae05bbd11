// What is planned, computed and measured on the virtual boards, layer by layer: no value and no cycle may differ.
import { describe, expect, it } from 'vitest';
import type { Board } from '../../device-bridge/session/board.ts';
import { traceImage } from '../../host/cli/steps/trace-image.ts';
import { type CoreDescription, cores } from '../../host/image/core-description.ts';
import { decodeOutput } from '../../host/image/decode-output.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import { planImage } from '../../host/plan/plan-image.ts';
import { type InputBits, inputBits, toInputLevels } from '../../host/quantize/input-levels.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { createReference } from '../../host/reference/reference.ts';
import { makeDemoStudent } from '../support/demo-student.ts';
import { mlperfFound, mlperfMissing, mlperfNames, readMlperfNetwork } from '../support/mlperf-tiny.ts';
import { isRunnable, makeRandomInputs, makeRandomNetwork } from '../support/random-networks.ts';
import { classifyByTree, swishNetwork, tree, treeNetwork } from '../support/table-networks.ts';
import { quietContext, withVirtualBoard } from '../support/virtual-session.ts';

function pack(quantized: QuantizedNetwork, core: CoreDescription, inputBits: InputBits = 8) {
  const preprocessing = { scale: 1, offset: 0 };
  const options = { labels: [], preprocessing, provenance: { toolVersion: '0' } };
  const bytes = packStudentImage({ ...options, quantized, core, inputBits });
  return readStudentImage(bytes, quantized.name);
}

/** Flashes the network, traces one input, and runs all of them in one stream. */
async function expectAsPlanned(
  board: Board,
  network: QuantizedNetwork,
  inputs: readonly Int8Array[],
  core: CoreDescription,
  inputBits: InputBits = 8,
) {
  const image = pack(network, core, inputBits);
  const plan = planImage(image, core);
  const reference = createReference(network);
  await board.flash(image);
  const trace = await traceImage(board, inputs[0], { image, network, plan }, quietContext());
  expect(trace, network.name).toMatchObject({ equal: true, cycles: plan.cycles });
  expect(trace.layers.map(({ cycles }) => cycles)).toEqual(plan.layers.map(({ cycles }) => cycles));
  const samples = inputs.map((values, sampleId) => ({ sampleId, input: encodeInput(image, values) }));
  for await (const { sampleId, cycles, logits } of board.infer(samples, { inFlight: image.memory.slotCount })) {
    expect(cycles).toBe(plan.cycles);
    expect(decodeOutput(image, logits), network.name).toEqual(reference.run(inputs[sampleId]));
  }
}

const boards = cores.map((core) => [core.name, core] as const);

describe.each(boards)('on virtual:%s', (name, core) => {
  it.skipIf(!mlperfFound).each(mlperfNames)(
    `plan, reference and board are one for %s of MLPerf Tiny${mlperfFound ? '' : ` (${mlperfMissing})`}`,
    async (model) => {
      const { tflite, inputs } = readMlperfNetwork(model);
      const network = importTflite(tflite, model);
      const size = inputs.length / 64;
      const count = model === 'kws_ref_model' ? 3 : 1;
      const samples = Array.from({ length: count }, (_, at) => inputs.subarray(at * size, (at + 1) * size));
      await withVirtualBoard(name, (board) => expectAsPlanned(board, network, samples, core));
    },
  );

  it("plan, reference and board are one for the demo's student", async () => {
    const { quantized, inputs } = await makeDemoStudent(3);
    await withVirtualBoard(name, (board) => expectAsPlanned(board, quantized, inputs, core));
  });

  it('plan, reference and board are one for random networks, with inputs of 1, 2, 4 and 8 bits a value', async () => {
    const networks = Array.from({ length: 20 }, (_, seed) => makeRandomNetwork(5000 + seed)).filter(isRunnable);
    expect(networks.length).toBeGreaterThan(12);
    const severalPixels = networks.filter(({ tensors, output }) => tensors.get(output)!.shape[0] > 1);
    expect(severalPixels.length).toBeGreaterThan(1);
    await withVirtualBoard(name, async (board) => {
      for (const [i, network] of networks.entries()) {
        const bits = inputBits[i % inputBits.length];
        const inputs = makeRandomInputs(network, 2, 9).map((values) => toInputLevels(values, bits));
        await expectAsPlanned(board, network, inputs, core, bits);
      }
    });
  });

  it('plan, reference and board are one for a student with swish activations', async () => {
    const network = swishNetwork();
    await withVirtualBoard(name, (board) => expectAsPlanned(board, network, makeRandomInputs(network, 6, 1), core));
  });

  it('a decision tree says what the tree says', async () => {
    const network = treeNetwork();
    const atThresholds = [0, 1].map((above) => Int8Array.of(-50, 0, 10, -100, 100).map((value) => value + above));
    const inputs = [...makeRandomInputs(network, 60, 2), ...atThresholds];
    const image = pack(network, core);
    await withVirtualBoard(name, async (board) => {
      await expectAsPlanned(board, network, inputs, core);
      const samples = inputs.map((input, sampleId) => ({ sampleId, input: encodeInput(image, input) }));
      for await (const { sampleId, label } of board.infer(samples))
        expect(label).toBe(classifyByTree(tree, inputs[sampleId]));
    });
    expect(new Set(inputs.map((input) => classifyByTree(tree, input))).size).toBe(4);
  });
});
