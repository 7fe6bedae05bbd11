// What a board may be fed instead of a data set: what happens now, without labels. Each kind has its file.

import type { DataOrigin } from '../../dataset/data-origin.ts';
import type { StudentImage } from '../../image/student-image.ts';
import type { PlayFlags } from '../settings/play-options.ts';
import type { Settings } from '../settings/settings.ts';
import type { Feeding } from './play-inputs.ts';
import type { SampleSettings } from './read-sample.ts';

export interface LiveSource {
  /** What came so far, such as `{ frames: 120, dropped: 3 }`, by the words that people are shown. */
  readonly counts: Readonly<Record<string, number>>;
  /** Goes on where it stood when it is started again. */
  start(signal: AbortSignal): Feeding;
}

/** Of whoever opens a live source. */
export interface LiveOptions {
  readonly image: StudentImage;
  /** As the image was made with them, unless flags say otherwise. */
  readonly settings: SampleSettings;
  readonly rate?: number;
  readonly count: number;
}

/** Undefined where the flags name none. @throws MicrophoneError, CameraError, InputFileError */
export async function openLiveSource(
  image: StudentImage,
  origin: DataOrigin | undefined,
  { dataSettings, dataFlags }: Settings,
  { microphone, camera, watch, rate, count = Number.POSITIVE_INFINITY }: PlayFlags,
): Promise<LiveSource | undefined> {
  const settings = { ...dataSettings, ...origin?.settings, ...dataFlags };
  const options = { image, settings, rate, count };
  if (microphone !== undefined) {
    const { openMicrophone } = await import('./live-microphone.ts');
    return openMicrophone(microphone, options);
  }
  if (camera !== undefined) {
    const { openCamera } = await import('./live-camera.ts');
    return openCamera(camera, options);
  }
  if (watch !== undefined) {
    const { openFolder } = await import('./live-folder.ts');
    return openFolder(watch, options);
  }
  return undefined;
}
