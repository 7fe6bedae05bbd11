// The output of `retort data`, as JSON and as text.

import type { Dataset } from '../../dataset/dataset.ts';
import type { Unused } from '../../dataset/reading.ts';
import { countByClass } from '../../task/task-of.ts';
import { columns, grouped, table } from './format.ts';

const splitNames = ['train', 'validation', 'test'] as const;

/** `not used (4): the format .bmp is not read: a/1.bmp, a/2.bmp, …`. */
export function unusedLine({ reason, count, examples }: Unused): string {
  const more = count > examples.length ? ', …' : '';
  return `not used (${grouped(count)}): ${reason}: ${examples.join(', ')}${more}`;
}

export function warningLine(warning: string): string {
  return `warning: ${warning}`;
}

/** `classes` with samples overall and per split, `splits` with samples and origin, `shape`, `unused`, `warnings`, `dialect`. */
export function describeDataset(dataset: Dataset) {
  const { name, shape, classes, digest, reading } = dataset;
  const counts = splitNames.map((split) => countByClass(dataset, dataset[split].labels));
  return {
    data: name,
    shape: [...shape],
    classes: classes.map((className, label) => {
      const [train, validation, test] = counts.map((count) => count[label]);
      return { name: className, samples: train + validation + test, train, validation, test };
    }),
    splits: Object.fromEntries(
      splitNames.map((split) => [split, { samples: dataset[split].ids.length, made: reading.splits[split] }]),
    ),
    unused: reading.unused,
    warnings: reading.warnings,
    ...(reading.dialect && { dialect: reading.dialect }),
    digest,
  };
}

export type DatasetDescription = ReturnType<typeof describeDataset>;

export function datasetText({ data, shape, classes, splits, dialect, unused, warnings }: DatasetDescription): string {
  const classRows = classes.map(({ name, samples, train, validation, test }) => [
    name,
    ...[samples, train, validation, test].map(grouped),
  ]);
  const rows: (readonly [string, string])[] = [
    ['data', data],
    ['shape', shape.join('×')],
    ...Object.entries(splits).map(
      ([split, { samples, made }]) => [split, `${grouped(samples)} samples: ${made}`] as const,
    ),
    ...Object.entries(dialect ?? {}).map(([key, value]) => [`CSV ${key}`, String(value)] as const),
  ];
  const headings = ['class', 'samples', ...splitNames];
  const notes = [...unused.map(unusedLine), ...warnings.map(warningLine)];
  const parts = [table(rows), columns(headings, classRows, new Set([1, 2, 3, 4])), notes.join('\n')];
  return parts.filter((part) => part !== '').join('\n\n');
}
