import { describe, expect, it } from 'vitest';
import { validatePredictions } from '../../host/validate/validate.ts';
import { perfectPredictions, stream, syntheticExpectations } from '../report/synthetic-run.ts';

const expected = syntheticExpectations(12);

function validate(predictions: ReturnType<typeof perfectPredictions>) {
  return validatePredictions({ predictions: stream(predictions), expected });
}

describe('a run', () => {
  it('that equals the reference is bit-exact, in whatever order it comes', async () => {
    const result = await validate(perfectPredictions(expected).reverse());
    expect(result).toMatchObject({ total: 12, bitExact: 12, mismatches: [] });
    expect(result.boardAccuracy?.value).toBe(1);
    expect(result.agreement).toMatchObject({ value: 1, high: 1 });
    expect(result.cycles).toEqual({ min: 1_000, median: 1_001, p99: 1_004, max: 1_004 });
    expect(result.logits).toEqual(expected.referenceLogits);
  });

  it('with one logit off by one is not bit-exact, though every label is right', async () => {
    const predictions = perfectPredictions(expected);
    predictions[4].logits[2] += 1;
    const result = await validate(predictions);
    expect(result.bitExact).toBe(11);
    expect(result.boardAccuracy?.value).toBe(1);
    expect(result.mismatches).toHaveLength(1);
    expect(result.mismatches[0]).toMatchObject({ sampleId: 104, expectedLabel: 1, actualLabel: 1 });
    expect(result.mismatches[0].actual[2] - result.mismatches[0].expected[2]).toBe(1);
  });

  it('with right logits and a wrong label is not bit-exact', async () => {
    const predictions = perfectPredictions(expected);
    predictions[0] = { ...predictions[0], label: 2 };
    const result = await validate(predictions);
    expect(result).toMatchObject({ bitExact: 11, boardAccuracy: { count: 11 }, agreement: { count: 11 } });
  });

  it('keeps the first ten mismatches and counts them all', async () => {
    const predictions = perfectPredictions(expected).map((prediction) => ({
      ...prediction,
      logits: prediction.logits.map((q) => q - 1),
    }));
    const result = await validate(predictions);
    expect(result.bitExact).toBe(0);
    expect(result.mismatches.map(({ sampleId }) => sampleId)).toEqual([
      100, 101, 102, 103, 104, 105, 106, 107, 108, 109,
    ]);
  });

  it('has no cycles where no core ran', async () => {
    const result = await validate(perfectPredictions(expected).map((prediction) => ({ ...prediction, cycles: 0 })));
    expect(result.cycles).toBeUndefined();
  });
});

describe('a run fails', () => {
  it('when there is nothing to compare', async () => {
    const nothing = syntheticExpectations(0);
    await expect(validatePredictions({ predictions: stream([]), expected: nothing })).rejects.toMatchObject({
      code: 'VALIDATE_NO_SAMPLES',
      message: expect.stringContaining('no samples to compare with the reference: give a split with at least one'),
    });
  });

  it('when samples are missing, and names them', async () => {
    await expect(validate(perfectPredictions(expected).slice(0, 9))).rejects.toMatchObject({
      code: 'VALIDATE_MISSING_SAMPLE',
      sampleIds: [109, 110, 111],
      message: expect.stringContaining('no prediction arrived for 3 samples (109, 110, 111)'),
    });
  });

  it('when a sample comes twice', async () => {
    const predictions = perfectPredictions(expected);
    predictions[3] = predictions[2];
    await expect(validate(predictions)).rejects.toMatchObject({
      code: 'VALIDATE_DUPLICATE_SAMPLE',
      sampleIds: [102],
      message: expect.stringContaining('two predictions arrived for sample 102'),
    });
  });

  it('when a sample comes that nobody asked for', async () => {
    const predictions = perfectPredictions(expected);
    predictions[3] = { ...predictions[3], sampleId: 7 };
    await expect(validate(predictions)).rejects.toMatchObject({
      code: 'VALIDATE_FOREIGN_SAMPLE',
      message: expect.stringContaining('sample 7, which is not among the 12 sent'),
    });
  });

  it('when a prediction has another number of classes', async () => {
    const predictions = perfectPredictions(expected);
    predictions[0] = { ...predictions[0], logits: new Int8Array(4) };
    await expect(validate(predictions)).rejects.toMatchObject({
      code: 'VALIDATE_LOGIT_COUNT',
      message: expect.stringContaining('sample 100 has 4 logits, not 3'),
    });
  });

  it('when it is aborted', async () => {
    const reason = new Error('enough');
    const run = validatePredictions({
      predictions: stream(perfectPredictions(expected)),
      expected,
      signal: AbortSignal.abort(reason),
    });
    await expect(run).rejects.toBe(reason);
  });
});

it('reports every prediction', async () => {
  const counts: number[] = [];
  await validatePredictions({
    predictions: stream(perfectPredictions(expected)),
    expected,
    onEvent: ({ done }) => counts.push(done),
  });
  expect(counts).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
});
