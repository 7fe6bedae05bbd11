// Samples as pictures: PNG in a data URI, so that the report stays one file; rows of a table as their features' names, values and bars.

import { encode } from 'fast-png';
import { applyToFloats, type FeaturePreprocessing, preprocessingOfLevels } from '../dataset/preprocessing.ts';
import { wordsOfSample } from '../dataset/question.ts';
import type { SampleValues } from '../dataset/sample-values.ts';
import { taskOf } from '../task/task-of.ts';
import { type Html, html } from './html.ts';
import type { DrawnSamples } from './student/report-content.ts';

/** Its place in the split, as `trace --sample` takes it, and its file. */
export function nameOfSample({ files }: DrawnSamples, index: number): string {
  return files ? `sample ${index}, ${files[index]}` : `sample ${index}`;
}

/** An `<img>` of sample `index`. A question follows its picture in words. Of a table, its features. */
export function pictureOf(samples: DrawnSamples, index: number): Html {
  const { preprocessing, vocabulary, shape } = samples;
  if (preprocessing && 'features' in preprocessing) return featuresOf(samples, preprocessing, index);
  const label = taskOf(samples).show([samples.labels[index]]);
  const img = html`<img src="${pngOf(samples, index)}" width="${shape[1]}" height="${shape[0]}" alt="sample ${index}: ${label}">`;
  if (!vocabulary) return img;
  const words = wordsOfSample(valuesOf(samples, index), vocabulary, shape).join(' ');
  return html`<div>${img}<span class="question">${words}</span></div>`;
}

function valuesOf({ images, shape }: DrawnSamples, index: number): SampleValues {
  const size = shape[0] * shape[1] * shape[2];
  return images.subarray(index * size, (index + 1) * size);
}

/** A data URI of sample `index`; one channel is drawn grey, three as RGB, of any other number the first. A question's channel is left out. */
export function pngOf(samples: DrawnSamples, index: number): string {
  const [height, width, channels] = samples.shape;
  const pictured = samples.vocabulary ? channels - 1 : channels;
  const pixels = valuesOf(samples, index);
  const drawn = pictured === 3 ? 3 : 1;
  const data = toPixels(drawn === channels ? pixels.slice() : pixels.filter((_, i) => i % channels < drawn));
  const png = Buffer.from(encode({ width, height, data, channels: drawn, depth: 8 })).toString('base64');
  return `data:image/png;base64,${png}`;
}

/** More than these are bars alone. */
const mostNamed = 12;
/** Of a bar, in pixels. */
const [barHeight, widest] = [48, 12];

/** A bar is as long as the value's share of the way from the feature's least to its largest training value. */
function featuresOf({ images }: DrawnSamples, preprocessing: FeaturePreprocessing, index: number): Html {
  const { features } = preprocessing;
  const values = Float32Array.from(images.subarray(index * features.length, (index + 1) * features.length));
  const { scale, offset } = preprocessingOfLevels(preprocessing);
  const shares = Array.from(applyToFloats(values, preprocessing), (real) =>
    Math.min(1, Math.max(0, (real - offset) / scale / 255)),
  );
  const say = (i: number) => Number(values[i].toPrecision(4)).toString();
  if (features.length <= mostNamed) {
    return html`<table class="features">${features.map((name, i) => {
      const share = (100 * shares[i]).toFixed(1);
      return html`<tr style="--share: ${share}%"><td>${name}</td><td class="number">${say(i)}</td></tr>`;
    })}</table>`;
  }
  const width = Math.max(1, Math.min(widest, Math.floor(240 / features.length)));
  return html`<svg class="features" role="img" aria-label="sample ${index}: ${features.length} features" width="${width * features.length}" height="${barHeight}">${features.map(
    (name, i) => {
      const height = Math.max(1, shares[i] * barHeight).toFixed(1);
      return html`<rect x="${i * width}" y="${barHeight - Number(height)}" width="${Math.max(0.5, 0.8 * width)}" height="${height}" fill="currentColor"><title>${name}: ${say(i)}</title></rect>`;
    },
  )}</svg>`;
}

/** Floats from the least one, black, to the largest, white. */
function toPixels(values: SampleValues): Uint8Array {
  if (values instanceof Uint8Array) return values;
  const [least, largest] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const step = largest > least ? 255 / (largest - least) : 0;
  return Uint8Array.from(values, (value) => Math.round((value - least) * step));
}
