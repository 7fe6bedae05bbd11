// An image's description as text for `retort inspect`.

import type { Preprocessing } from '../../dataset/dataset.ts';
import type { ImageDescription, MemoryRegion } from '../../image/describe.ts';
import { describeHead } from '../../image/head.ts';
import { columns, grouped, percent, table } from './format.ts';

export function imageText(image: ImageDescription): string {
  return [table(summaryOf(image)), layersOf(image), memoryText(image.memory), table(provenanceOf(image))].join('\n\n');
}

function summaryOf(image: ImageDescription): (readonly [string, string])[] {
  const { core, input, logits } = image;
  const quantized = ({ scale, zeroPoint }: { scale: number; zeroPoint: number }) =>
    `${scale.toPrecision(6)} · (q ${zeroPoint < 0 ? '+' : '−'} ${Math.abs(zeroPoint)})`;
  const room = core.memoryBytes === null ? '' : ` of ${grouped(core.memoryBytes)}`;
  return [
    ['image', `${image.name}, id ${image.imageId}, format ${image.format}`],
    ['core', `${core.name} (${core.id})`],
    ['payload', `${grouped(image.payloadBytes)} bytes, CRC-32 ${image.payloadCrc}`],
    ['memory', `${grouped(image.memoryBytesNeeded)}${room} bytes, ${image.slotCount} input slots`],
    ['work', `${grouped(image.macs)} multiply-accumulates per inference`],
    ['input', `${input.shape.join('×')}; real = ${quantized(input.quantization)}`],
    ['on the line', `${image.inputBits} bits per value, ${grouped(image.inputBytes)} bytes per input`],
    feedRow(input.preprocessing),
    ...(input.vocabulary
      ? [['questions', `in channel ${input.shape[2]}, of ${input.vocabulary.join(', ')}`] as const]
      : []),
    ['edges', `takes ${image.edges.input.type}, gives ${image.edges.output.type}`],
    ['meaning', describeHead(image.head)],
    ['logits', `${logits.count}; real = ${quantized(logits.quantization)}`],
    ['labels', image.labels.join(', ') || 'none'],
  ];
}

function feedRow(preprocessing: Preprocessing): readonly [string, string] {
  if ('features' in preprocessing) {
    const { features, scale, offset } = preprocessing;
    const shown = features
      .slice(0, 4)
      .map((name, i) => `${name} · ${scale[i].toPrecision(6)} + ${offset[i].toPrecision(6)}`);
    return ['features', `${features.length}: ${shown.join(', ')}${features.length > shown.length ? ', …' : ''}`];
  }
  return ['pixels', `real = ${preprocessing.scale.toPrecision(6)} · pixel + ${preprocessing.offset}`];
}

function layersOf({ layers }: ImageDescription): string {
  const rows = layers.map((layer) => [
    layer.name,
    layer.operator,
    layer.shape.join('×'),
    `${layer.quantization.scale.toPrecision(6)}`,
    `${layer.quantization.zeroPoint}`,
    grouped(layer.macs),
    grouped(layer.weightBytes),
    grouped(layer.parameterBytes),
  ]);
  const headings = ['layer', 'operator', 'output', 'scale', 'zero point', 'MACs', 'weight bytes', 'parameter bytes'];
  return columns(headings, rows, new Set([3, 4, 5, 6, 7]));
}

/** A row for each region, in ascending order of address. */
export function memoryText(memory: readonly MemoryRegion[]): string {
  const hex = (address: number) => `0x${address.toString(16).padStart(5, '0')}`;
  const life = ({ lifetime }: MemoryRegion) => (lifetime ? `${lifetime[0]} to ${lifetime[1]}` : '');
  const rows = memory.map((region) => [
    hex(region.address),
    grouped(region.length),
    region.uploaded ? 'uploaded' : 'working',
    region.kind,
    shorten(region.name),
    life(region),
  ]);
  return columns(['address', 'bytes', '', 'memory', 'of', 'live from'], rows, new Set([1]));
}

/** Converters build names from everything they merged. */
export function shorten(name: string): string {
  return name.length <= 40 ? name : `${name.slice(0, 39)}…`;
}

function provenanceOf({ provenance }: ImageDescription): (readonly [string, string])[] {
  const text = (value: string | undefined) => value ?? 'not recorded';
  const accuracy = (value: number | undefined) => (value === undefined ? 'not recorded' : percent(value));
  return [
    ['packed by', `retort ${provenance.toolVersion}`],
    ['data set', `${text(provenance.datasetName)}, ${text(provenance.datasetDigest)}`],
    ['read with', provenance.datasetSettings ?? 'the defaults'],
    ['teacher', text(provenance.teacherDigest)],
    ['student', text(provenance.studentDigest)],
    ['quantized', text(provenance.quantizedDigest)],
    ['configuration', text(provenance.configurationDigest)],
    ['teacher accuracy', accuracy(provenance.teacherAccuracy)],
    ['student accuracy', accuracy(provenance.studentAccuracy)],
    ['int8 accuracy', accuracy(provenance.quantizedAccuracy)],
  ];
}
