// The link's RTL at the board's pins: inputs in pieces, several in flight, refusals. A stand-in plays the core (./stand_in_core.v).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../../host/artifact/random.ts';
import { decodeInput } from '../../../host/image/encode-input.ts';
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

    it.each([1, 2, 4, 8] as const)(
      'spreads inputs of %i bits a value to a byte each, in pieces too, and leaves uploads as they are',
      async (inputBits) => {
        const inputBytes = 75 * inputBits;
        const payload = standInPayload({ inputBytes, inputBits, slotCount: 2 });
        await client.flash(payload, 1);
        expect(await client.readMemory(0, payload.length)).toEqual([...payload]);
        const image = { input: { shape: [1, 1, 600] as const }, memory: { inputBits } };
        const inputs = [randomBytes(inputBytes), randomBytes(inputBytes)];
        for (const [id, input] of inputs.entries()) {
          const cuts = [0, 1, 3, 50];
          for (const [k, offset] of cuts.entries()) {
            const piece = input.subarray(offset, cuts[k + 1]);
            await client.send({ id, infer: { offset, more: k + 1 < cuts.length ? 1 : 0, input: piece } });
          }
          const values = new Uint8Array(decodeInput(image, input).buffer);
          expect(await client.receive()).toEqual(prediction(id, values));
          expect(await client.readMemory(8192 + 600 * id, 600)).toEqual([...values]);
        }
      },
    );

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

    it('reports the offset it expects when a piece is missing, and continues from there', async () => {
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

    it('restarts an input at offset 0', async () => {
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

    it('ends an inference at the image’s limit of cycles, says in which descriptor, and stays usable', async () => {
      await client.flash(
        standInPayload({ inputBytes: 8, slotCount: 2, pauseCycles: 0xffff_ffff, fields: { 40: 3000 } }),
        1,
      );
      for (const id of [1, 2, 3])
        expect(await client.ask({ id, infer: { input: randomBytes(8) } })).toEqual(
          refusal(id, 'ERROR_CODE_CYCLE_LIMIT', 0),
        );
      expect(await client.ask({ id: 4, begin: { imageId: 2, length: 100, core } })).toEqual({
        id: 4,
        ready: { received: 0 },
      });
    });

    it('refuses an image whose limit is above the board’s', async () => {
      const image = { inputBytes: 8, slotCount: 1 };
      const committed = await client.flash(standInPayload({ ...image, fields: { 40: 2 ** 26 } }), 1);
      expect(committed).toMatchObject({ committed: { imageId: 1 } });
      const refused = await client.flash(standInPayload({ ...image, fields: { 40: 2 ** 26 + 1 } }), 2);
      expect(refused).toEqual(refusal(3, 'ERROR_CODE_BAD_PROGRAM'));
    });

    it('aborts nothing where nothing is under way, with an image or without', async () => {
      expect(await client.ask({ id: 1, abort: {} })).toEqual({ id: 1, aborted: { ended: 0 } });
      await client.flash(standInPayload({ inputBytes: 8, slotCount: 2 }), 1);
      expect(await client.ask({ id: 2, abort: {} })).toEqual({ id: 2, aborted: { ended: 0 } });
      const input = randomBytes(8);
      expect(await client.ask({ id: 3, infer: { input } })).toEqual(prediction(3, input));
    });

    it('forgets the inference under way, those that wait and a begun input, and keeps the image', async () => {
      await client.flash(standInPayload({ inputBytes: 100, slotCount: 3, pauseCycles: 1_000_000 }), 1);
      for (let round = 0; round < 4; round++) {
        for (const id of [1, 2]) await client.send({ id, infer: { input: randomBytes(100) } });
        await client.send({ id: 3, infer: { more: 1, input: randomBytes(40) } });
        expect(await client.ask({ id: 9, abort: {} })).toEqual({ id: 9, aborted: { ended: 2 } });
        expect(await client.receive(50_000)).toBeUndefined();
        expect(await client.ask({ id: 3, infer: { offset: 40, input: randomBytes(60) } })).toEqual(
          refusal(3, 'ERROR_CODE_INPUT_GAP', 0),
        );
      }
      expect(await client.ask({ id: 5, getStatus: {} })).toMatchObject({ status: { imageId: 1, inferences: 0 } });
      expect(await client.ask({ id: 6, begin: { imageId: 2, length: 100, core } })).toMatchObject({ id: 6, ready: {} });
    });

    it('aborts at any moment: each input is answered or counted as ended, and later ones are answered right', async () => {
      const slotCount = 3;
      await client.flash(standInPayload({ inputBytes: 8, slotCount, pauseCycles: 300, logitsCount: 8 }), 1);
      const moments = createRandom(77);
      let answeredInAll = 0;
      for (let round = 0; round < 120; round++) {
        const asked = Array.from({ length: 1 + moments.integer(slotCount) }, (_, i) => ({
          id: 10 * round + i,
          input: randomBytes(8),
        }));
        for (const { id, input } of asked) await client.send({ id, infer: { input } });
        const early = await client.board.run(moments.integer(5000));
        await client.send({ id: 5_000, abort: {} });
        const replies: ReplyFields[] = client.decode(early);
        while (replies.at(-1)?.id !== 5_000) replies.push((await client.receive())!);
        const { ended } = (replies.pop() as { aborted: { ended: number } }).aborted;
        expect(replies).toEqual(asked.slice(0, replies.length).map(({ id, input }) => prediction(id, input)));
        expect(ended, `round ${round}`).toBe(asked.length - replies.length);
        answeredInAll += replies.length;
        expect(await client.receive(2_000)).toBeUndefined();
      }
      expect(answeredInAll).toBeGreaterThan(40);
      expect(answeredInAll).toBeLessThan(235);
      for (let id = 0; id < 7; id++) {
        const input = randomBytes(8);
        expect(await client.ask({ id, infer: { input } })).toEqual(prediction(id, input));
      }
    });

    it('sends up to 1,024 logits', async () => {
      await client.flash(standInPayload({ inputBytes: 8, slotCount: 1, logitsCount: 1024 }), 1);
      const reply = await client.ask({ id: 4, infer: { input: randomBytes(8) } });
      expect(reply).toMatchObject({ prediction: { logits: { length: 1024 } } });
    });
  },
);
