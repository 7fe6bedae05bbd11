// A snapshot as a screenful of text, as a line, and as JSON. Pure functions.

import stringWidth from 'string-width';
import type { Observation } from '../../../device-bridge/monitor/observation.ts';
import type { Judged, Judgement, Snapshot } from '../../../device-bridge/monitor/tally.ts';
import { hex32 } from '../../../proto/numbers.ts';
import { taskOf } from '../../task/task-of.ts';
import { percentilesOf, proportionOf } from '../../validate/statistics.ts';
import { lostBroker } from '../text/broker-text.ts';
import { cutToWidth } from '../text/cut-to-width.ts';
import { grouped, columns as inColumns, percent, proportion } from '../text/format.ts';
import { bar, sparkline } from './bars.ts';
import { halfBlocks } from './half-blocks.ts';
import { type Look, widest } from './look.ts';
import { paint } from './paint.ts';

export interface ViewContext {
  /** The board, for people. */
  readonly name: string;
  readonly classes: readonly string[];
  /** Of the image that predictions are compared with. */
  readonly imageId: number;
  readonly imageName: string;
  /** Why there is nothing to compare with. */
  readonly noReference?: string;
  readonly noTeacher?: string;
  /** What is shown of the latest prediction beyond its class. */
  readonly look?: (observation: Observation) => Look;
  /** Without it there is no picture either. */
  readonly colour?: boolean;
}

export interface Screen {
  readonly columns: number;
  readonly rows: number;
}

/** Of a class, where several stand in a row. */
const longestName = 14;
/** Of the text left of a picture. */
const textColumns = 52;
const barWidth = 20;

/** At most `rows` lines of at most `columns` characters. */
export function renderFrame(snapshot: Snapshot, context: ViewContext, { columns, rows }: Screen): string {
  const look = snapshot.latest && context.look?.(snapshot.latest.observation);
  const above = [`retort monitor  ${context.name}`, ...inTwo(stateLine(snapshot, context), columns), ''];
  const latest = latestLines(snapshot, context, look);
  const figures = figureLines(snapshot, context);
  const bars = barLines(look);
  const isRoomy = rows - above.length - latest.length - figures.length > bars.length + 3;
  const head = [...above, ...latest, ...(isRoomy ? bars : []), '', ...figures];
  const room = Math.max(0, rows - head.length - 2);
  const lines = [...head, ...disagreementLines(snapshot, context, room)].slice(0, rows);
  if (!context.colour) return lines.map((line) => cutToWidth(line, columns)).join('\n');
  const picture = pictureLines(look, columns, lines.length - above.length);
  const beside = lines.map((line, i) => {
    const part = picture[i - above.length];
    if (part === undefined) return paint(cutToWidth(line, columns));
    const text = cutToWidth(line, columns - widest - 2);
    return `${paint(text)}${' '.repeat(columns - widest - stringWidth(text))}${part}`;
  });
  return beside.join('\n');
}

/** None where the screen is too narrow for text and picture. */
function pictureLines(look: Look | undefined, columns: number, rows: number): string[] {
  if (!look?.pixels || columns < textColumns + widest) return [];
  return halfBlocks(look.pixels, { columns: widest, rows });
}

function barLines({ likeliest = [] }: Look = {}): string[] {
  return likeliest.map(({ name, probability }) => {
    const short = cutToWidth(name, longestName);
    const padded = `${short}${' '.repeat(longestName - stringWidth(short))}`;
    return `  ${padded}  ${bar(probability, barWidth)} ${percent(probability, 1)}`;
  });
}

/** One line for a log. */
export function renderLine(snapshot: Snapshot, context: ViewContext): string {
  const { predictions, perSecond, latest, bitExact, agreement, missed } = snapshot;
  const latency = latencyOf(snapshot);
  const absent = absence(snapshot);
  const parts = [
    `${snapshot.seconds.toFixed(0)} s`,
    `${grouped(predictions)} predictions, ${perSecond.toFixed(0)}/s`,
    latest ? `last ${said(latest.judgement, context)}` : 'none yet',
    `reference ${counted(bitExact)}`,
    `teacher ${counted(agreement)}`,
    ...(latency ? [`p99 ${latency.p99.toFixed(1)} ms`] : []),
    ...(missed > 0 ? [`${grouped(missed)} missed`] : []),
    ...(snapshot.fed ? [inWords(snapshot.fed.counts)] : []),
    ...(absent ? [absent] : []),
    ...(isForeign(snapshot, context) ? ['another student, nothing compared'] : []),
  ];
  return parts.join(' | ');
}

