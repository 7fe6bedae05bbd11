// What is planned, computed and measured on the virtual boards: small networks. Those of MLPerf Tiny are in virtual-boards.long.ts.
import { describe, expect, it } from 'vitest';
import { boards } from '../../host/image/core-description.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { inputBits, toInputLevels } from '../../host/quantize/input-levels.ts';
import { makeDemoStudent } from '../support/demo-student.ts';
import { isRunnable, makeRandomInputs, makeRandomNetwork } from '../support/random-networks.ts';
import { classifyByTree, swishNetwork, tree, treeNetwork } from '../support/table-networks.ts';
import { withVirtualBoard } from '../support/virtual-session.ts';
import { expectAsPlanned, packFor } from './as-planned.ts';

describe.each(boards)('on virtual:$name', (core) => {
  const { name } = core;

  it("plan, reference and board are one for the demo's student", async () => {
    const { quantized, inputs } = await makeDemoStudent(3);
    await withVirtualBoard(name, (board) => expectAsPlanned(board, quantized, inputs, core));
  });

  it('plan, reference and board are one for random networks, with inputs of 1, 2, 4 and 8 bits a value', async () => {
    const networks = Array.from({ length: 12 }, (_, seed) => makeRandomNetwork(5000 + seed)).filter(isRunnable);
    expect(networks.length).toBeGreaterThan(8);
    const severalPixels = networks.filter(({ tensors, output }) => tensors.get(output)!.shape[0] > 1);
    expect(severalPixels.length).toBeGreaterThan(0);
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
    const inputs = [...makeRandomInputs(network, 30, 2), ...atThresholds];
    const image = packFor(network, core);
    await withVirtualBoard(name, async (board) => {
      await expectAsPlanned(board, network, inputs, core);
      const samples = inputs.map((input, sampleId) => ({ sampleId, input: encodeInput(image, input) }));
      for await (const { sampleId, label } of board.infer(samples))
        expect(label).toBe(classifyByTree(tree, inputs[sampleId]));
    });
    expect(new Set(inputs.map((input) => classifyByTree(tree, input))).size).toBe(4);
  });
});
