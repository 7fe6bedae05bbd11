// The gallery's result: its students side by side.
import { columns, grouped, percent } from '../text/format.ts';
import type { Gallery } from './run-gallery.ts';

export function galleryText({ page, shown }: Gallery): string {
  const rows = shown.map(({ exhibit: { name }, figures }) => [
    name,
    figures.dataset,
    percent(figures.scratchAccuracy),
    percent(figures.studentAccuracy),
    percent(figures.int8Accuracy),
    grouped(figures.imageBytes),
    figures.millisecondsPerInference?.toFixed(2) ?? '–',
    `${grouped(figures.bitExact)} of ${grouped(figures.total)}`,
  ]);
  const guessing = shown.filter(({ figures }) => figures.noBetterThanGuessing);
  return [
    columns(
      ['student', 'data', 'from scratch', 'distilled', 'int8', 'bytes', 'ms', 'bit-exact'],
      rows,
      new Set([2, 3, 4, 5, 6, 7]),
    ),
    ...guessing.map(({ exhibit: { name } }) => `warning: ${name} is no better than guessing`),
    `${page} shows them side by side.`,
  ].join('\n\n');
}
