// Samples as pictures: PNG in a data URI, so that the report stays one file.

import { encode } from 'fast-png';
import { wordsOfSample } from '../../dataset/question.ts';
import type { SampleValues } from '../../dataset/sample-values.ts';
import { taskOf } from '../../task/task-of.ts';
import { type Html, html } from './html.ts';
import type { DrawnSamples } from './report-content.ts';

/** An `<img>` of sample `index`; one channel is drawn grey, three as RGB, of any other number the first. A question stands in words behind its picture. */
export function pictureOf(samples: DrawnSamples, index: number): Html {
  const [height, width, channels] = samples.shape;
  const { vocabulary } = samples;
  const pictured = vocabulary ? channels - 1 : channels;
  const size = height * width * channels;
  const pixels = samples.images.subarray(index * size, (index + 1) * size);
  const drawn = pictured === 3 ? 3 : 1;
  const data = toPixels(drawn === channels ? pixels.slice() : pixels.filter((_, i) => i % channels < drawn));
  const png = Buffer.from(encode({ width, height, data, channels: drawn, depth: 8 })).toString('base64');
  const label = taskOf(samples).show([samples.labels[index]]);
  const img = html`<img src="data:image/png;base64,${png}" width="${width}" height="${height}" alt="sample ${samples.ids[index]}: ${label}">`;
  if (!vocabulary) return img;
  const words = wordsOfSample(pixels, vocabulary, samples.shape).join(' ');
  return html`<div>${img}<span class="question">${words}</span></div>`;
}

/** Floats from the least one, black, to the largest, white. */
function toPixels(values: SampleValues): Uint8Array {
  if (values instanceof Uint8Array) return values;
  const [least, largest] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const step = largest > least ? 255 / (largest - least) : 0;
  return Uint8Array.from(values, (value) => Math.round((value - least) * step));
}