export function toJson(snapshot: Snapshot, context: ViewContext) {
  const { latest, disagreements, latenciesMs, cycles, bitExact, agreement, right, agreementBySecond, ...rest } =
    snapshot;
  const interval = agreement.total === 0 ? undefined : proportionOf(agreement.count, agreement.total);
  const judged = ({ observation, judgement: { referenceLogits: _, teacherScores: __, ...judgement } }: Judged) => ({
    sampleId: observation.sampleId,
    ...(observation.trueLabel !== undefined && { trueLabel: observation.trueLabel }),
    ...(judgement.label !== undefined && { class: nameOf(judgement.label, context) }),
    ...(judgement.labels && { classes: judgement.labels.map((index) => nameOf(index, context)) }),
    ...judgement,
  });
  return {
    on: context.name,
    ...rest,
    reference: { ...bitExact, ...(context.noReference && { absent: context.noReference }) },
    teacher: {
      ...agreement,
      ...(interval && { value: interval.value, low: interval.low, high: interval.high }),
      ...(context.noTeacher && { absent: context.noTeacher }),
    },
    ...(right.total > 0 && { labels: { right: right.count, total: right.total } }),
    ...(latest && { latest: judged(latest) }),
    disagreements: disagreements.map(judged),
    ...(latenciesMs.length > 0 && { latencyMs: percentilesOf(latenciesMs), cycles: percentilesOf(cycles) }),
  };
}

