// What can be planned: an image, or a quantized network that has yet to become one, from a .tflite or a safetensors file.
import { dirname } from 'node:path';
import { readOutsideFile } from '../../artifact/read-outside-file.ts';
import { boardFor, type CoreDescription, coreNamed } from '../../image/core-description.ts';
import { UnknownCoreError } from '../../image/core-errors.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { type ImagePlan, planImage, planNetwork } from '../../plan/plan-image.ts';
import type { InputBits } from '../../quantize/input-levels.ts';
import type { QuantizedNetwork } from '../../quantize/quantized-network.ts';

export interface Planned {
  readonly plan: ImagePlan;
  readonly network: QuantizedNetwork;
  readonly core: CoreDescription;
  readonly payloadBytes: number;
  /** Of an input on the line, and of each of its values. */
  readonly inputBytes: number;
  readonly inputBits: InputBits;
  /** Bytes of a prediction's logits. */
  readonly logitsCount: number;
}

/** `board`: a name; the image's own kind where absent, else up5k. @throws UnknownCoreError, and what the file's reader throws */
export async function openPlannable(path: string, board?: string): Promise<Planned> {
  const { beginsAsImage, readStudentImage } = await import('../../image/read.ts');
  const bytes = await readOutsideFile(path, 'model');
  if (!beginsAsImage(bytes)) return planFresh(await readNetwork(path, bytes), coreNamed(board));
  const image = readStudentImage(bytes, path);
  const { openNetwork } = await import('./open-network.ts');
  const { quantized } = await openNetwork(image, { out: dirname(path) });
  const core = board === undefined ? coreOf(image, path) : coreNamed(board);
  return core.core === image.core
    ? planned(planImage(image, core), image, quantized, core)
    : planFresh(quantized, core);
}

function planFresh(network: QuantizedNetwork, core: CoreDescription): Planned {
  const { compiled, ...plan } = planNetwork(network, core);
  return planned(plan, compiled, network, core);
}

function planned(
  plan: ImagePlan,
  { payload, memory }: Pick<StudentImage, 'payload' | 'memory'>,
  network: QuantizedNetwork,
  core: CoreDescription,
): Planned {
  const { inputBytes, inputBits, logitsCount } = memory;
  return { plan, network, core, payloadBytes: payload.length, inputBytes, inputBits, logitsCount };
}

/** @throws UnknownCoreError */
export function coreOf(image: StudentImage, path: string): CoreDescription {
  const known = boardFor(image);
  if (!known) throw new UnknownCoreError(path, image.core);
  return known;
}

async function readNetwork(path: string, bytes: Uint8Array): Promise<QuantizedNetwork> {
  if (path.endsWith('.safetensors')) {
    const { decodeQuantizedNetworkFile } = await import('../../quantize/quantized-network-file.ts');
    return decodeQuantizedNetworkFile(bytes, path).quantized;
  }
  const { readModel } = await import('./import-model.ts');
  return readModel(path, bytes);
}
