// Feeds each second of microphone sound to a board as a log-mel spectrogram, like the ones its student was trained on.

import { drawLogMel, logMelShape } from '../../dataset/log-mel.ts';
import { decodePrediction } from '../../image/decode-output.ts';
import { encodeInput } from '../../image/encode-input.ts';
import { classOf } from '../../image/head.ts';
import { quantizeForImage } from '../../reference/quantize-input.ts';
import type { CommandContext, CommandOutcome } from '../run-command.ts';
import type { Settings } from '../settings/settings.ts';
import { grouped, table } from '../text/format.ts';
import { hear, MicrophoneError } from './hear.ts';
import { madeFromOf } from './image-origin.ts';
import { connectToFeed } from './open-fed-board.ts';
import { openImage } from './open-image.ts';
import { requireImage } from './play-samples.ts';

/** Decibels of a second's mean power below that of a full-scale square wave: quieter than any speech. */
const quietest = -60;

export interface MicrophoneFlags {
  readonly image?: string;
  /** Seconds. */
  readonly count?: number;
}

/**
 * A line for each second, until `count`, Ctrl-C, or the end of what ffmpeg reads.
 * @param source as `hear` takes it
 * @throws MicrophoneError, OtherImageError, and what opening the board and inferring throw
 */
export async function feedMicrophone(
  source: string,
  settings: Settings,
  { image: path, count = Number.POSITIVE_INFINITY }: MicrophoneFlags,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { output, signal } = context;
  const image = await openImage(settings.out, path);
  const rate = madeFromOf(image, settings.out, path).origin?.settings?.recordingRate;
  if (rate === undefined || image.input.shape.join() !== logMelShape.join()) {
    throw new MicrophoneError(
      'the image was not trained on recordings, so it cannot listen to a microphone; pack one that was (docs/data.md)',
    );
  }
  const { board } = await connectToFeed(settings, image, context);
  const named = new Map<string, number>();
  let seconds = 0;
  try {
    await requireImage(board, image);
    for await (const clip of hear(source, rate, signal)) {
      const decibels = loudnessOf(clip.samples);
      const at = `${grouped(++seconds)} s`;
      if (decibels < quietest) output.note(`${at}: quiet`);
      else {
        const input = encodeInput(image, quantizeForImage(drawLogMel(clip), image));
        for await (const prediction of board.infer([{ sampleId: seconds, input }], { signal })) {
          const label = classOf(image, decodePrediction(image, prediction));
          const name = label === undefined ? 'no class' : (image.labels[label] ?? String(label));
          named.set(name, (named.get(name) ?? 0) + 1);
          output.note(`${at}: ${name} (${decibels.toFixed(0)} dB)`);
        }
      }
      if (seconds >= count) break;
    }
  } catch (error) {
    if (!signal.aborted) throw error; // Ctrl-C is how it usually ends.
  } finally {
    await board.close();
  }
  const predictions = [...named.values()].reduce((sum, one) => sum + one, 0);
  const rows = [...named].map(([name, times]) => [name, grouped(times)] as const);
  return {
    json: { on: settings.on, microphone: source, seconds, predictions, named: Object.fromEntries(named) },
    text: table([['seconds', grouped(seconds)], ['quiet', grouped(seconds - predictions)], ...rows]),
  };
}

function loudnessOf(samples: Float64Array): number {
  return 10 * Math.log10(samples.reduce((sum, value) => sum + value ** 2, 0) / samples.length);
}
