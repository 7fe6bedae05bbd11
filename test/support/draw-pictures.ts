// Draws a folder of class folders with pictures as a camera might take them: one shape each, of varied colour, place, size and angle, on an
// uneven background; mixed sizes, PNG and JPEG in turn. Equal seeds write equal pixels.
// `npx tsx test/support/draw-pictures.ts FOLDER [SEED]` writes the default set.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { createRandom, type Random } from '../../host/artifact/random.ts';

export interface DrawOptions {
  readonly seed?: number;
  readonly perClass?: number;
  /** Rows and columns are each drawn from `side` ± a fifth. */
  readonly side?: number;
}

/** Each within the unit circle around (0, 0), as SVG. */
const shapes = {
  circle: '<circle r="0.9"/>',
  square: '<rect x="-0.75" y="-0.75" width="1.5" height="1.5"/>',
  triangle: '<polygon points="0,-1 0.87,0.6 -0.87,0.6"/>',
} as const;

export type DrawnClass = keyof typeof shapes;

/** By default 120 pictures in each of `circle`, `square`, `triangle`, of 400 to 600 pixels a side. Returns their paths. */
export async function drawPictures(
  folder: string,
  { seed = 1, perClass = 120, side = 500 }: DrawOptions = {},
): Promise<string[]> {
  const random = createRandom(seed);
  const paths: string[] = [];
  for (const className of Object.keys(shapes) as DrawnClass[]) {
    await mkdir(join(folder, className), { recursive: true });
    for (let picture = 0; picture < perClass; picture++) {
      const path = join(folder, className, `${String(picture).padStart(4, '0')}.${picture % 2 === 0 ? 'png' : 'jpg'}`);
      await drawPicture(className, side, random).toFile(path);
      paths.push(path);
    }
  }
  return paths;
}

/** Grain is coarser than a pixel by this, as light and shade are. */
const grainSize = 16;

function drawPicture(shape: DrawnClass, side: number, random: Random): Sharp {
  const [rows, columns] = [0, 0].map(() => Math.round(between(0.8 * side, 1.2 * side, random)));
  const ground = [0, 0, 0].map(() => between(60, 200, random));
  const across = Math.ceil(columns / grainSize);
  const down = Math.ceil(rows / grainSize);
  const grain = Uint8Array.from({ length: across * down * 3 }, (_, i) =>
    Math.min(255, Math.max(0, ground[i % 3] + 18 * random.normal())),
  );
  const radius = between(0.2, 0.4, random) * Math.min(rows, columns);
  const [x, y] = [columns, rows].map((size) => between(radius, size - radius, random));
  const angle = between(-15, 15, random);
  const fill = contrastingColour(ground, random);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${columns}" height="${rows}"><g fill="rgb(${fill})" transform="translate(${x} ${y}) rotate(${angle}) scale(${radius})">${shapes[shape]}</g></svg>`;
  return sharp(grain, { raw: { width: across, height: down, channels: 3 } })
    .resize(columns, rows, { fit: 'fill' })
    .composite([{ input: Buffer.from(svg) }]);
}

/** Lighter or darker than the ground by at least 60 in each channel. */
function contrastingColour(ground: readonly number[], random: Random): string {
  const lighter = ground.reduce((sum, value) => sum + value) < 3 * 128;
  return ground
    .map((value) =>
      Math.round(lighter ? between(Math.min(value + 60, 255), 255, random) : between(0, value - 60, random)),
    )
    .join(',');
}

function between(from: number, to: number, random: Random): number {
  return from + (to - from) * random.next();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, seed = '1'] = process.argv.slice(2);
  if (folder === undefined) throw new Error('usage: npx tsx test/support/draw-pictures.ts FOLDER [SEED]');
  console.log(`${(await drawPictures(folder, { seed: Number(seed) })).length} pictures in ${folder}`);
}
