// A table to train on in a test: readings of three machines as rows of a CSV file, in units that have nothing in common.
import { createRandom } from '../../host/artifact/random.ts';

export const tableFeatures = ['speed', 'pressure', 'current', 'temperature', 'level'] as const;
const classes = ['idle', 'pump', 'worn'] as const;

/** Rows of numbers as text, and the class of each. The classes overlap a little. */
export function drawRows(count: number, seed: number) {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, position) => {
    const kind = position % classes.length;
    const spread = (mean: number, deviation: number) => mean + deviation * random.normal();
    const values = [
      spread([20, 1400, 1380][kind], 90),
      spread([101_300, 180_000, 172_000][kind], 3_000),
      spread([0.02, 1.1, 1.5][kind], 0.15),
      spread([21, 38, 52][kind], 5),
      spread(-3e-5, 1e-5),
    ];
    return { label: classes[kind], values: values.map((value) => Number(value.toPrecision(7))) };
  });
}

/** With a header, the label last. */
export function drawTable(count: number, seed = 1): string {
  const rows = drawRows(count, seed).map(({ label, values }) => [...values, label].join());
  return [[...tableFeatures, 'state'].join(), ...rows, ''].join('\n');
}
