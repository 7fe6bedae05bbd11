// Packs a quantized student into an image, and writes it.

import { writeFileAtomically } from '../../artifact/write-file.ts';
import type { PackOptions } from '../../image/pack.ts';
import type { StudentImage } from '../../image/student-image.ts';
import type { QuantizedNetwork } from '../../quantize/quantized-network.ts';
import { channelNamesOf } from '../../task/detection.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import { grouped } from '../text/format.ts';
import { version } from '../version.ts';
import type { RunProvenance } from './provenance.ts';
import { pathToWrite } from './run-folder.ts';

export interface PackedImage {
  readonly image: StudentImage;
  readonly path: string;
  /** Of the file. */
  readonly imageBytes: number;
}

export interface PackedStudent {
  readonly quantized: QuantizedNetwork;
  readonly digest: string;
  readonly provenance: RunProvenance;
}

export type PackTarget = Pick<PackOptions, 'core' | 'inputBits'>;

/** Into the run folder, from which the data set's paths lead. */
export async function packImage(
  { quantized, digest, provenance: { dataset, ...known } }: PackedStudent,
  folder: string,
  target: PackTarget,
  context: CommandContext,
): Promise<PackedImage> {
  const provenance = {
    ...known,
    // It was measured with inputs of eight bits.
    quantizedAccuracy: (target.inputBits ?? 8) === 8 ? known.quantizedAccuracy : undefined,
    toolVersion: version,
    quantizedDigest: digest,
    datasetName: dataset.name,
    datasetDigest: dataset.digest,
    datasetPath: dataset.path,
    datasetFolder: dataset.folder,
    datasetSettings: dataset.settings && JSON.stringify(dataset.settings),
    datasetSamples: dataset.samples,
  };
  const { deduceHead } = await import('../../image/deduce-head.ts');
  const [labels, choice] = dataset.detection
    ? ([channelNamesOf(dataset.classes), 'values'] as const)
    : ([dataset.classes, 'softmax'] as const);
  const { preprocessing, vocabulary } = dataset;
  const { head } = deduceHead(quantized, labels.length, choice);
  const options = { quantized, labels, head, preprocessing, vocabulary, provenance, ...target };
  return writePacked(options, pathToWrite(folder, 'image'), context);
}

/** @throws ImageTooLargeError that names the boards which hold it, and what else packing throws */
export async function writePacked(
  options: PackOptions,
  path: string,
  { output }: Pick<CommandContext, 'output'>,
): Promise<PackedImage> {
  const { readStudentImage } = await import('../../image/read.ts');
  return runStep(output, 'pack', async () => {
    const bytes = await packOrNameBoards(options);
    await writeFileAtomically(path, bytes);
    const image = readStudentImage(bytes, path);
    return {
      result: { image, path, imageBytes: bytes.length },
      text: `${grouped(bytes.length)} bytes, ${grouped(image.memory.bytesNeeded)} bytes of the board's memory`,
    };
  });
}

async function packOrNameBoards(options: PackOptions): Promise<Uint8Array> {
  const { packStudentImage } = await import('../../image/pack.ts');
  try {
    return packStudentImage(options);
  } catch (error) {
    const { ImageTooLargeError } = await import('../../image/image-errors.ts');
    if (!(error instanceof ImageTooLargeError)) throw error;
    const { boardsThatHold } = await import('../../plan/boards-that-hold.ts');
    throw error.withBoards(boardsThatHold(options.quantized));
  }
}
