// `/metrics`: what a monitor hears as Prometheus metrics, by its naming rules: base units, counters that end in _total, no rates.
import type { WatchEvent } from '../../device-bridge/monitor/observation.ts';
import type { WatchSink } from '../../device-bridge/monitor/watch-sink.ts';
import type { LinkHealth } from '../../device-bridge/session/connection.ts';
import { type Metric, Registry } from './exposition.ts';
import type { HistoryWriter } from './history/history-writer.ts';
import type { WatchedBoard } from './watched-board.ts';

export interface Metrics {
  readonly sink: WatchSink;
  /** Prometheus' text format. */
  text(boards: readonly WatchedBoard[], writer?: HistoryWriter): string;
  readonly type: string;
}

/** Seconds; from a core's time to that of a slow line. */
const latencyBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  const predictions = registry.counter('retort_predictions_total', 'Predictions that reached the monitor.');
  const missed = registry.counter(
    'retort_predictions_missed_total',
    'Predictions that the board made but that did not reach the monitor.',
  );
  const latency = registry.histogram(
    'retort_prediction_latency_seconds',
    'From the host taking an input to its having the prediction.',
    latencyBuckets,
  );
  const cycles = registry.counter('retort_core_cycles_total', "Cycles of the board's clock that all inferences took.");
  const counted = {
    reference: {
      all: registry.counter('retort_reference_compared_total', 'Predictions compared with the integer reference.'),
      good: registry.counter(
        'retort_reference_equal_total',
        'Compared predictions whose every logit is the reference’s.',
      ),
    },
    teacher: {
      all: registry.counter('retort_teacher_compared_total', 'Predictions compared with the teacher.'),
      good: registry.counter('retort_teacher_agreed_total', 'Compared predictions whose class is the teacher’s.'),
    },
    label: {
      all: registry.counter('retort_labelled_compared_total', 'Compared predictions whose true class is known.'),
      good: registry.counter('retort_labelled_right_total', 'Those whose class is the true one.'),
    },
  };
  const events = registry.counter('retort_events_total', 'What happened to a board, by kind.');
  const repeated = registry.counter('retort_link_repeated_total', 'Messages that the link sent again.');
  const recovered = registry.counter('retort_link_recoveries_total', 'Times that the link was lost and recovered.');
  const up = registry.gauge(
    'retort_board_up',
    '1 while the board is there, 0 while it, its bridge or its broker is not.',
  );
  const drift = registry.gauge('retort_drift_alarm', '1 from the drift alarm until another student is flashed.');
  const written = registry.counter(
    'retort_history_rows_written_total',
    'Predictions and events written to the history.',
  );
  const notWritten = registry.counter(
    'retort_history_rows_lost_total',
    'Predictions, comparisons and events that were not written.',
  );
  const queued = registry.gauge('retort_history_queued_rows', 'Rows that wait to be written.');
  registry.gauge('retort_build_info', 'The version, as a label.').set({ version }, 1);

  const healths = new Map<string, Readonly<LinkHealth>>();
  const takeHealth = (board: string, health: Readonly<LinkHealth>) => {
    const before = healths.get(board);
    healths.set(board, { ...health });
    const repeats = (of: Readonly<LinkHealth>) => of.requestsRepeated + of.chunksRepeated + of.inferencesRepeated;
    // A bridge counts from the last time that it found the board.
    repeated.inc({ board }, Math.max(0, repeats(health) - (before ? repeats(before) : 0)));
    recovered.inc({ board }, Math.max(0, health.recoveries - (before?.recoveries ?? 0)));
  };
  const count = (board: string, { all, good }: { readonly all: Metric; readonly good: Metric }, isGood: boolean) => {
    all.inc({ board });
    good.inc({ board }, isGood ? 1 : 0);
  };
  const sink: WatchSink = {
    take(board: string, event: WatchEvent) {
      if (event.kind === 'health') takeHealth(board, event.health);
      if (event.kind !== 'predictions') return;
      predictions.inc({ board }, event.observations.length);
      missed.inc({ board }, event.missed);
      for (const observation of event.observations) {
        latency.observe({ board }, observation.latencyMs / 1000);
        cycles.inc({ board }, observation.cycles);
      }
    },
    judge(board, { observation: { trueLabel }, judgement: { label, bitExact, teacherLabel } }) {
      if (bitExact !== undefined) count(board, counted.reference, bitExact);
      if (teacherLabel !== undefined) count(board, counted.teacher, teacherLabel === label);
      if (trueLabel !== undefined && label !== undefined) count(board, counted.label, trueLabel === label);
    },
    mark: (board, { kind }) => events.inc({ board, kind }),
  };
  let told = { written: 0, notWritten: 0 };
  return {
    sink,
    type: registry.contentType,
    text(boards, writer) {
      for (const { summary } of boards) {
        const board = summary.name;
        const isAway = ['lost', 'bridge-offline', 'broker-gone', 'ended'].includes(summary.state);
        up.set({ board }, isAway ? 0 : 1);
        drift.set({ board }, summary.isDrifting ? 1 : 0);
      }
      if (writer) {
        const { counts } = writer;
        written.inc({}, counts.written - told.written);
        notWritten.inc({}, counts.notWritten - told.notWritten);
        queued.set({}, counts.queued);
        told = counts;
      }
      return registry.text();
    },
  };
}
