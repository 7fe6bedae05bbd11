// A whole board as its bitstream has it, behind yosys and before place and route: the netlist at its serial pins, with a student that was trained.
// It is slow, so the line runs at a rate that no USB bridge has.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readParameters } from '../../firmware-artifacts/boards/board-folder.ts';
import { rowOf } from '../../host/hil/answers.ts';
import { loadStudent } from '../../host/hil/student-under-test.ts';
import { loadSamples } from '../../host/hil/test-samples.ts';
import { coreNamed } from '../../host/image/core-description.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { argmax } from '../../host/network/logits.ts';
import { planImage } from '../../host/plan/plan-image.ts';
import { BoardProcess, buildId, missingVerilator } from '../rtl/link/board-process.ts';
import { LinkClient } from '../rtl/link/link-client.ts';
import { buildNetlistBoard } from './netlist-board.ts';

const board = coreNamed('ulx3s-25f');
const inputs = 5;
const cyclesPerBit = 4;

describe.skipIf(missingVerilator)(
  `the netlist of ${board.name}${missingVerilator ? ` (${missingVerilator})` : ''}`,
  () => {
    let client: LinkClient;
    beforeAll(async () => {
      client = new LinkClient(new BoardProcess(await buildNetlistBoard(board.name)));
    });
    afterAll(() => client?.board.close());

    it('is the board that the host takes it for', async () => {
      await client.ask({ id: 1, setBaudRate: { cyclesPerBit } });
      // The board changes its rate behind the stop bit of its answer, which the host has seen the middle of.
      await client.board.run((await client.board.observe()).cyclesPerBit);
      await client.board.setCyclesPerBit(cyclesPerBit);
      const { core, memoryBytes, macsPerCycle } = board;
      const { CLOCK_HZ: clockHz } = readParameters(board.name);
      expect(await client.ask({ id: 2, identify: {} })).toMatchObject({
        identity: { core, memoryBytes, macsPerCycle, clockHz, build: buildId },
      });
    });

    it(`gives the reference's logits and label for ${inputs} inputs, in the planned cycles`, async () => {
      const student = await loadStudent('host/hil/template/student/student.retort');
      const { ids, inputs: values, referenceLogits } = await loadSamples(student, { limit: inputs });
      const { image } = student;
      expect(await client.flash(image.payload, image.imageId, board.core)).toHaveProperty('committed');
      const { cycles } = planImage(image, board);
      for (const id of ids.keys()) {
        const input = encodeInput(image, rowOf(values, id, ids.length));
        const logits = rowOf(referenceLogits, id, ids.length);
        const prediction = { label: argmax(logits), cycles, logits: [...new Uint8Array(logits)] };
        expect(await client.ask({ id, infer: { input } })).toEqual({ id, prediction });
      }
    });
  },
);
