// What changes over time: all charts share one axis, one cursor and the board's events.
import { useMemo, useState } from 'preact/hooks';
import type { BoardEvent } from '../../../device-bridge/monitor/board-events.ts';
import type { BoardInfo, SecondOfBoard } from '../messages.ts';
import { type Count, wilsonInterval } from '../wilson.ts';
import { ClassMix } from './class-mix.tsx';
import { definitions, windowSeconds } from './definitions.ts';
import { grouped, milliseconds, percent } from './format.ts';
import { type Line, TimeChart } from './time-chart.tsx';

export interface ChartsProps {
  readonly board: BoardInfo;
  readonly seconds: readonly SecondOfBoard[];
  readonly events: readonly BoardEvent[];
}

const spans = [
  { seconds: 120, name: '2 min' },
  { seconds: 300, name: '5 min' },
  { seconds: 900, name: '15 min' },
];

const leastSpan = 60;

export function Charts({ board, seconds: all, events }: ChartsProps) {
  const [span, setSpan] = useState(300);
  const lines = useMemo(() => linesOf(all, span), [all, span]);
  const shared = { times: lines.times, events, span: lines.span };
  const none = board.student ? undefined : 'Known once the board has a student that this monitor knows.';
  const time = (value: number) => (value < 1 ? `${value.toPrecision(2)} ms` : milliseconds(value));
  return (
    <section class="charts" aria-labelledby="charts-title">
      <div class="heading">
        <h2 id="charts-title">Over time</h2>
        <fieldset class="choices">
          <legend class="hidden">shown time</legend>
          {spans.map(({ seconds, name }) => (
            <label key={seconds}>
              <input type="radio" name="span" checked={span === seconds} onChange={() => setSpan(seconds)} />
              {name}
            </label>
          ))}
        </fieldset>
      </div>
      <div class="grid">
        <TimeChart
          {...shared}
          name="agreement and accuracy"
          definition={`${definitions.agreement} ${definitions.accuracy}`}
          lines={lines.quality}
          isShare
          format={(value) => percent(value, 0)}
          empty={
            none ??
            (lines.quality.length === 0
              ? `Nothing to compare with: ${board.noTeacher ?? 'no prediction yet'}.`
              : undefined)
          }
        />
        <TimeChart
          {...shared}
          name="confidence"
          definition={definitions.confidence}
          lines={lines.confidence}
          isShare
          format={(value) => percent(value, 0)}
          empty={none}
        />
        <TimeChart {...shared} name="latency" definition={definitions.latency} lines={lines.latency} format={time} />
        <TimeChart {...shared} name="cycles" definition={definitions.cycles} lines={lines.cycles} format={grouped} />
        <TimeChart
          {...shared}
          name="predictions per second"
          definition={definitions.rate}
          lines={lines.rate}
          format={grouped}
        />
        <TimeChart
          {...shared}
          name="sent again on the link"
          definition={definitions.link}
          lines={lines.repeated}
          format={grouped}
        />
        <TimeChart
          {...shared}
          name="drift: the test's wealth"
          definition={definitions.drift}
          lines={lines.drift}
          format={(value) => (Math.abs(value) < 0.05 ? '1' : `10^${value.toFixed(Math.abs(value) < 10 ? 1 : 0)}`)}
          limit={2}
          empty={none}
        />
        {board.student && <ClassMix classes={board.student.classes} seconds={all} shownSeconds={lines.span} />}
      </div>
    </section>
  );
}

interface Lines {
  readonly times: readonly number[];
  /** In seconds; shorter than what was chosen while there is not as much yet. */
  readonly span: number;
  readonly quality: readonly Line[];
  readonly confidence: readonly Line[];
  readonly latency: readonly Line[];
  readonly cycles: readonly Line[];
  readonly rate: readonly Line[];
  readonly repeated: readonly Line[];
  readonly drift: readonly Line[];
}

function linesOf(all: readonly SecondOfBoard[], span: number): Lines {
  const shown = all.slice(-span);
  const line = (name: string, index: number, value: (second: SecondOfBoard) => number | null): Line => ({
    name,
    colour: `--line-${index}`,
    values: shown.map(value),
  });
  const quality = [
    windowLine('agreement', '--line-1', all, span, ({ agreement }) => agreement),
    windowLine('accuracy', '--line-0', all, span, ({ right }) => right),
  ];
  return {
    times: shown.map(({ at }) => at),
    span: Math.min(span, Math.max(leastSpan, all.length)),
    quality: quality.filter(({ values }) => values.some((value) => value !== null)),
    confidence: [line('confidence', 0, ({ confidence }) => confidence)],
    latency: [
      line('median', 1, ({ latencyMs }) => latencyMs?.median ?? null),
      line('p99', 3, ({ latencyMs }) => latencyMs?.p99 ?? null),
    ],
    cycles: [line('cycles', 2, ({ cycles }) => cycles)],
    rate: [line('predictions', 1, ({ predictions }) => predictions), line('missed', 5, ({ missed }) => missed)],
    repeated: [line('sent again', 4, ({ repeated }) => repeated)],
    drift: [line('wealth', 3, ({ drift }) => drift)],
  };
}

/** A proportion over a sliding window, with its interval. */
function windowLine(
  name: string,
  colour: string,
  all: readonly SecondOfBoard[],
  span: number,
  countOf: (second: SecondOfBoard) => Count,
): Line {
  let [count, total] = [0, 0];
  const intervals = all.map((second, i) => {
    const [added, left] = [countOf(second), i < windowSeconds ? undefined : countOf(all[i - windowSeconds])];
    count += added.count - (left?.count ?? 0);
    total += added.total - (left?.total ?? 0);
    return wilsonInterval({ count, total });
  });
  const shown = intervals.slice(-span);
  return {
    ...{ name, colour },
    values: shown.map((interval) => interval?.value ?? null),
    low: shown.map((interval) => interval?.low ?? null),
    high: shown.map((interval) => interval?.high ?? null),
  };
}
