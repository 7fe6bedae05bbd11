// Small pictures of one shade, for tests of how folders are read.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

function flat(shade: number, rows = 8, columns = 8): Sharp {
  const background = { r: shade, g: shade, b: shade };
  return sharp({ create: { width: columns, height: rows, channels: 3, background } });
}

/** Writes a file in the format of its extension, grey, and makes its folder. */
export async function writeShade(path: string, shade: number, rows = 8, columns = 8): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const extension = extname(path).slice(1).toLowerCase();
  const format = ({ jpg: 'jpeg', tif: 'tiff' } as Record<string, string>)[extension] ?? extension;
  const picture = flat(shade, rows, columns).toColourspace('b-w');
  await writeFile(path, await picture.toFormat(format as 'webp', { lossless: true }).toBuffer());
}

/** `count` pictures `0.png` … in each of the folders, all different. */
export async function writeClasses(
  under: string,
  classes: Readonly<Record<string, number>>,
  firstShade = 0,
): Promise<void> {
  for (const [place, [className, count]] of Object.entries(classes).entries()) {
    for (let picture = 0; picture < count; picture++) {
      await writeShade(join(under, className, `${picture}.png`), firstShade + place * 40 + picture);
    }
  }
}
