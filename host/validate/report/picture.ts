// Samples as pictures: PNG in a data URI, so that the report stays one file.

import { encode } from 'fast-png';
import type { SampleValues } from '../../dataset/sample-values.ts';
import { taskOf } from '../../task/task-of.ts';
import { type Html, html } from './html.ts';
import type { DrawnSamples } from './report-content.ts';

/** An `<img>` of sample `index`. */
export function pictureOf(samples: DrawnSamples, index: number): Html {
  const [height, width] = samples.shape;
  const label = taskOf(samples).show([samples.labels[index]]);
  return html`<img src="${pngOf(samples, index)}" width="${width}" height="${height}" alt="sample ${samples.ids[index]}: ${label}">`;
}

/** A data URI of sample `index`; one channel is drawn grey, three as RGB, of any other number the first. */
export function pngOf(samples: DrawnSamples, index: number): string {
  const [height, width, channels] = samples.shape;
  const size = height * width * channels;
  const pixels = samples.images.subarray(index * size, (index + 1) * size);
  const drawn = channels === 3 ? 3 : 1;
  const data = toPixels(drawn === channels ? pixels.slice() : pixels.filter((_, i) => i % channels === 0));
  const png = Buffer.from(encode({ width, height, data, channels: drawn, depth: 8 })).toString('base64');
  return `data:image/png;base64,${png}`;
}

/** Floats from the least one, black, to the largest, white. */
function toPixels(values: SampleValues): Uint8Array {
  if (values instanceof Uint8Array) return values;
  const [least, largest] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const step = largest > least ? 255 / (largest - least) : 0;
  return Uint8Array.from(values, (value) => Math.round((value - least) * step));
}
