// The metrics for Prometheus: names by its rules, values as they were heard.
import { expect, it } from 'vitest';
import { createMetrics } from '../../host/web/metrics.ts';
import { WatchedBoard } from '../../host/web/watched-board.ts';
import { createFakeSource } from './fake-source.ts';

const health = {
  requestsRepeated: 1,
  chunksRepeated: 0,
  inferencesRepeated: 2,
  recoveries: 1,
  staleReplies: 0,
  badMessages: 0,
};
const observation = {
  ...{ sampleId: 0, label: 1, logits: Int8Array.of(1, 2), cycles: 900, latencyMs: 20 },
  ...{ input: new Uint8Array(4), trueLabel: 1 },
};

it('counts what was heard, per board', () => {
  const metrics = createMetrics('1.2.3');
  const source = createFakeSource('virtual:"up5k"');
  const board = new WatchedBoard({ id: '0', source, students: new Map(), sinks: [metrics.sink] });
  board.start();
  source.say({ kind: 'board', present: true, imageId: 0, clockHz: 1 });
  source.say({ kind: 'predictions', imageId: 7, missed: 3, observations: [observation, observation] });
  source.say({ kind: 'health', health });
  source.say({ kind: 'health', health: { ...health, requestsRepeated: 0 } }); // a bridge that counts anew
  const judgement = { label: 1, bitExact: true, teacherLabel: 0 };
  metrics.sink.judge!(source.name, { observation, judgement }, 0);
  const text = metrics.text([board]);
  const label = 'board="virtual:\\"up5k\\""';
  for (const line of [
    `retort_predictions_total{${label}} 2`,
    `retort_predictions_missed_total{${label}} 3`,
    `retort_core_cycles_total{${label}} 1800`,
    `retort_prediction_latency_seconds_bucket{le="0.01",${label}} 0`,
    `retort_prediction_latency_seconds_bucket{le="0.025",${label}} 2`,
    `retort_prediction_latency_seconds_bucket{le="+Inf",${label}} 2`,
    `retort_prediction_latency_seconds_sum{${label}} 0.04`,
    `retort_prediction_latency_seconds_count{${label}} 2`,
    `retort_reference_equal_total{${label}} 1`,
    `retort_teacher_compared_total{${label}} 1`,
    `retort_teacher_agreed_total{${label}} 0`,
    `retort_labelled_right_total{${label}} 1`,
    `retort_link_repeated_total{${label}} 3`,
    `retort_link_recoveries_total{${label}} 1`,
    `retort_events_total{${label},kind="flash"} 1`,
    `retort_board_up{${label}} 1`,
    'retort_build_info{version="1.2.3"} 1',
  ])
    expect(text.split('\n')).toContain(line);
});

it("keeps to Prometheus's rules for names", () => {
  const text = createMetrics('1').text([]);
  for (const [, name, type] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    expect(name).toMatch(/^retort_[a-z_]+$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    expect(name).not.toMatch(/per_second|milliseconds|_ms\b|rate/);
  }
});
