// A plan as text for `retort plan`.

import type { Advice } from '../../plan/advice.ts';
import type { LineLimit, PackedInput } from '../../plan/line-limits.ts';
import type { LinkPlan } from '../../plan/link-time.ts';
import type { ImagePlan } from '../../plan/plan-image.ts';
import type { MemoryUse } from '../../plan/plan-memory.ts';
import type { LineRates } from '../steps/line-rates.ts';
import type { Planned } from '../steps/open-plannable.ts';
import { megahertz } from './board-time.ts';
import { columns, grouped, percent, table } from './format.ts';
import { memoryText, shorten } from './image-text.ts';

export interface PlannedLine {
  readonly link: LinkPlan;
  readonly line: LineRates;
  readonly limits: readonly LineLimit[];
  readonly packedInputs: readonly PackedInput[];
}

export function planText(
  { plan, network, inputBytes, logitsCount }: Planned,
  planned: PlannedLine,
  advice: readonly Advice[],
): string {
  const head = [
    ['student', `${network.name} on ${plan.board}, at ${megahertz(plan.clockHz)}`],
    ...(plan.noBitstream === undefined ? [] : [['clock', `a target: ${plan.noBitstream}`] as const]),
    ['compute', `${grouped(plan.cycles)} cycles, ${milliseconds(plan.milliseconds)} ms`],
    [
      'work',
      `${grouped(plan.macs)} multiply-accumulates, ${percent(plan.utilisation, 1)} of the core's peak in that time`,
    ],
    ...memoryRows(plan.memory),
  ] as const;
  return [
    table(head),
    layersText(plan),
    linkText(planned.link, inputBytes, logitsCount),
    ...limitsText(plan.board, inputBytes, planned),
    memoryText(plan.memory.regions),
    ...verdictOf(plan, advice),
  ].join('\n\n');
}

function memoryRows(memory: MemoryUse): (readonly [string, string])[] {
  const { peak } = memory;
  const alive = peak.alive.map(({ tensor, bytes }) => `${shorten(tensor)} (${grouped(bytes)})`).join(', ');
  const missing = memory.missing > 0 ? `, ${grouped(memory.missing)} MORE THAN IT HAS` : '';
  return [
    ['memory', `${grouped(memory.needed)} of ${grouped(memory.available)} bytes${missing}`],
    [
      '  uploaded',
      `${grouped(memory.payload)}: weights ${grouped(memory.weights)}, parameters ${grouped(memory.parameters)}, program ${grouped(memory.program)}`,
    ],
    ['  inputs', `${grouped(memory.slots)}: ${memory.slotCount} slot${memory.slotCount === 1 ? '' : 's'}`],
    ['  activations', `${grouped(memory.activations)}; peak at ${peak.layer}, with ${alive} alive`],
  ];
}

function layersText({ layers }: ImagePlan): string {
  const rows = layers.map((layer) => [
    layer.name,
    layer.operator,
    layer.shape.join('×'),
    grouped(layer.macs),
    grouped(layer.cycles),
    milliseconds(layer.milliseconds),
    layer.macs === 0 ? '' : percent(layer.utilisation, 1),
    grouped(layer.weightBytes),
    grouped(layer.parameterBytes),
  ]);
  const headings = [
    'layer',
    'operator',
    'output',
    'MACs',
    'cycles',
    'ms',
    'utilisation',
    'weight bytes',
    'parameter bytes',
  ];
  return columns(headings, rows, new Set([3, 4, 5, 6, 7, 8]));
}

