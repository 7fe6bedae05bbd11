// One interface for everything that predicts: a board that holds the image, or the integer reference.

import type { Board } from '../../../device-bridge/session/board.ts';
import { boardForSample } from '../../../device-bridge/session/deal-samples.ts';
import type { Prediction } from '../../../proto/prediction.ts';
import type { QuantizedSample } from '../../board/predict.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { argmax } from '../../network/logits.ts';
import { sizeOf } from '../../network/shapes.ts';
import type { QuantizedNetwork } from '../../quantize/quantized-network.ts';
import type { LayerProbe } from '../../validate/trace-layers.ts';
import type { CommandContext } from '../run-command.ts';
import type { Settings } from '../settings/settings.ts';
import type { BoardBuild } from './board-identity.ts';
import { parseBoardUrl } from './board-url.ts';
import type { Connection } from './connect.ts';
import type { FlashFigures } from './flash-image.ts';

export interface PredictorOptions {
  /** A file with the int8 network for the reference, in place of the image's own. */
  readonly quantized?: string;
  /** Of a virtual board whose URL does not say how many; 1 where absent. */
  readonly boards?: number;
  /** Opens boards that the caller started, in place of what `settings.on` names. */
  connect?(signal: AbortSignal): Promise<Connection>;
}

export interface Predictor {
  predict(samples: Iterable<QuantizedSample>): AsyncIterable<Prediction>;
  /** Absent where no core runs. */
  readonly clockHz?: number;
  readonly build?: BoardBuild;
  /** How many boards have a share of the samples; 0 where no core runs. */
  readonly boardCount: number;
  /** The board that got the sample at `row` of the last run; absent where no core runs. */
  probeFor?(row: number): LayerProbe & Pick<Board, 'name'>;
  readonly flashed?: FlashFigures;
  close(): Promise<void>;
}

/** Connects to what `settings.on` names and brings the image onto it. The caller closes it. */
export async function openPredictor(
  settings: Settings,
  image: StudentImage,
  options: PredictorOptions,
  context: CommandContext,
): Promise<Predictor> {
  const target = parseBoardUrl(settings.on);
  if (target.kind === 'reference') {
    const { openNetwork } = await import('./open-network.ts');
    const { quantized } = await openNetwork(image, { out: settings.out, quantized: options.quantized });
    return referencePredictor(quantized, context.signal);
  }
  const { connectBoard } = await import('./connect.ts');
  const { describeBuild } = await import('./board-identity.ts');
  const { flashImage } = await import('./flash-image.ts');
  const chosen = target.kind === 'virtual' ? { boards: options.boards, ...target } : target;
  const connection = await (options.connect?.(context.signal) ?? connectBoard(chosen, context.signal));
  const { board } = connection;
  try {
    const flashed = await flashImage(connection, image, context);
    const predictor = boardPredictor(connection, image, flashed, context.signal);
    return { ...predictor, build: describeBuild(board.identity) };
  } catch (error) {
    await board.close();
    throw error;
  }
}

function referencePredictor(quantized: QuantizedNetwork, signal: AbortSignal): Predictor {
  return {
    async *predict(samples) {
      const { runBatch } = await import('../../reference/batch.ts');
      const asked = [...samples];
      const batch = { count: asked.length, inputOf: (row: number) => asked[row].input };
      const classes = sizeOf(quantized.tensors.get(quantized.output)!.shape);
      let row = 0;
      for await (const outputs of runBatch(quantized, batch, { signal })) {
        for (let at = 0; at < outputs.length; at += classes, row++) {
          const logits = outputs.subarray(at, at + classes);
          yield { sampleId: asked[row].sampleId, label: argmax(logits), logits, cycles: 0 };
        }
      }
    },
    boardCount: 0,
    close: async () => {},
  };
}

function boardPredictor(
  { board, boards }: Connection,
  image: StudentImage,
  flashed: FlashFigures,
  signal: AbortSignal,
): Predictor {
  return {
    async *predict(samples) {
      const { predict } = await import('../../board/predict.ts');
      yield* predict(board, image, samples, { signal });
    },
    clockHz: board.identity.clockHz,
    boardCount: boards.length,
    probeFor: (row) => boardForSample(boards, row),
    flashed,
    close: () => board.close(),
  };
}
