// What the core needs for the networks of MLPerf Tiny on each board that has a bitstream, how long it takes to put one onto it, and what
// its routed designs are:
//   npm run bench -- core [--json]
// Cycles are the board's own count, on the virtual board; milliseconds are those at the clock of its bitstream.
import { boardsWithRecipe, readManifest } from '../../firmware-artifacts/boards/board-folder.ts';
import { boards, type CoreDescription } from '../../host/image/core-description.ts';
import { decodeOutput } from '../../host/image/decode-output.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { ImageTooLargeError } from '../../host/image/image-errors.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import type { StudentImage } from '../../host/image/student-image.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import { planImage } from '../../host/plan/plan-image.ts';
import { type MlperfName, mlperfNames, readMlperfNetwork } from '../support/mlperf-tiny.ts';
import { withVirtualBoard } from '../support/virtual-session.ts';
import { bridge, measureSwap, type SwapRow } from './swap.ts';

interface NetworkRow {
  readonly network: MlperfName;
  readonly board: string;
  readonly lanes: number;
  readonly cycles: number;
  readonly milliseconds: number;
  /** Multiply-accumulates over lanes × cycles. */
  readonly utilisation: number;
  /** The first input's outputs, to TensorFlow Lite Micro's. */
  readonly bitExact: boolean;
  readonly sourceDigest: string;
}

interface LayoutRow {
  readonly board: string;
  readonly seed: number;
  readonly fmaxMHz: number;
  readonly clockMHz: number;
  readonly cells: number;
  readonly cellsAvailable: number;
  readonly blockRams: number;
  readonly blockRamsAvailable: number;
  readonly sourceDigest: string;
}

export interface CoreBench {
  readonly networks: readonly NetworkRow[];
  readonly swaps: readonly SwapRow[];
  readonly layouts: readonly LayoutRow[];
}

export async function benchCore(): Promise<CoreBench> {
  const routed = boards.filter(({ name }) => boardsWithRecipe().includes(name));
  const networks: NetworkRow[] = [];
  const swaps: SwapRow[] = [];
  for (const board of routed) {
    for (const network of mlperfNames) {
      const image = packFor(network, board);
      if (image === undefined) continue;
      networks.push(...(await measure(network, image, board)));
      swaps.push(...(await swap(network, image, board)));
    }
  }
  return { networks, swaps, layouts: routed.map(({ name }) => layoutOf(name)) };
}

/** Undefined where the network does not fit. */
function packFor(name: MlperfName, core: CoreDescription): StudentImage | undefined {
  const quantized = importTflite(readMlperfNetwork(name).tflite, name);
  const preprocessing = { scale: 1, offset: 0 };
  try {
    const options = { quantized, labels: [], preprocessing, provenance: { toolVersion: '0' }, core };
    return readStudentImage(packStudentImage(options), name);
  } catch (error) {
    if (error instanceof ImageTooLargeError) return undefined;
    throw error;
  }
}

/** At what the boards' USB bridge does at most, and as it is set; ResNet-8, the larger one, at a slower rate too. */
async function swap(network: MlperfName, image: StudentImage, { name: board }: CoreDescription): Promise<SwapRow[]> {
  const { mostBaud, promptMilliseconds, idleMilliseconds } = bridge;
  const settings = { network, board, sourceDigest: readManifest(board).sourceDigest };
  const lines = [
    ...[0, promptMilliseconds, idleMilliseconds].map((milliseconds) => [mostBaud, milliseconds] as const),
    ...(network === 'pretrainedResnet_quant' ? [[921_600, 0] as const] : []),
  ];
  const rows: SwapRow[] = [];
  for (const [baud, adapterMilliseconds] of lines)
    rows.push(await measureSwap({ ...settings, baud, adapterMilliseconds }, image));
  return rows;
}

async function measure(name: MlperfName, image: StudentImage, core: CoreDescription): Promise<NetworkRow[]> {
  const { inputs, logits } = readMlperfNetwork(name);
  const input = encodeInput(image, inputs.subarray(0, inputs.length / 64));
  const expected = logits.subarray(0, logits.length / 64);
  return withVirtualBoard(core.name, async (board) => {
    await board.flash(image);
    const rows: NetworkRow[] = [];
    for await (const { cycles, logits: given } of board.infer([{ sampleId: 0, input }])) {
      const { macs } = planImage(image, core);
      rows.push({
        ...{ network: name, board: core.name, lanes: core.macsPerCycle, cycles },
        milliseconds: (1000 * cycles) / core.clockHz,
        utilisation: macs / (core.macsPerCycle * cycles),
        bitExact: decodeOutput(image, given).every((value, i) => value === expected[i]),
        sourceDigest: readManifest(core.name).sourceDigest,
      });
    }
    return rows;
  });
}

function layoutOf(board: string): LayoutRow {
  const { seed, fmaxMHz, clockHz, cells, cellsAvailable, blockRams, blockRamsAvailable, sourceDigest } =
    readManifest(board);
  const used = { cells, cellsAvailable, blockRams, blockRamsAvailable };
  return { board, seed, fmaxMHz, clockMHz: clockHz / 1e6, ...used, sourceDigest };
}
