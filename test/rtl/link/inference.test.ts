// The link's RTL at the board's pins: inputs in pieces, several in flight, refusals. A stand-in plays the core (./stand_in_core.v).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../../host/artifact/random.ts';
import { missingVerilator } from './board-process.ts';
import { core, LinkClient, type ReplyFields, refusal, standInPayload } from './link-client.ts';

const random = createRandom(12);
const randomBytes = (length: number) => Uint8Array.from({ length }, () => random.integer(256));

function prediction(id: number, input: Uint8Array, stopAfter = 0): ReplyFields {
  return {
    id,
    prediction: {
      label: input[0],
      cycles: expect.any(Number),
      logits: [...input.subarray(0, 8)].map((byte) => byte ^ stopAfter),
    },
  };
}

describe.skipIf(missingVerilator)(
  `the link's RTL, inferences${missingVerilator ? ` (${missingVerilator})` : ''}`,
  () => {
    let client: LinkClient;
    beforeAll(() => {
      client = new LinkClient();
    });
    beforeEach(() => client.reset());
    afterAll(() => client.board.close());

    it('predicts, with the id of the sample', async () => {
      await client.flash(standInPayload({ inputBytes: 20, slotCount: 2 }), 1);
      for (let id = 100; id < 110; id++) {
        const input = randomBytes(20);
        expect(await client.ask({ id, infer: { input } })).toEqual(prediction(id, input));
      }
      expect(await client.ask({ id: 1, getStatus: {} })).toMatchObject({ status: { inferences: 10 } });
    });

    it('reports the cycles of the core and hands it the number of descriptors to run', async () => {
      await client.flash(standInPayload({ inputBytes: 8, slotCount: 1, pauseCycles: 5000 }), 1);
      const input = randomBytes(8);
      const reply = await client.ask({ id: 7, infer: { input, stopAfter: 3 } });
      expect(reply).toEqual(prediction(7, input, 3));
      expect((reply as { prediction: { cycles: number } }).prediction.cycles).toBeGreaterThan(5000);
    });

    it('puts an input together from pieces and answers only the last one', async () => {
      await client.flash(standInPayload({ inputBytes: 2500, slotCount: 2 }), 1);
      for (const cuts of [
        [1024, 2048],
        [1, 2, 1026, 2050],
        [0, 1000, 1999, 2499],
        [1000, 2000, 2500],
      ]) {
        const input = randomBytes(2500);
        for (const [k, from] of [0, ...cuts].entries())
          await client.send({
            id: 5,
            infer: { offset: from, more: k < cuts.length ? 1 : 0, input: input.subarray(from, cuts[k]) },
          });
        expect(await client.receive()).toEqual(prediction(5, input));
        expect(await client.receive(20_000)).toBeUndefined();
        const slots = [await client.readMemory(8192, 1024), await client.readMemory(8192 + 2504, 1024)];
        expect(slots).toContainEqual([...input.subarray(0, 1024)]);
      }
    });

    it.each([1, 2, 3, 4])(
      'keeps %i inferences in flight, answers them in order, and is busy for one more',
      async (slotCount) => {
        await client.flash(standInPayload({ inputBytes: 16, slotCount, pauseCycles: 20_000 }), 1);
        const inputs = Array.from({ length: 3 * slotCount }, () => randomBytes(16));
        for (let round = 0; round < 3; round++) {
          const ids = Array.from({ length: slotCount }, (_, k) => round * slotCount + k);
          await client.send(...ids.map((id) => ({ id, infer: { input: inputs[id], stopAfter: id } })), {
            id: 99,
            infer: { input: inputs[0] },
          });
          expect(await client.receive()).toEqual(refusal(99, 'ERROR_CODE_BUSY'));
          expect(await client.ask({ id: 98, begin: { imageId: 2, length: 100, core } })).toEqual(
            refusal(98, 'ERROR_CODE_BUSY'),
          );
          for (const id of ids) expect(await client.receive()).toEqual(prediction(id, inputs[id], id));
        }
        expect(await client.ask({ id: 97, begin: { imageId: 2, length: 100, core } })).toEqual({
          id: 97,
          ready: { received: 0 },
        });
      },
    );

    it('answers other commands while the core computes', async () => {
      const payload = standInPayload({ inputBytes: 8, slotCount: 1, pauseCycles: 50_000 });
      await client.flash(payload, 1);
      const input = randomBytes(8);
      await client.send({ id: 1, infer: { input } });
      expect(await client.ask({ id: 2, identify: {} })).toMatchObject({ id: 2 });
      expect(await client.ask({ id: 3, readMemory: { address: 0, length: 64 } })).toEqual({
        id: 3,
        memory: { data: [...payload.subarray(0, 64)] },
      });
      expect(await client.receive()).toEqual(prediction(1, input));
    });

    it('refuses an input without an image', async () => {
      expect(await client.ask({ id: 1, infer: { input: randomBytes(8) } })).toEqual(refusal(1, 'ERROR_CODE_NO_IMAGE'));
      await client.flash(standInPayload({ inputBytes: 8, slotCount: 1 }), 1);
      await client.ask({ id: 2, begin: { imageId: 1, length: 200, core } });
      expect(await client.ask({ id: 3, infer: { input: randomBytes(8) } })).toEqual(refusal(3, 'ERROR_CODE_NO_IMAGE'));
    });

    it('refuses inputs that are too long or too short', async () => {
      await client.flash(standInPayload({ inputBytes: 100, slotCount: 1 }), 1);
      const wrong = [
        { input: randomBytes(99) },
        { input: randomBytes(101) },
        { input: randomBytes(0) },
        { more: 1, input: randomBytes(101) },
      ];
      for (const infer of wrong)
        expect(await client.ask({ id: 4, infer })).toEqual(refusal(4, 'ERROR_CODE_INPUT_LENGTH', 100));
      await client.send({ id: 5, infer: { more: 1, input: randomBytes(60) } });
      expect(await client.ask({ id: 5, infer: { offset: 60, input: randomBytes(39) } })).toEqual(
        refusal(5, 'ERROR_CODE_INPUT_LENGTH', 100),
      );
      const input = randomBytes(100);
      expect(await client.ask({ id: 6, infer: { input } })).toEqual(prediction(6, input));
    });

    it('says which offset it expects when a piece is missing, and goes on from there', async () => {
      await client.flash(standInPayload({ inputBytes: 100, slotCount: 1 }), 1);
      const input = randomBytes(100);
      expect(await client.ask({ id: 4, infer: { offset: 50, input: input.subarray(50) } })).toEqual(
        refusal(4, 'ERROR_CODE_INPUT_GAP', 0),
      );
      await client.send({ id: 4, infer: { more: 1, input: input.subarray(0, 30) } });
      expect(await client.ask({ id: 4, infer: { offset: 50, input: input.subarray(50) } })).toEqual(
        refusal(4, 'ERROR_CODE_INPUT_GAP', 30),
      );
      expect(await client.ask({ id: 5, infer: { offset: 30, input: input.subarray(30) } })).toEqual(
        refusal(5, 'ERROR_CODE_INPUT_GAP', 0),
      );
      expect(await client.ask({ id: 4, infer: { offset: 30, input: input.subarray(30) } })).toEqual(
        prediction(4, input),
      );
    });

    it('starts an input anew at offset 0', async () => {
      await client.flash(standInPayload({ inputBytes: 100, slotCount: 1 }), 1);
      await client.send({ id: 4, infer: { more: 1, input: randomBytes(30) } });
      const input = randomBytes(100);
      expect(await client.ask({ id: 5, infer: { input } })).toEqual(prediction(5, input));
      expect(await client.ask({ id: 4, infer: { offset: 30, input: randomBytes(70) } })).toEqual(
        refusal(4, 'ERROR_CODE_INPUT_GAP', 0),
      );
    });

    it('tells which descriptor the core refused, and stays usable', async () => {
      await client.flash(standInPayload({ inputBytes: 8, slotCount: 2, faultAt: 7 }), 1);
      for (const id of [1, 2, 3])
        expect(await client.ask({ id, infer: { input: randomBytes(8) } })).toEqual(
          refusal(id, 'ERROR_CODE_BAD_PROGRAM', 7),
        );
      await client.flash(standInPayload({ inputBytes: 8, slotCount: 2 }), 2);
      const input = randomBytes(8);
      expect(await client.ask({ id: 4, infer: { input } })).toEqual(prediction(4, input));
    });

    it('sends up to 1,024 logits', async () => {
      await client.flash(standInPayload({ inputBytes: 8, slotCount: 1, logitsCount: 1024 }), 1);
      const reply = await client.ask({ id: 4, infer: { input: randomBytes(8) } });
      expect(reply).toMatchObject({ prediction: { logits: { length: 1024 } } });
    });
  },
);
