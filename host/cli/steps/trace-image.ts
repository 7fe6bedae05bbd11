// Runs one sample layer by layer on a board, and compares each layer's output and cycles with the reference and the
// plan.

import type { Board } from '../../../device-bridge/session/board.ts';
import { encodeInput } from '../../image/encode-input.ts';
import type { ImageLayer, StudentImage } from '../../image/student-image.ts';
import { argmax } from '../../network/logits.ts';
import type { ImagePlan } from '../../plan/plan-image.ts';
import type { QuantizedNetwork } from '../../quantize/quantized-network.ts';
import { createReference } from '../../reference/reference.ts';
import { type TracedLayer, traceLayers } from '../../validate/trace-layers.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';

export interface LayerTrace
  extends Omit<TracedLayer<ImageLayer>, 'layer' | 'layerIndex'>,
    Pick<ImageLayer, 'name' | 'operator' | 'shape'> {
  readonly plannedCycles: number;
}

export interface Trace {
  readonly layers: readonly LayerTrace[];
  /** Of the whole program in one run. */
  readonly cycles: number;
  readonly plannedCycles: number;
  /** Index of the largest output value, as the board found it; absent for an output of several pixels. */
  readonly label?: { readonly actual: number; readonly expected: number };
  /** Every value, every layer's cycles and the label are as they should be. */
  readonly equal: boolean;
}

/** What a board is compared with. */
export interface TraceParts {
  readonly image: StudentImage;
  readonly network: QuantizedNetwork;
  readonly plan: ImagePlan;
}

/** `input`: int8 [rows, columns, channels]. The board holds the image. Throws what reading the board throws. */
export async function traceImage(
  board: Pick<Board, 'name' | 'runLayers' | 'readMemory'>,
  input: Int8Array,
  { image, network, plan }: TraceParts,
  { output, signal }: CommandContext,
): Promise<Trace> {
  const tensors = createReference(network).runLayers(input);
  const bytes = encodeInput(image, input);
  const expectedOf = ({ tensor }: ImageLayer) => tensors.get(tensor)!;
  return runStep(output, `trace on ${board.name}`, async (update) => {
    const layers: LayerTrace[] = [];
    for await (const { layer, layerIndex, ...traced } of traceLayers(board, bytes, image.layers, expectedOf)) {
      signal.throwIfAborted();
      const { name, operator, shape } = layer;
      layers.push({ name, operator, shape, plannedCycles: plan.layers[layerIndex].cycles, ...traced });
      update(`${layers.length} of ${image.layers.length} layers`);
    }
    const { cycles, label } = await board.runLayers(bytes, 0);
    const logits = tensors.get(network.output)!;
    const labels = logits.length === image.memory.logitsCount ? { actual: label, expected: argmax(logits) } : undefined;
    const equal =
      layers.every((layer) => layer.differing === 0 && layer.cycles === layer.plannedCycles) &&
      cycles === plan.cycles &&
      labels?.actual === labels?.expected;
    const result = { layers, cycles, plannedCycles: plan.cycles, ...(labels && { label: labels }), equal };
    return { result, text: `${layers.length} layers, ${equal ? 'all equal' : 'not all equal'}` };
  });
}
