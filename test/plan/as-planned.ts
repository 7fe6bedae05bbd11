// What is planned, computed and measured on a virtual board, layer by layer: no value and no cycle may differ.
import { expect } from 'vitest';
import type { Board } from '../../device-bridge/session/board.ts';
import { traceImage } from '../../host/cli/steps/trace-image.ts';
import type { CoreDescription } from '../../host/image/core-description.ts';
import { decodeOutput } from '../../host/image/decode-output.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { planImage } from '../../host/plan/plan-image.ts';
import type { InputBits } from '../../host/quantize/input-levels.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { createReference } from '../../host/reference/reference.ts';
import { quietContext } from '../support/virtual-session.ts';

export function packFor(quantized: QuantizedNetwork, core: CoreDescription, inputBits: InputBits = 8) {
  const preprocessing = { scale: 1, offset: 0 };
  const options = { labels: [], preprocessing, provenance: { toolVersion: '0' } };
  const bytes = packStudentImage({ ...options, quantized, core, inputBits });
  return readStudentImage(bytes, quantized.name);
}

/** Flashes the network, traces one input, and runs all of them in one stream. */
export async function expectAsPlanned(
  board: Board,
  network: QuantizedNetwork,
  inputs: readonly Int8Array[],
  core: CoreDescription,
  inputBits: InputBits = 8,
) {
  const image = packFor(network, core, inputBits);
  const plan = planImage(image, core);
  const reference = createReference(network);
  await board.flash(image);
  const trace = await traceImage(board, inputs[0], { image, network, plan }, quietContext());
  expect(trace, network.name).toMatchObject({ equal: true, cycles: plan.cycles });
  expect(trace.layers.map(({ cycles }) => cycles)).toEqual(plan.layers.map(({ cycles }) => cycles));
  const samples = inputs.map((values, sampleId) => ({ sampleId, input: encodeInput(image, values) }));
  for await (const { sampleId, cycles, logits } of board.infer(samples, { inFlight: image.memory.slotCount })) {
    expect(cycles).toBe(plan.cycles);
    expect(decodeOutput(image, logits), network.name).toEqual(reference.run(inputs[sampleId]));
  }
}
