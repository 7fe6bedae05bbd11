// Whoever predicts, behind one interface: a board that holds the image, or the integer reference.

import type { Board } from '../../../device-bridge/session/board.ts';
import { encodeInput } from '../../image/encode-input.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { argmax } from '../../network/logits.ts';
import type { Reference } from '../../reference/reference.ts';
import type { LayerProbe } from '../../validate/first-difference.ts';
import type { Prediction } from '../../validate/prediction.ts';
import { parseBoardUrl } from '../board-url.ts';
import type { LineFrames } from '../line-share.ts';
import type { CommandContext } from '../run-command.ts';
import { pathToRead } from '../run-folder.ts';
import type { Settings } from '../settings.ts';
import type { FlashFigures } from './flash-image.ts';

interface QuantizedSample {
  readonly sampleId: number;
  /** int8 [rows, columns, channels] */
  readonly input: Int8Array;
}

export interface PredictorOptions {
  /** The int8 network for the reference; the run folder's where absent. */
  readonly quantized?: string;
  /** Of a virtual board that the caller started behind a pseudo-terminal. */
  readonly lineFrames?: LineFrames;
}

export interface Predictor {
  predict(samples: Iterable<QuantizedSample>): AsyncIterable<Prediction>;
  /** Absent where no core runs. */
  readonly clockHz?: number;
  readonly probe?: LayerProbe;
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
    const { loadQuantizedNetwork } = await import('../../quantize/quantized-network-file.ts');
    const { createReference } = await import('../../reference/reference.ts');
    const { quantized: network } = await loadQuantizedNetwork(pathToRead(settings.out, 'quantized', options.quantized));
    return referencePredictor(createReference(network));
  }
  const { connectBoard } = await import('../connect.ts');
  const { flashImage } = await import('./flash-image.ts');
  const { board, lineFrames = options.lineFrames } = await connectBoard(target, context.signal);
  try {
    const flashed = await flashImage({ board, lineFrames }, image, context);
    return boardPredictor(board, image, flashed, context.signal);
  } catch (error) {
    await board.close();
    throw error;
  }
}

function referencePredictor(reference: Reference): Predictor {
  return {
    async *predict(samples) {
      for (const { sampleId, input } of samples) {
        const logits = reference.run(input);
        yield { sampleId, label: argmax(logits), logits, cycles: 0 };
      }
    },
    close: async () => {},
  };
}

function boardPredictor(board: Board, image: StudentImage, flashed: FlashFigures, signal: AbortSignal): Predictor {
  return {
    predict: (samples) => board.infer(encodeAll(samples, image), { inFlight: image.memory.slotCount, signal }),
    clockHz: board.identity.clockHz,
    probe: board,
    flashed,
    close: () => board.close(),
  };
}

function* encodeAll(samples: Iterable<QuantizedSample>, image: StudentImage) {
  for (const { sampleId, input } of samples) yield { sampleId, input: encodeInput(image, input) };
}
