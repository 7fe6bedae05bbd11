// How fast a folder of pictures is loaded, beside plain sharp on the same files.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import sharp from 'sharp';
import { loadDataset } from '../../host/dataset/load.ts';
import { drawPictures } from '../support/draw-pictures.ts';

const rounds = 3;
const side = 32;

/** Each figure is the best of three rounds; `ratio` is that of pictures per second, without cache, and should be at least 0.7. */
export async function benchData() {
  const folder = await mkdtemp(join(tmpdir(), 'retort-bench-data-'));
  const cache = process.env.RETORT_CACHE;
  try {
    const pictures = join(folder, 'pictures');
    const paths = await drawPictures(pictures);
    const plain: number[] = [];
    const first: number[] = [];
    const again: number[] = [];
    for (let round = 0; round < rounds; round++) {
      plain.push(await seconds(() => decodeAll(paths)));
      process.env.RETORT_CACHE = join(folder, `cache-${round}`);
      first.push(await seconds(() => loadDataset(pictures)));
      again.push(await seconds(() => loadDataset(pictures)));
    }
    const perSecond = (times: readonly number[]) => Math.round(paths.length / Math.min(...times));
    return {
      pictures: paths.length,
      plainPerSecond: perSecond(plain),
      firstPerSecond: perSecond(first),
      ratio: Number((Math.min(...plain) / Math.min(...first)).toFixed(3)),
      firstSeconds: Number(Math.min(...first).toFixed(2)),
      againSeconds: Number(Math.min(...again).toFixed(2)),
    };
  } finally {
    if (cache === undefined) delete process.env.RETORT_CACHE;
    else process.env.RETORT_CACHE = cache;
    await rm(folder, { recursive: true, force: true });
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Decode and resize to the same shape and raw, as many at once as a program would that knows nothing of Retort. */
async function decodeAll(paths: readonly string[]): Promise<void> {
  const left = [...paths];
  const work = async () => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      await sharp(await readFile(path))
        .resize(side, side, { fit: 'contain' })
        .toColourspace('srgb')
        .raw()
        .toBuffer();
    }
  };
  await Promise.all([work(), work(), work(), work()]);
}