function stateLine(snapshot: Snapshot, context: ViewContext): string {
  const { board, seconds, imageChanges } = snapshot;
  const minutes = `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
  const absent = absence(snapshot);
  if (absent) return `${minutes}  ${absent}`;
  if (board.imageId === 0) return `${minutes}  no student on the board; flash one with "retort flash"`;
  if (isForeign(snapshot, context))
    return `${minutes}  the board runs another student (0x${hex32(board.imageId)}): name its image with --image`;
  const changes = imageChanges > 0 ? `, changed ${imageChanges} times` : '';
  return `${minutes}  ${context.imageName} (0x${hex32(context.imageId)}) is on the board${changes}`;
}

function latestLines({ latest }: Snapshot, context: ViewContext, look: Look | undefined): string[] {
  const row = (who: string, what: string) => `  ${who.padEnd(11)}${what}`;
  if (!latest) return ['latest', row('board', 'nothing yet'), row('reference', '-'), row('teacher', '-')];
  const { observation, judgement } = latest;
  const { label, referenceLabel, bitExact, teacherLabel, question } = judgement;
  const equal = bitExact ? 'all logits equal' : 'LOGITS DIFFER';
  const reference =
    bitExact === undefined
      ? `- (${context.noReference ?? 'not compared'})`
      : referenceLabel === undefined
        ? equal
        : `${nameOf(referenceLabel, context)}  ${equal}`;
  const teacher =
    teacherLabel === undefined
      ? `- (${context.noTeacher ?? 'not compared'})`
      : `${nameOf(teacherLabel, context)}${teacherLabel === label ? '' : '  DISAGREES'}`;
  return [
    `latest       sample ${observation.sampleId}${question === undefined ? '' : `: ${question}`}`,
    row('board', look?.boxes ?? said(judgement, context, '  ')),
    row('reference', reference),
    row('teacher', teacher),
    ...labelLine(latest, context).map((text) => row('label', text)),
  ];
}

/** Nothing where the true class is not known. */
function labelLine({ observation: { trueLabel }, judgement: { label } }: Judged, context: ViewContext): string[] {
  if (trueLabel === undefined) return [];
  return [`${nameOf(trueLabel, context)}  ${trueLabel === label ? '✓ right' : '✗ WRONG'}`];
}

function figureLines(snapshot: Snapshot, context: ViewContext): string[] {
  const { predictions, perSecond, missed, notCompared, notDrawn, bitExact, agreement, clockHz, health, right } =
    snapshot;
  const row = (label: string, value: string) => `${label.padEnd(13)}${value}`;
  const lines = [
    row('predictions', `${grouped(predictions)}, ${perSecond.toFixed(1)} per second`),
    row('', `${grouped(notDrawn)} not drawn, ${grouped(notCompared)} not compared, ${grouped(missed)} missed`),
    row('reference', context.noReference ? `- (${context.noReference})` : bitExactly(bitExact)),
    row('teacher', context.noTeacher ? `- (${context.noTeacher})` : agreed(agreement)),
  ];
  if (agreement.total > 0)
    lines.push(
      row('', `${sparkline(snapshot.agreementBySecond)} agreement over ${snapshot.agreementBySecond.length} s`),
    );
  if (right.total > 0)
    lines.push(row('labels', `right ${proportion(proportionOf(right.count, right.total))} of ${grouped(right.total)}`));
  const latency = latencyOf(snapshot);
  if (latency) lines.push(row('latency', `${latency.median.toFixed(2)} ms, p99 ${latency.p99.toFixed(2)} ms`));
  if (snapshot.cycles.length > 0) {
    const { min, median, max } = percentilesOf(snapshot.cycles);
    const time = clockHz > 0 ? `, ${((1000 * median) / clockHz).toFixed(3)} ms on the core` : '';
    lines.push(row('cycles', `${grouped(median)} (${grouped(min)} to ${grouped(max)})${time}`));
  }
  if (snapshot.fed) {
    lines.push(row('fed', inWords(snapshot.fed.counts)));
    if (snapshot.fed.problem !== undefined) lines.push(row('', snapshot.fed.problem));
  }
  if (health) {
    const { inferencesRepeated, requestsRepeated, chunksRepeated, recoveries, staleReplies } = health;
    const again = `asked again ${grouped(inferencesRepeated + requestsRepeated + chunksRepeated)}`;
    lines.push(row('link', `${again}, recovered ${grouped(recoveries)}, late answers ${grouped(staleReplies)}`));
  }
  return lines;
}

function disagreementLines({ disagreements }: Snapshot, context: ViewContext, room: number): string[] {
  if (disagreements.length === 0 || room < 2) return [];
  const label = (index: number | undefined) =>
    index === undefined ? '-' : cutToWidth(nameOf(index, context), longestName);
  const rows = disagreements.slice(0, room - 1).map(({ observation, judgement }) => {
    const { referenceLabel, bitExact, teacherLabel } = judgement;
    const reference = `${label(referenceLabel)}${bitExact === false ? ' (logits)' : ''}`;
    const board = said(judgement, {
      ...context,
      classes: context.classes.map((name) => cutToWidth(name, longestName)),
    });
    return [String(observation.sampleId), board, reference, label(teacherLabel)];
  });
  return ['', ...inColumns(['disagreed on', 'board', 'reference', 'teacher'], rows, new Set()).split('\n')];
}

function agreed({ count, total }: Snapshot['agreement']): string {
  return total === 0 ? 'none compared yet' : `agreement ${proportion(proportionOf(count, total))} of ${grouped(total)}`;
}

function bitExactly(counts: Snapshot['bitExact']): string {
  return counts.total === 0 ? 'none compared yet' : `${counted(counts)} bit-exact`;
}

function counted({ count, total }: Snapshot['bitExact']): string {
  return total === 0 ? 'not compared' : `${grouped(count)} of ${grouped(total)}`;
}

function latencyOf({ latenciesMs }: Snapshot) {
  return latenciesMs.length === 0 ? undefined : percentilesOf(latenciesMs);
}

/** Such as `120 frames, 3 dropped`. */
function inWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([what, count]) => `${grouped(count)} ${what}`)
    .join(', ');
}

/** Why the board cannot be watched now. */
function absence({ board, bridgeOnline, bridgeStaleSeconds, brokerConnected }: Snapshot): string | undefined {
  if (!brokerConnected) return lostBroker;
  if (bridgeStaleSeconds !== undefined)
    return `what the broker keeps is stale: the bridge last said ${Math.round(bridgeStaleSeconds)} s ago that it is there`;
  if (bridgeOnline === false) return 'the bridge is offline';
  if (board.present) return undefined;
  return board.problem ? `the board is offline: ${board.problem}` : 'waiting for the board';
}

function isForeign({ board }: Snapshot, { imageId }: ViewContext): boolean {
  return board.imageId !== 0 && board.imageId !== imageId;
}

/** The class with its probability, the labels, or that there is neither. */
function said({ label, labels, confidence }: Judgement, context: ViewContext, between = ' '): string {
  if (labels) return labels.map((index) => nameOf(index, context)).join(', ') || 'none of the labels';
  if (label === undefined) return 'no class';
  return `${nameOf(label, context)}${between}${percent(confidence ?? 0, 1)}`;
}

function nameOf(label: number, { classes }: ViewContext): string {
  return taskOf({ classes }).show([label]);
}

/** A line that is too long continues on a second one. */
function inTwo(line: string, columns: number): string[] {
  const end = stringWidth(line) <= columns ? -1 : line.lastIndexOf(' ', columns);
  return end < columns / 2 ? [line] : [line.slice(0, end), `      ${line.slice(end + 1)}`];
}