function linkText({ bytes, rates, computeMilliseconds }: LinkPlan, inputBytes: number, logitsCount: number): string {
  const rows = rates.map((rate) => [
    grouped(rate.baud),
    milliseconds(rate.inputMilliseconds),
    milliseconds(computeMilliseconds),
    milliseconds(rate.outputMilliseconds),
    milliseconds(rate.latencyMilliseconds),
    rate.inferencesPerSecond.toFixed(1),
    rate.bottleneck,
    (rate.uploadMilliseconds / 1000).toFixed(3),
  ]);
  const headings = ['baud', 'input ms', 'core ms', 'output ms', 'all three', 'per second', 'bottleneck', 'upload s'];
  const size = (wire: number, data: number) => `${grouped(wire)} for ${grouped(data)}`;
  return [
    `On the line: input ${size(bytes.input, inputBytes)} bytes, output ${size(bytes.output, logitsCount)}, image ${grouped(bytes.upload)}.`,
    columns(headings, rows, new Set([0, 1, 2, 3, 4, 5, 7])),
  ].join('\n');
}

/** Nothing where the core is the bottleneck at every rate. */
function limitsText(
  board: string,
  inputBytes: number,
  { link: { rates, computeMilliseconds }, line: { fastest, usbBridge }, limits, packedInputs }: PlannedLine,
): string[] {
  if (limits.length === 0) return [];
  const rateOf = (baud: number) => rates.find((rate) => rate.baud === baud)!;
  const atRates = limits.map(({ baud, balancedInputBytes }) => {
    const { lineShare, coreBusy, outputMilliseconds } = rateOf(baud);
    const shares = `the line takes ${percent(lineShare, 1)} of an inference, and the core is busy ${percent(coreBusy, 1)} of the time`;
    return `- at ${grouped(baud)} baud ${shares}; ${smallerInputText(inputBytes, balancedInputBytes, outputMilliseconds > computeMilliseconds)}`;
  });
  const possible = `${grouped(fastest)} baud (?baud=${fastest} in the board's URL), the highest rate of ${board}`;
  const through = usbBridge === undefined ? ', if its USB bridge can' : ` through its ${usbBridge}`;
  const reached = `${rateOf(fastest).inferencesPerSecond.toFixed(1)} inferences per second`;
  const atFastest = [`- ${possible}${through}, gives ${reached}`, ...packedText(packedInputs)];
  return [['The line limits inferences per second:', ...atRates, ...atFastest].join('\n')];
}

function packedText(packed: readonly PackedInput[]): string[] {
  if (packed.length === 0) return [];
  const each = packed.map(({ bits, inferencesPerSecond }) => `${bits} gives ${inferencesPerSecond.toFixed(1)}`);
  return [`- fewer bits per input value (--input-bits of pack and import; coarser): at that rate ${each.join(', ')}`];
}

function smallerInputText(inputBytes: number, balanced: number | null, outputIsSlower: boolean): string {
  if (balanced !== null)
    return `an input of ${grouped(balanced)} bytes instead of ${grouped(inputBytes)} would take as long as the core does now`;
  return outputIsSlower
    ? 'no smaller input helps, since the prediction alone takes longer than the core'
    : 'no input is small enough to take no longer than the core';
}

function verdictOf({ fits, board, memory }: ImagePlan, advice: readonly Advice[]): string[] {
  const lines = advice.map((each) => `- ${adviceText(each)}`);
  if (!fits) lines.unshift(`It does not fit ${board}: ${grouped(memory.missing)} bytes are missing. What would help:`);
  return lines.length === 0 ? [] : [lines.join('\n')];
}

function adviceText(advice: Advice): string {
  switch (advice.kind) {
    case 'board':
      return `a board that holds it: --board ${advice.boards.join(' or --board ')}`;
    case 'fewer filters':
      return `${advice.filters} filters instead of ${advice.of} in layer ${advice.layer}, which frees ${grouped(advice.freed)} bytes`;
    case 'fewer weights':
      return `smaller layers: ${grouped(advice.most)} bytes of weights at most, instead of ${grouped(advice.bytes)}`;
    case 'smaller activations':
      return `pooling or a stride before layer ${advice.layer}, so that activations take ${grouped(advice.most)} bytes instead of ${grouped(advice.bytes)}`;
    case 'more memory':
      return `with ${grouped(advice.missing)} bytes more it would take ${grouped(advice.cycles)} cycles: there is no room to lay its input out column by column`;
  }
}

function milliseconds(value: number): string {
  return value.toFixed(3);
}
