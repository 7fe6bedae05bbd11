// Packs a quantized student into an image, and writes it.

import { writeFileAtomically } from '../../artifact/write-file.ts';
import type { StudentImage } from '../../image/student-image.ts';
import type { QuantizedNetwork } from '../../quantize/quantized-network.ts';
import { grouped } from '../format.ts';
import { runStep } from '../output.ts';
import type { RunProvenance } from '../provenance.ts';
import type { CommandContext } from '../run-command.ts';
import { pathToWrite } from '../run-folder.ts';
import { version } from '../version.ts';

export interface PackedImage {
  readonly image: StudentImage;
  readonly path: string;
  /** Of the file. */
  readonly imageBytes: number;
}

export async function packImage(
  student: { readonly quantized: QuantizedNetwork; readonly digest: string; readonly provenance: RunProvenance },
  folder: string,
  { output }: CommandContext,
): Promise<PackedImage> {
  const { packStudentImage } = await import('../../image/pack.ts');
  const { readStudentImage } = await import('../../image/read.ts');
  return runStep(output, 'pack', async () => {
    const { quantized, digest, provenance } = student;
    const { dataset, ...known } = provenance;
    const bytes = packStudentImage({
      quantized,
      labels: dataset.classes,
      preprocessing: dataset.preprocessing,
      provenance: {
        ...known,
        toolVersion: version,
        quantizedDigest: digest,
        datasetName: dataset.name,
        datasetDigest: dataset.digest,
      },
    });
    const path = pathToWrite(folder, 'image');
    await writeFileAtomically(path, bytes);
    const image = readStudentImage(bytes, path);
    return {
      result: { image, path, imageBytes: bytes.length },
      text: `${grouped(bytes.length)} bytes, ${grouped(image.memory.bytesNeeded)} bytes of the board's memory`,
    };
  });
}
