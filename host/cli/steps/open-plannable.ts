// What can be planned: an image, or a quantized network that has yet to become one, from a .tflite or a safetensors file.
import { dirname } from 'node:path';
import { readOutsideFile } from '../../artifact/read-outside-file.ts';
import { type CoreDescription, coreNamed, cores } from '../../image/core-description.ts';
import { UnknownCoreError } from '../../image/image-errors.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { type ImagePlan, planImage, planNetwork } from '../../plan/plan-image.ts';
import type { QuantizedNetwork } from '../../quantize/quantized-network.ts';

export interface Planned {
  readonly plan: ImagePlan;
  readonly network: QuantizedNetwork;
  readonly core: CoreDescription;
  readonly payloadBytes: number;
  readonly inputBytes: number;
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
  const { inputBytes, logitsCount } = memory;
  return { plan, network, core, payloadBytes: payload.length, inputBytes, logitsCount };
}

/** @throws UnknownCoreError */
export function coreOf({ core: id }: Pick<StudentImage, 'core'>, path: string): CoreDescription {
  const known = cores.find(({ core }) => core === id);
  if (!known) throw new UnknownCoreError(path, id);
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
