import { describe, expect, it } from 'vitest';
import { Tally } from '../../device-bridge/monitor/tally.ts';
import { renderFrame, renderLine, toJson, type ViewContext } from '../../host/cli/monitor/view.ts';

const context: ViewContext = {
  name: 'mqtt://broker.example:1883/laboratory/bench-of-the-third-floor/the-board-with-a-rather-long-name',
  classes: ['zero', 'one', 'a class whose name is longer than any screen that one would want to read it on, really'],
  imageId: 7,
  imageName: 'student',
};

function busyTally(): Tally {
  let now = 0;
  const tally = new Tally(() => now);
  now = 61_000;
  const rest = { logits: Int8Array.of(1, 2, 3), cycles: 36_988, latencyMs: 6.5, input: new Uint8Array(8) };
  const observations = Array.from({ length: 50 }, (_, sampleId) => ({ sampleId, label: sampleId % 3, ...rest }));
  tally.take({ kind: 'board', present: true, imageId: 7, clockHz: 24_000_000 });
  tally.take({ kind: 'predictions', imageId: 7, missed: 3, observations });
  const health = {
    requestsRepeated: 1,
    chunksRepeated: 0,
    inferencesRepeated: 2,
    recoveries: 1,
    staleReplies: 4,
    badMessages: 0,
  };
  tally.take({ kind: 'health', health });
  for (const observation of observations) {
    const { label } = observation;
    const judgement = { label, confidence: 0.75, referenceLabel: label, bitExact: true, teacherLabel: 1 };
    tally.judge({ observation, judgement });
  }
  return tally;
}

describe('a frame', () => {
  it.each([
    [80, 24],
    [140, 40],
    [40, 12],
  ])('fits %i columns and %i rows', (columns, rows) => {
    const lines = renderFrame(busyTally().snapshot(), context, { columns, rows }).split('\n');
    expect(lines.length).toBeLessThanOrEqual(rows);
    for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(columns);
  });

  it('says what the board, the reference and the teacher say, how often they agree, and how long it takes', () => {
    const frame = renderFrame(busyTally().snapshot({ drawn: true }), context, { columns: 80, rows: 24 });
    expect(frame).toContain('1:01  student (0x00000007) is on the board');
    expect(frame).toContain('board      one  75.0 %');
    expect(frame).toContain('reference  one  all logits equal');
    expect(frame).toContain('teacher    one');
    expect(frame).toContain('49 not drawn, 0 not compared, 3 missed');
    expect(frame).toContain('50 of 50 bit-exact');
    expect(frame).toContain('agreement 34.00 % (21.21 – 48.77 %) of 50');
    expect(frame).toContain('6.50 ms, p99 6.50 ms');
    expect(frame).toContain('36,988 (36,988 to 36,988), 1.541 ms on the core');
    expect(frame).toContain('asked again 3, recovered 1, late answers 4');
    expect(frame).toMatch(/48\s+zero 75\.0 %\s+zero\s+one/);
  });

  it('says why there is nothing to compare with, and that another student is on the board', () => {
    const empty = { ...context, noTeacher: 'no teacher.safetensors', noReference: 'no int8 network' };
    const tally = new Tally(() => 0);
    tally.take({ kind: 'board', present: true, imageId: 9, clockHz: 0 });
    const frame = renderFrame(tally.snapshot(), empty, { columns: 80, rows: 24 });
    expect(frame).toContain('another student (0x00000009): name its image with --image');
    expect(frame).toContain('no teacher.safetensors');
    expect(frame).toContain('no int8 network');
  });

  it('says in two lines what is too long for one', () => {
    const tally = new Tally(() => 0);
    const problem = 'no port /dev/ttyUSB1: there are /dev/ttyUSB0; make sure the board is plugged in';
    tally.take({ kind: 'board', present: false, problem, imageId: 0, clockHz: 0 });
    const [, first, second] = renderFrame(tally.snapshot(), context, { columns: 80, rows: 24 }).split('\n');
    expect(first).toBe('0:00  the board is not there: no port /dev/ttyUSB1: there are /dev/ttyUSB0; see');
    expect(second).toBe('      that the board is plugged in');
  });

  it('does not take what was never compared for wrong', () => {
    const frame = renderFrame(new Tally(() => 0).snapshot(), context, { columns: 80, rows: 24 });
    expect(frame).toMatch(/reference {4}none compared yet\nteacher {6}none compared yet/);
  });

  it('says that there is no student on the board', () => {
    const tally = new Tally(() => 0);
    tally.take({ kind: 'board', present: true, imageId: 0, clockHz: 0 });
    expect(renderFrame(tally.snapshot(), context, { columns: 80, rows: 24 })).toContain('no student on the board');
  });

  it('says that the board, its bridge or the broker is gone', () => {
    const tally = busyTally();
    tally.take({ kind: 'board', present: false, problem: 'unplugged', imageId: 0, clockHz: 0 });
    expect(renderFrame(tally.snapshot(), context, { columns: 80, rows: 24 })).toContain('is not there: unplugged');
    tally.take({ kind: 'bridge', online: false });
    expect(renderFrame(tally.snapshot(), context, { columns: 80, rows: 24 })).toContain('the bridge is offline');
    expect(renderLine(tally.snapshot(), context)).toContain('the bridge is offline');
    tally.take({ kind: 'broker', connected: false });
    expect(renderFrame(tally.snapshot(), context, { columns: 80, rows: 24 })).toContain('the broker is gone');
  });
});

describe('a line and JSON', () => {
  it('say the same figures', () => {
    const snapshot = busyTally().snapshot({ drawn: true });
    expect(renderLine(snapshot, context)).toBe(
      '61 s | 50 predictions, 0/s | last one 75.0 % | reference 50 of 50 | teacher 17 of 50 | p99 6.5 ms | 3 missed',
    );
    const json = JSON.parse(JSON.stringify(toJson(snapshot, context)));
    expect(json).toMatchObject({ predictions: 50, missed: 3, notDrawn: 49, reference: { count: 50, total: 50 } });
    expect(json.teacher).toMatchObject({ count: 17, total: 50, value: 0.34 });
    expect(json.latest).toMatchObject({ sampleId: 49, class: 'one', teacherLabel: 1 });
  });
});
