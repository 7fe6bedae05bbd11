// Each second of microphone sound as a log-mel spectrogram, like the ones that the student was trained on.

import { drawLogMel, logMelShape } from '../../dataset/log-mel.ts';
import { encodeInput } from '../../image/encode-input.ts';
import { quantizeForImage } from '../../reference/quantize-input.ts';
import { grouped } from '../text/format.ts';
import { MicrophoneError } from './capture.ts';
import { hear } from './hear.ts';
import type { LiveOptions, LiveSource } from './live-source.ts';
import type { Feeding } from './play-inputs.ts';

/** Decibels of a second's mean power below that of a full-scale square wave: quieter than any speech. */
const quietest = -60;

/** `count` is in seconds, the quiet ones included. @throws MicrophoneError, also while it runs */
export function openMicrophone(source: string, { image, settings, count }: LiveOptions): LiveSource {
  const { recordingRate } = settings;
  if (recordingRate === undefined || image.input.shape.join() !== logMelShape.join()) {
    throw new MicrophoneError(
      'the image was not trained on recordings, so it cannot listen to a microphone; pack one that was (docs/data.md)',
    );
  }
  const counts = { seconds: 0, quiet: 0 };
  return {
    counts,
    async *start(signal): Feeding {
      for await (const clip of hear(source, recordingRate, signal)) {
        const decibels = loudnessOf(clip.samples);
        const sampleId = ++counts.seconds;
        const at = `${grouped(sampleId)} s`;
        if (decibels < quietest) {
          counts.quiet += 1;
          yield { note: `${at}: quiet`, isProblem: false };
        } else {
          const line = (said: string) => `${at}: ${said} (${decibels.toFixed(0)} dB)`;
          yield { sampleId, input: encodeInput(image, quantizeForImage(drawLogMel(clip), image)), line };
        }
        if (counts.seconds >= count) return;
      }
    },
  };
}

function loudnessOf(samples: Float64Array): number {
  return 10 * Math.log10(samples.reduce((sum, value) => sum + value ** 2, 0) / samples.length);
}
