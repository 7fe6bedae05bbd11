// What a board may be fed instead of a data set: what happens now, without labels. Each kind has its file.

import type { StudentImage } from '../../image/student-image.ts';
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
