// A camera's frames, each brought to the student's shape as a picture of a data set is. The board gets the newest one.

import { fitFrame } from '../../dataset/picture.ts';
import { listFeatures } from '../../dataset/preprocessing.ts';
import { encodeInput } from '../../image/encode-input.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { quantizeForImage } from '../../reference/quantize-input.ts';
import { grouped } from '../text/format.ts';
import { CameraError } from './capture.ts';
import type { LiveOptions, LiveSource } from './live-source.ts';
import { newestOf } from './newest-of.ts';
import type { Feeding } from './play-inputs.ts';
import { see } from './see.ts';

/** `count` is in frames that are fed. Its log has a line per second. @throws CameraError, also while it runs */
export function openCamera(source: string, { image, settings, rate, count }: LiveOptions): LiveSource {
  const obstacle = obstacleOf(image, settings.recordingRate !== undefined);
  if (obstacle !== undefined)
    throw new CameraError(`the image takes ${obstacle}, not a camera's pictures; name another student with --image`);
  const counts = { frames: 0, dropped: 0 };
  return {
    counts,
    async *start(signal): Feeding {
      const stop = new AbortController();
      const frames = see(source, rate, AbortSignal.any([signal, stop.signal]));
      const started = performance.now();
      let lineAt = 1;
      const line = (said: string) => {
        const seconds = Math.floor((performance.now() - started) / 1000);
        if (seconds < lineAt) return undefined;
        lineAt = seconds + 1;
        return `${grouped(seconds)} s: ${said} (${grouped(counts.frames)} frames, ${grouped(counts.dropped)} dropped)`;
      };
      try {
        for await (const frame of newestOf(frames, () => (counts.dropped += 1))) {
          const pixels = await fitFrame(frame, source, image.input.shape, settings);
          yield { sampleId: counts.frames++, input: encodeInput(image, quantizeForImage(pixels, image)), line };
          if (counts.frames >= count) return;
        }
      } finally {
        stop.abort(new Error('the camera is stopped'));
      }
    },
  };
}

/** What the student takes, where that is not pictures. */
function obstacleOf({ input }: StudentImage, isSound: boolean): string | undefined {
  const { preprocessing, vocabulary, shape } = input;
  if ('features' in preprocessing) return `a row of ${listFeatures(preprocessing.features)}`;
  if (vocabulary) return 'pictures with questions';
  if (isSound) return 'recordings';
  return shape[2] === 1 || shape[2] === 3 ? undefined : `inputs of ${shape.join('×')}`;
}
