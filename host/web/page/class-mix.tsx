// The class mix over time: a row for each class, a column for each ten seconds, darker where the class is named more often.
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { SecondOfBoard } from '../messages.ts';
import { definitions } from './definitions.ts';
import { Defined } from './figure.tsx';
import { percent } from './format.ts';
import { useTheme } from './theme.ts';

const stepSeconds = 10;
/** Of many classes, those that are named most. */
const mostRows = 20;
const rowHeight = 20;

export interface ClassMixProps {
  readonly classes: readonly string[];
  readonly seconds: readonly SecondOfBoard[];
  /** That the charts beside it show. */
  readonly shownSeconds: number;
}

export function ClassMix({ classes, seconds, shownSeconds }: ClassMixProps) {
  const { shares, rows } = useMemo(
    () => mixOf(seconds, classes.length, shownSeconds),
    [seconds, classes, shownSeconds],
  );
  const total = useMemo(() => totalsOf(seconds.slice(-stepSeconds), classes.length), [seconds, classes]);
  const sum = total.reduce((a, b) => a + b, 0);
  return (
    <section class="chart mix" aria-label="class mix">
      <h3>
        <Defined name="class mix" definition={definitions.classMix} />
      </h3>
      {rows.length === 0 ? (
        <p class="quiet empty">No prediction has named a class yet.</p>
      ) : (
        <div class="mix-rows">
          <ul style={{ '--row': `${rowHeight}px` }}>
            {rows.map((label) => (
              <li key={label}>
                <span>{classes[label]}</span>
                <span class="quiet">{sum === 0 ? '–' : percent(total[label] / sum)}</span>
              </li>
            ))}
          </ul>
          <MixCanvas shares={shares} rows={rows} />
        </div>
      )}
      {rows.length < classes.length && rows.length > 0 && (
        <p class="quiet">{classes.length - rows.length} classes that are named less often are left out</p>
      )}
    </section>
  );
}

interface Mix {
  /** [steps][classes], 0…1; the oldest first. */
  readonly shares: readonly (readonly number[])[];
  readonly rows: readonly number[];
}

function mixOf(seconds: readonly SecondOfBoard[], classes: number, shownSeconds: number): Mix {
  const all = totalsOf(seconds, classes);
  const named = [...all.keys()].sort((a, b) => all[b] - all[a]).slice(0, mostRows);
  const last = seconds.at(-1)?.at ?? 0;
  const steps = Array.from({ length: Math.ceil(shownSeconds / stepSeconds) }, (_, i) => {
    const end = last - stepSeconds * i;
    const counts = totalsOf(
      seconds.filter(({ at }) => at <= end && at > end - stepSeconds),
      classes,
    );
    const sum = counts.reduce((a, b) => a + b, 0);
    return counts.map((count) => (sum === 0 ? 0 : count / sum));
  });
  return { shares: steps.reverse(), rows: all.some((count) => count > 0) ? named.sort((a, b) => a - b) : [] };
}

function totalsOf(seconds: readonly SecondOfBoard[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const second of seconds) for (const [label, count] of second.classes.entries()) counts[label] += count;
  return counts;
}

function MixCanvas({ shares, rows }: Mix) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  useEffect(() => {
    const element = canvas.current!;
    const context = element.getContext('2d')!;
    const [width, height] = [shares.length, rows.length];
    const most = Math.max(0.01, ...shares.flatMap((step) => rows.map((label) => step[label])));
    context.clearRect(0, 0, width, height);
    context.fillStyle = `rgb(${theme('--heat')})`;
    for (const [x, step] of shares.entries()) {
      for (const [y, label] of rows.entries()) {
        context.globalAlpha = step[label] / most;
        context.fillRect(x, y, 1, 1);
      }
    }
  }, [shares, rows, theme]);
  return (
    <canvas
      ref={canvas}
      width={shares.length}
      height={rows.length}
      style={{ height: `${rows.length * rowHeight}px` }}
      role="img"
      aria-label="share of each class over time; the shares now stand beside the names"
    />
  );
}
