// Imports a .tflite file and packs it.

import { basename } from 'node:path';
import { readOutsideFile, readOutsideText } from '../../artifact/read-outside-file.ts';
import type { Preprocessing } from '../../dataset/dataset.ts';
import { type CoreDescription, coreNamed } from '../../image/core-description.ts';
import { deduceHead, type HeadChoice } from '../../image/deduce-head.ts';
import type { InputBits } from '../../quantize/input-levels.ts';
import type { QuantizedNetwork } from '../../quantize/quantized-network.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import { version } from '../version.ts';
import { type PackedImage, writePacked } from './pack-image.ts';
import { refuseOverwrite } from './refuse-overwrite.ts';

export interface ImportedModel extends PackedImage {
  readonly network: QuantizedNetwork;
  /** What was assumed of its output, where it could mean something else. */
  readonly assumed?: string;
  readonly core: CoreDescription;
}

export interface ImportChoices {
  /** The image's path. */
  readonly out: string;
  readonly board?: string;
  readonly inputBits?: InputBits;
  readonly labels?: string;
  readonly head?: HeadChoice;
  readonly pixels?: Preprocessing;
}

/** @throws InputFileError, and what importing and packing throw */
export async function importModel(
  path: string,
  choices: ImportChoices,
  context: CommandContext,
): Promise<ImportedModel> {
  const { digestQuantizedNetwork } = await import('../../quantize/quantized-network-file.ts');
  await refuseOverwrite(choices.out, [path, choices.labels]);
  const core = coreNamed(choices.board);
  const labels = choices.labels === undefined ? [] : await readLabels(choices.labels);
  const network = await runStep(context.output, 'import', async () => {
    const result = await readModel(path, await readOutsideFile(path, 'model', context.signal));
    return { result, text: `${result.operations.length} operators` };
  });
  const { head, assumed } = deduceHead(network, labels.length, choices.head);
  const provenance = { toolVersion: version, quantizedDigest: digestQuantizedNetwork(network) };
  const preprocessing = choices.pixels ?? preprocessingOf(network);
  const packed = await writePacked(
    { quantized: network, labels, head, preprocessing, provenance, core, inputBits: choices.inputBits },
    choices.out,
    context,
  );
  return { ...packed, network, assumed, core };
}

/** Named for its file, wherever that lies. */
export async function readModel(path: string, bytes: Uint8Array): Promise<QuantizedNetwork> {
  const { importTflite } = await import('../../import/import-tflite.ts');
  return { ...importTflite(bytes, path), name: basename(path, '.tflite') };
}

/**
 * A model does not say what its pixels became before they were quantized. Calibration on pictures makes the input's int8 range that of
 * their pixels, whatever they were scaled and shifted to: q = pixel − 128, as MLPerf's networks take them.
 */
function preprocessingOf(network: QuantizedNetwork): Preprocessing {
  const { scale, zeroPoint } = network.tensors.get(network.input)!;
  return { scale, offset: scale * (-128 - zeroPoint) };
}

/** The end of the file is not a label. */
async function readLabels(path: string): Promise<string[]> {
  const text = await readOutsideText(path, 'text');
  return text.trimEnd().split(/\r?\n/);
}
