import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Board,
  computeReferenceLogits,
  flashStudent,
  openBoard,
  type Prediction,
  planImage,
  planLink,
  predict,
  quantizeForImage,
  readStudentImage,
  type StudentImage,
  wireBytesOf,
} from '../../host/api/board.ts';
import { coreNamed, packStudentImage, type QuantizedNetwork } from '../../host/api/image.ts';
import { networkNamed } from '../../host/api/train.ts';
import { quantizeUntrained } from '../../host/quantize/quantize.ts';

describe('retort-fpga/board', () => {
  const preprocessing = { scale: 1 / 255, offset: 0 };
  let quantized: QuantizedNetwork;
  let image: StudentImage;
  let board: Board;

  beforeAll(async () => {
    quantized = quantizeUntrained(networkNamed('mlp:8', [4, 4, 1], 3), preprocessing);
    const provenance = { toolVersion: '0' };
    const bytes = packStudentImage({
      quantized,
      labels: ['a', 'b', 'c'],
      preprocessing,
      provenance,
      core: coreNamed('up5k'),
    });
    image = readStudentImage(bytes, 'drawn');
    board = await openBoard('virtual:up5k');
  });
  afterAll(() => board?.close());

  it('flashes a student and predicts as the integer reference does, with the cycles of the plan', async () => {
    expect(await flashStudent(board, image)).toMatchObject({ skipped: false, bytes: image.payload.length });
    const pixels = Uint8Array.from({ length: 5 * 16 }, (_, i) => (37 * i) % 256);
    const inputs = quantizeForImage(pixels, image);
    const samples = Array.from({ length: 5 }, (_, i) => ({
      sampleId: i,
      input: inputs.subarray(16 * i, 16 * (i + 1)),
    }));
    const predictions: Prediction[] = [];
    for await (const prediction of predict(board, image, samples)) predictions.push(prediction);
    const expected = await computeReferenceLogits(quantized, inputs);
    expect(predictions.map(({ sampleId }) => sampleId)).toEqual([0, 1, 2, 3, 4]);
    expect(predictions.flatMap(({ logits }) => [...logits])).toEqual([...expected]);
    const { cycles } = planImage(image, coreNamed('up5k'));
    expect(new Set(predictions.map((prediction) => prediction.cycles))).toEqual(new Set([cycles]));
  });

  it('plans the line for an image', () => {
    const { payload, memory } = image;
    const bytes = wireBytesOf({ payloadBytes: payload.length, ...memory });
    const { rates } = planLink({ bytes, computeMilliseconds: 1, slotCount: memory.slotCount }, [115_200, 3_000_000]);
    expect(rates[0].inputMilliseconds).toBeCloseTo((10_000 * bytes.input) / 115_200, 9);
    expect(rates[1].bottleneck).toBe('core');
  });

  it('refuses what names no board, and a reference, which holds none', async () => {
    await expect(openBoard('virtual:nothing')).rejects.toThrow("unknown virtual board 'nothing'");
    await expect(openBoard('reference')).rejects.toThrow('name a real or virtual board');
  });
});
