// The rule of evidence about the test split, in code: methods never see it, and it is read once, after the configuration is on disk.
import { readFile } from 'node:fs/promises';
import type { Dataset, Split } from '../dataset/dataset.ts';
import { TestSplitError } from './lab-errors.ts';

/** What methods and tuning may look at. */
export type TrainingData = Omit<Dataset, 'test'>;

/** A data set parted in what may be trained and tuned on, and a gate before the test split. */
export function withholdTest({ test, ...data }: Dataset): { readonly data: TrainingData; readonly gate: TestGate } {
  return { data, gate: new TestGate(test) };
}

export class TestGate {
  readonly #test: Split;
  readonly #opened = new Set<string>();

  constructor(test: Split) {
    this.#test = test;
  }

  /**
   * The test split, once for each configuration.
   * @param digest of the configuration
   * @param path a file in which that configuration stands already: its `digest` is compared
   * @throws TestSplitError where it was opened for this configuration before, or the file does not hold it
   */
  async open(digest: string, path: string): Promise<Split> {
    if (this.#opened.has(digest)) throw new TestSplitError(digest, 'it has been read for this configuration already');
    const text = await readFile(path, 'utf8').catch(() => undefined);
    const written: unknown = text === undefined ? undefined : JSON.parse(text).digest;
    if (written !== digest) throw new TestSplitError(digest, `${path} does not hold this configuration yet`);
    this.#opened.add(digest);
    return this.#test;
  }
}
