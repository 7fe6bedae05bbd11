// How a data set was read: what was left out and why, what to be aware of, and where its splits come from. Readers fill it in, commands show it.

/** Files or lines that are in no split, for one reason. */
export interface Unused {
  readonly reason: string;
  readonly count: number;
  /** The first few, as paths within the data set, or as `file:line`. */
  readonly examples: readonly string[];
}

/** How each split was made, in words, such as `folder val/`. */
export interface SplitOrigins {
  readonly train: string;
  readonly validation: string;
  readonly test: string;
}

/** How a CSV file was understood: separator, encoding, header, label column and so on, by name. */
export type CsvDialect = Readonly<Record<string, string | number | boolean | null>>;

export interface Reading {
  readonly unused: readonly Unused[];
  /** Whole sentences; what would mislead is an error instead. */
  readonly warnings: readonly string[];
  readonly splits: SplitOrigins;
  /** Of CSV files only. */
  readonly dialect?: CsvDialect;
}

const mostExamples = 5;

/** Collects what is left out, by reason, in the order in which the reasons first occur. */
export function createUnusedList(): { add(reason: string, example: string): void; list(): Unused[] } {
  const byReason = new Map<string, { count: number; examples: string[] }>();
  return {
    add(reason, example) {
      const entry = byReason.get(reason) ?? { count: 0, examples: [] };
      byReason.set(reason, entry);
      entry.count += 1;
      if (entry.examples.length < mostExamples) entry.examples.push(example);
    },
    list: () => [...byReason].map(([reason, entry]) => ({ reason, ...entry })),
  };
}
