// Division by content at sizes that people have.
import { expect, it } from 'vitest';
import { divideByKey } from '../../host/dataset/splits.ts';

it('divides 200,000 samples of two classes in time proportional to their number', { timeout: 5000 }, () => {
  const keys = Array.from({ length: 200_000 }, (_, i) => i.toString(16).padStart(8, '0'));
  const labels = keys.map((_, i) => i % 2);

  const started = performance.now();
  const { train, validation, test } = divideByKey({ keys, labels }, 'many.csv');

  expect([train.length, validation.length, test.length]).toEqual([160_000, 20_000, 20_000]);
  expect(performance.now() - started).toBeLessThan(5000);
});
