// The rule of evidence about the test split, in code: methods never see it, and it is read once, after the configuration is on disk.
import type { Dataset, Split } from '../dataset/dataset.ts';
import { readJson, writeJson } from './json-file.ts';
import { TestSplitError } from './lab-errors.ts';

/** What methods and tuning may look at. */
export type TrainingData = Omit<Dataset, 'test'>;

/** A data set parted in what may be trained and tuned on, and a gate before the test split. */
export function withholdTest({ test, ...data }: Dataset): { readonly data: TrainingData; readonly gate: TestGate } {
  return { data, gate: new TestGate(test) };
}

interface Written {
  readonly digest: string;
  readonly testReads?: number;
  readonly figures?: unknown;
}

export class TestGate {
  readonly #test: Split;
  readonly #opened = new Set<string>();

  constructor(test: Split) {
    this.#test = test;
  }

  /**
   * The test split, once for each configuration; how often is counted in its file, since an interruption may come before the figures.
   * @param digest of the configuration
   * @param path a JSON file in which that configuration stands already: its `digest` is compared
   * @throws TestSplitError where it was opened for this configuration before, or the file does not hold it or has its figures already;
   * LabFileError, DiskError
   */
  async open(digest: string, path: string): Promise<Split> {
    if (this.#opened.has(digest)) throw new TestSplitError(digest, 'it has already been read for this configuration');
    const written = await readJson<Written>(path);
    if (written?.digest !== digest) throw new TestSplitError(digest, `${path} does not list this configuration yet`);
    if (written.figures) throw new TestSplitError(digest, `${path} already has its figures`);
    await writeJson(path, { ...written, testReads: (written.testReads ?? 0) + 1 });
    this.#opened.add(digest);
    return this.#test;
  }
}
