// Opens the live source that flags name, each kind by its own file.

import type { DataOrigin } from '../../dataset/data-origin.ts';
import type { StudentImage } from '../../image/student-image.ts';
import type { PlayFlags } from '../settings/play-options.ts';
import type { Settings } from '../settings/settings.ts';
import type { LiveSource } from './live-source.ts';

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
