// Counters, gauges and histograms in Prometheus' text format 0.0.4. The library for it would bring 5 MB for what is said here.

type Labels = Readonly<Record<string, string>>;

/** A metric with one value per set of labels. */
export interface Metric {
  /** Adds to a counter. @throws RangeError for less than 0 */
  inc(labels: Labels, by?: number): void;
  set(labels: Labels, value: number): void;
}

export interface HistogramMetric {
  observe(labels: Labels, value: number): void;
}

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  lines(): string[];
}

export class Registry {
  readonly contentType = 'text/plain; version=0.0.4; charset=utf-8';
  readonly #families: Family[] = [];

  counter(name: string, help: string): Metric {
    return this.#values(name, help, 'counter');
  }

  gauge(name: string, help: string): Metric {
    return this.#values(name, help, 'gauge');
  }

  /** @param bounds the buckets' upper ends, ascending, without +Inf */
  histogram(name: string, help: string, bounds: readonly number[]): HistogramMetric {
    const series = new Map<
      string,
      { readonly labels: Labels; readonly counts: number[]; sum: number; count: number }
    >();
    const lines = () =>
      [...series.values()].flatMap(({ labels, counts, sum, count }) => [
        ...bounds.map((le, i) => `${name}_bucket${textOf({ le: String(le), ...labels })} ${counts[i]}`),
        `${name}_bucket${textOf({ le: '+Inf', ...labels })} ${count}`,
        `${name}_sum${textOf(labels)} ${sum}`,
        `${name}_count${textOf(labels)} ${count}`,
      ]);
    this.#families.push({ name, help, type: 'histogram', lines });
    return {
      observe(labels, value) {
        const key = textOf(labels);
        const one = series.get(key) ?? { labels, counts: bounds.map(() => 0), sum: 0, count: 0 };
        series.set(key, one);
        for (const [i, bound] of bounds.entries()) if (value <= bound) one.counts[i] += 1;
        one.sum += value;
        one.count += 1;
      },
    };
  }

  text(): string {
    return this.#families
      .map(({ name, help, type, lines }) =>
        [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines(), ''].join('\n'),
      )
      .join('');
  }

  #values(name: string, help: string, type: 'counter' | 'gauge'): Metric {
    const values = new Map<string, number>();
    this.#families.push({
      name,
      help,
      type,
      lines: () => Array.from(values, ([labels, value]) => `${name}${labels} ${value}`),
    });
    return {
      inc(labels, by = 1) {
        if (!(by >= 0)) throw new RangeError(`the counter ${name} cannot grow by ${by}`);
        const key = textOf(labels);
        values.set(key, (values.get(key) ?? 0) + by);
      },
      set: (labels, value) => values.set(textOf(labels), value),
    };
  }
}

function textOf(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${quoted(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function quoted(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
