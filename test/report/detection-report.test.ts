// What the report and `infer` make of a detector's outputs.
import { expect, it } from 'vitest';
import { predictionOutcome } from '../../host/cli/text/prediction-outcome.ts';
import type { StudentImage } from '../../host/image/student-image.ts';
import { renderReport } from '../../host/report/student/report.ts';
import { boxesToBytes, type LabelledBox } from '../../host/task/boxes.ts';
import { detection } from '../../host/task/detection.ts';
import { validatePredictions } from '../../host/validate/validate.ts';

const shape = [24, 32, 3] as const;
const task = detection(shape, ['cat', 'dog'], 2);
const { rows, columns, channels } = task.detection.grid;
const cat: LabelledBox = { label: 0, box: [0.1, 0.2, 0.45, 0.6] };
const dog: LabelledBox = { label: 1, box: [0.5, 0.5, 0.9, 0.95] };
const labels = Uint8Array.from([...boxesToBytes([cat, dog], 2), ...boxesToBytes([], 2)]);
const each = rows * columns * channels;
const scale = 0.1;

/** int8 outputs that say what the labels say. */
const logits = Int8Array.from(task.targets(labels, [0, 1]), (value, i) =>
  Math.max(-128, Math.min(127, Math.round((i % channels < 3 ? 10 * value : value) / scale))),
);
const meaning = {
  head: { kind: 'values', output: 'values', shape: [rows, columns, channels] },
  logitsQuantization: { scale, zeroPoint: 0 },
} as const;
const image = { ...meaning, labels: task.channels!, input: { shape } } as unknown as StudentImage;
const outputOf = (sample: number) => logits.slice(sample * each, (sample + 1) * each);

it('infer names what is there, in pixels of the picture or in fractions', () => {
  const prediction = { label: 0, logits: outputOf(0) };
  const { headline, table, json } = predictionOutcome(prediction, image, { rows: 48, columns: 64 });
  expect(headline).toBe('1 cat, 1 dog');
  expect(json.unit).toBe('pixels');
  const [one] = (json.boxes as { class: string; box: number[] }[]).filter((found) => found.class === 'cat');
  for (const [i, side] of [6, 10, 29, 29].entries()) expect(Math.abs(one.box[i] - side)).toBeLessThanOrEqual(1);
  expect(table).toMatch(/class +confidence +left +top +right +bottom\n(cat|dog) +\d+\.\d %/);
  // A wider picture was contained, with bars above and below.
  const wide = predictionOutcome(prediction, image, { rows: 24, columns: 64, fit: 'contain' }).json;
  const [other] = (wide.boxes as { class: string; box: number[] }[]).filter((found) => found.class === 'cat');
  for (const [i, side] of [6, 0, 29, 17].entries()) expect(Math.abs(other.box[i] - side)).toBeLessThanOrEqual(1);
  const nothing = predictionOutcome({ label: 0, logits: outputOf(1) }, image);
  expect([nothing.headline, nothing.json.boxes, nothing.json.unit]).toEqual(['nothing found', [], 'fraction']);
});

it('the report has each class’s average precision, and draws what was found and what is labelled', async () => {
  const ids = Int32Array.of(7, 8);
  const teacherLogits = Float32Array.from(logits, (q) => q * scale);
  async function* predict() {
    for (const [row, sampleId] of ids.entries()) {
      const own = outputOf(row);
      yield { sampleId, label: own.indexOf(own.reduce((a, b) => Math.max(a, b))), logits: own, cycles: 100 };
    }
  }
  const expected = { ids, labels, classes: each, referenceLogits: logits, teacherLogits, meaning, task };
  const validation = await validatePredictions({ predictions: predict(), expected });
  expect(validation).toMatchObject({ bitExact: 2, boardAccuracy: { value: 1, count: 2, total: 2 } });
  expect(validation.agreement).toMatchObject({ count: 2, total: 2 });
  const images = new Uint8Array(2 * 24 * 32 * 3);
  const samples = { ids, images, shape, labels, classes: task.detection.classes, task, teacherLogits };
  const text = renderReport({
    title: 'animals',
    samples,
    models: [{ name: 'teacher', accuracy: validation.boardAccuracy!, note: '' }],
    validation,
    meaning,
    figures: [],
    provenance: [],
  });
  expect(text).toContain('<th scope="col" class="number">mAP</th>');
  expect(text).toContain('boxes not found');
  expect(text.match(/<rect /g)).toHaveLength(4); // two labelled, two found
  expect(text).toContain('sample 0: 2 found, 2 labelled');
  expect(text).toContain('sample 1: 0 found, 0 labelled');
  expect(text).not.toContain('Where student and teacher disagree');
  expect(text).not.toContain('Never predicted');
});
