// What the settings do to pictures that are transparent, or of other proportions than the shape.
import { grouped } from '../../proto/numbers.ts';
import { defaultBackground, defaultFit } from './data-settings.ts';
import type { Shape } from './dataset.ts';
import type { PictureHeader, PictureSettings } from './picture.ts';

/** A sentence for each, where there is something to say. */
export function describeFitting(
  headers: readonly PictureHeader[],
  [rows, columns]: Shape,
  settings: PictureSettings,
): string[] {
  const { fit = defaultFit, background = defaultBackground } = settings;
  const transparent = headers.filter((header) => header.transparent).length;
  const others = headers.filter((header) => header.rows * columns !== header.columns * rows).length;
  const fitted = { cover: 'cropped', contain: `padded with ${background} bars`, stretch: 'stretched' }[fit];
  return [
    ...(transparent === 0
      ? []
      : [`${grouped(transparent)} pictures have an alpha channel and are laid over ${background} (--background)`]),
    ...(others === 0
      ? []
      : [`${grouped(others)} pictures whose proportions differ from ${rows}×${columns} are ${fitted} (--fit ${fit})`]),
  ];
}
