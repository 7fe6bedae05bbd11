// Memory beside a file of pictures that is larger than what the process may hold.
import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../support/train-from-pixel-file.ts', import.meta.url));
const imageBytes = 28 * 28;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-streamed-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The file is sparse, but for a written megabyte in each 64. */
async function peakOf(name: string, bytes: number): Promise<number> {
  const path = join(folder, name);
  const pictures = Math.floor(bytes / imageBytes);
  const file = await open(path, 'w');
  await file.truncate(pictures * imageBytes);
  const written = Uint8Array.from({ length: 2 ** 20 }, (_, i) => (i * 31) % 256);
  for (let at = 0; at < bytes - written.length; at += 2 ** 26) await file.write(written, 0, written.length, at);
  await file.close();
  const settings = [path, String(pictures), join(folder, `${name}.safetensors`), '400'];
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, ...settings]);
  const { steps, peakMegabytes } = JSON.parse(stdout);
  expect(steps).toBe(400);
  return peakMegabytes;
}

describe('the resident memory of a training from a file', () => {
  it('stays under 700 MB with 2 GB of pictures, and near that with 64 MB of them', async () => {
    const [small, large] = [await peakOf('64 MB', 2 ** 26), await peakOf('2 GB', 2 ** 31)];
    expect(large).toBeLessThan(700);
    // Ids, labels and the epoch's order take 9 bytes a picture: 25 MB of 2.7 million.
    expect(large - small).toBeLessThan(200);
  });
});
