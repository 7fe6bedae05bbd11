import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { Tally } from '../../device-bridge/monitor/tally.ts';
import { bar, sparkline } from '../../host/cli/monitor/bars.ts';
import { halfBlocks } from '../../host/cli/monitor/half-blocks.ts';
import { paint, wantsColour } from '../../host/cli/monitor/paint.ts';
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
    expect(first).toBe('0:00  the board is offline: no port /dev/ttyUSB1: there are /dev/ttyUSB0; make');
    expect(second).toBe('      sure the board is plugged in');
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
    expect(renderFrame(tally.snapshot(), context, { columns: 80, rows: 24 })).toContain(
      'the board is offline: unplugged',
    );
    tally.take({ kind: 'bridge', online: false });
    expect(renderFrame(tally.snapshot(), context, { columns: 80, rows: 24 })).toContain('the bridge is offline');
    expect(renderLine(tally.snapshot(), context)).toContain('the bridge is offline');
    tally.take({ kind: 'broker', connected: false });
    expect(renderFrame(tally.snapshot(), context, { columns: 80, rows: 24 })).toContain(
      'lost the broker; reconnecting',
    );
  });
});

describe('a frame in colour', () => {
  const rgb = Uint8Array.from({ length: 4 * 4 * 3 }, (_, i) => i);
  const look = () => ({
    pixels: { rows: 4, columns: 4, rgb },
    likeliest: [
      { name: 'one', probability: 0.75 },
      { name: 'zwei 二', probability: 0.25 },
    ],
  });
  const coloured = { ...context, look, colour: true };
  const screen = { columns: 100, rows: 40 };

  it('has the latest sample beside the text, bars of the likeliest classes, and no line that is too wide', () => {
    const lines = renderFrame(busyTally().snapshot(), coloured, screen).split('\n');
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(100);
    const picture = halfBlocks(look().pixels, { columns: 32, rows: 20 });
    expect(lines[3].endsWith(picture[0])).toBe(true);
    expect(lines[4].endsWith(picture[1])).toBe(true);
    const plain = lines.map(stripVTControlCharacters);
    expect(plain).toContain(`  one             ${'█'.repeat(15)}      75.0 %`);
    expect(plain).toContain(`  zwei 二         ${'█'.repeat(5)}                25.0 %`);
    expect(plain.join('\n')).toMatch(/·{29}▃ agreement over 30 s/);
  });

  it('is the same text without colour, but for the picture', () => {
    const plain = renderFrame(busyTally().snapshot(), { ...coloured, colour: false }, screen);
    expect(plain).toBe(stripVTControlCharacters(plain));
    const bare = stripVTControlCharacters(renderFrame(busyTally().snapshot(), coloured, screen));
    expect(bare.replace(/ *▀+$/gm, '')).toBe(plain.replace(/ +$/gm, ''));
  });

  it('draws two pixels in a character, and shrinks what is too large', () => {
    const [first, second] = halfBlocks(look().pixels, { columns: 32, rows: 20 });
    expect(first.startsWith('\u001b[38;2;0;1;2m\u001b[48;2;12;13;14m▀\u001b[0m')).toBe(true);
    expect(stringWidth(second)).toBe(4);
    const small = halfBlocks(look().pixels, { columns: 2, rows: 20 });
    expect([small.length, stringWidth(small[0])]).toEqual([1, 2]);
  });

  it('is wanted on a terminal alone, and not with NO_COLOR', () => {
    expect(wantsColour({ isTTY: true }, {})).toBe(true);
    expect(wantsColour({ isTTY: false }, {})).toBe(false);
    expect(wantsColour({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
    expect(wantsColour({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
    expect(paint('  teacher    one  DISAGREES')).toContain('\u001b[31m');
    expect(stripVTControlCharacters(paint('  label      one  ✗ WRONG'))).toBe('  label      one  ✗ WRONG');
  });

  it('has bars in eighths of a column, and a column for each share', () => {
    expect(bar(0.5, 4)).toBe('██  ');
    expect(bar(1 / 8, 1)).toBe('▏');
    expect([bar(-1, 2), bar(2, 2)]).toEqual(['  ', '██']);
    expect(sparkline([0, 0.5, 1, undefined])).toBe('▁▅█·');
  });
});

it('says right or wrong where the true class is known', () => {
  const tally = new Tally(() => 0);
  tally.take({ kind: 'board', present: true, imageId: 7, clockHz: 24_000_000 });
  const observation = {
    logits: Int8Array.of(1, 2, 3),
    cycles: 1,
    latencyMs: 1,
    input: new Uint8Array(8),
    sampleId: 0,
    label: 1,
  };
  tally.judge({ observation: { ...observation, trueLabel: 1 }, judgement: { label: 1, confidence: 0.9 } });
  const screen = { columns: 80, rows: 24 };
  expect(renderFrame(tally.snapshot(), context, screen)).toContain('label      one  ✓ right');
  tally.judge({ observation: { ...observation, trueLabel: 0 }, judgement: { label: 1, confidence: 0.9 } });
  const frame = renderFrame(tally.snapshot(), context, screen);
  expect(frame).toContain('label      zero  ✗ WRONG');
  expect(frame).toContain('labels       right 50.00 % (1.26 – 98.74 %) of 2');
  expect(toJson(tally.snapshot(), context)).toMatchObject({ labels: { right: 1, total: 2 }, latest: { trueLabel: 0 } });
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
