// What a network costs on a board before there is one: cycles layer by layer, as the board's own counter will say, memory, and what to do
// where it does not fit. The line is link-time.ts's.
import { compileNetwork } from '../image/compile.ts';
import type { CoreDescription } from '../image/core-description.ts';
import { ImageTooLargeError } from '../image/image-errors.ts';
import type { CompiledNetwork, ImageLayer } from '../image/student-image.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import { timeProgram } from './clock/time-program.ts';
import { type MemoryUse, planMemory } from './plan-memory.ts';

export interface LayerPlan
  extends Pick<ImageLayer, 'name' | 'operator' | 'shape' | 'macs' | 'weightBytes' | 'parameterBytes'> {
  readonly cycles: number;
  readonly milliseconds: number;
  /** macs over what the core could multiply in these cycles, 0…1. */
  readonly utilisation: number;
}

export interface ImagePlan {
  /** Name of the kind of board. */
  readonly board: string;
  readonly clockHz: number;
  /** Why that clock is only a target, which no bitstream has; absent where it is a bitstream's. */
  readonly noBitstream?: string;
  /** Where it does not, the plan is that of a board with just enough memory. */
  readonly fits: boolean;
  readonly layers: readonly LayerPlan[];
  /** `Prediction.cycles`: from the start to the last write, the sum of the layers'. */
  readonly cycles: number;
  readonly milliseconds: number;
  readonly macs: number;
  readonly utilisation: number;
  readonly memory: MemoryUse;
}

/**
 * Cycles of each layer and of the whole, as the board counts them, and where the memory goes, in bytes.
 * @param compiled for `core`, or for one like it with more memory
 * @example
 * import { readFileSync } from 'node:fs';
 * import { coreNamed, planImage, readStudentImage } from 'retort-fpga/board';
 *
 * const image = readStudentImage(readFileSync('student.retort'), 'student.retort');
 * const { cycles, layers, memory } = planImage(image, coreNamed('up5k'));
 * console.log(cycles, layers.map((layer) => layer.cycles), memory.needed);
 */
export function planImage(compiled: CompiledNetwork, core: CoreDescription): ImagePlan {
  const ends = timeProgram(compiled.payload, core);
  const cost = (macs: number, cycles: number) => ({
    cycles,
    milliseconds: (1000 * cycles) / core.clockHz,
    utilisation: cycles === 0 ? 0 : macs / (core.macsPerCycle * cycles),
  });
  let begin = 0;
  const layers = compiled.layers.map(
    ({ name, operator, shape, macs, weightBytes, parameterBytes, descriptorIndex }) => {
      const cycles = ends[descriptorIndex] - begin;
      begin = ends[descriptorIndex];
      return { name, operator, shape, macs, ...cost(macs, cycles), weightBytes, parameterBytes };
    },
  );
  const macs = layers.reduce((sum, layer) => sum + layer.macs, 0);
  const memory = planMemory(compiled, core);
  return {
    board: core.name,
    clockHz: core.clockHz,
    ...(core.noBitstream !== undefined && { noBitstream: core.noBitstream }),
    fits: memory.missing === 0,
    layers,
    macs,
    ...cost(macs, ends.at(-1)!),
    memory,
  };
}

export interface NetworkPlan extends ImagePlan {
  readonly compiled: CompiledNetwork;
}

/**
 * The same before an image is packed, also of a network that `core` does not have memory enough for.
 * @throws UnsupportedLayerError, TooManyLogitsError
 * @example
 * import { coreNamed, planNetwork } from 'retort-fpga/board';
 * import { loadQuantizedNetwork } from 'retort-fpga/image';
 *
 * const { quantized } = await loadQuantizedNetwork('retort-out/student.int8.safetensors');
 * const { fits, memory } = planNetwork(quantized, coreNamed('up5k'));
 * console.log(fits, memory.needed);
 */
export function planNetwork(network: QuantizedNetwork, core: CoreDescription): NetworkPlan {
  const compiled = compileRegardless(network, core);
  return { compiled, ...planImage(compiled, core) };
}

/** With as little memory as it takes, where the board's is not enough. */
function compileRegardless(network: QuantizedNetwork, core: CoreDescription): CompiledNetwork {
  try {
    return compileNetwork(network, core);
  } catch (error) {
    if (!(error instanceof ImageTooLargeError)) throw error;
    return compileNetwork(network, { ...core, memoryBytes: error.bytesNeeded });
  }
}
