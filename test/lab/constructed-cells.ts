// Cells whose figures are chosen, not trained: their statistics are known beforehand.
import { sha256, sha256OfJson } from '../../host/artifact/digest.ts';
import type { Cell, CellConfiguration, CellFigures, StageHistory } from '../../host/lab/cell.ts';
import { codeVersion } from '../../host/lab/code-version.ts';

/** Samples of the constructed test split. */
export const TOTAL = 10_000;

interface Constructed extends Partial<Omit<CellConfiguration, 'network' | 'data' | 'int8'>> {
  readonly network?: string;
  readonly data?: string;
  /** Wrong of `TOTAL`, for seeds 1, 2, …; undefined for a seed that has not been run. */
  readonly errors: readonly (number | undefined)[];
  /** Errors of the int8 network, likewise. */
  readonly int8?: readonly number[];
  readonly figures?: Partial<CellFigures>;
}

/** One cell for each entry of `errors`. */
export function constructCells({ errors, int8, figures, network, data, ...configuration }: Constructed): Cell[] {
  return errors.map((wrong, i) => {
    const full: CellConfiguration = {
      method: 'scratch',
      options: {},
      code: codeVersion,
      teachers: configuration.method === undefined ? [] : [{ digest: sha256('teacher') }],
      recipe: { epochs: 4, batchSize: 128, learningRate: 0.002 },
      ...configuration,
      int8: int8 !== undefined,
      data: named(data ?? 'mnist'),
      network: named(network ?? 'dense-30'),
      seed: i + 1,
    };
    const cell = { digest: sha256OfJson(full), configuration: full, versions: { retort: '0.1.0' } };
    if (wrong === undefined) return cell;
    const fine = int8 && { test: score(int8[i]) };
    return { ...cell, figures: { ...plainFigures, test: score(wrong), int8: fine, ...figures } };
  });
}

/** A course that falls from `from` by half each epoch, for one stage. */
export function constructHistory(from: Readonly<Record<string, number>>, stage = 'student', epochs = 4): StageHistory {
  return {
    stage,
    epochs: Array.from({ length: epochs }, (_, epoch) => {
      const terms = Object.entries(from).map(([name, value]) => [
        name,
        { value: value / 2 ** epoch, gradientNorm: (3 * value) / (1 + epoch) },
      ]);
      return { epoch, loss: 1 / (1 + epoch), accuracy: 0.9 + 0.01 * epoch, terms: Object.fromEntries(terms) };
    }),
  };
}

function named(name: string) {
  return { name, digest: sha256(name) };
}

function score(wrong: number) {
  return { correct: TOTAL - wrong, total: TOTAL, accuracy: (TOTAL - wrong) / TOTAL };
}

const plainFigures: Omit<CellFigures, 'test'> = {
  validation: score(200),
  parameters: 23_860,
  nonZero: 23_820,
  bytes: 24_220,
  seconds: 6,
  steps: 1_000,
  history: [constructHistory({ labels: 0.8 })],
};
