// The demo on a folder of a user's own pictures, as it is shown: 360 drawn ones, no flag but the folder and the seed.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawPictures } from '../support/draw-pictures.ts';
import { runRetort } from './run-retort.ts';

const folder = mkdtempSync(join(tmpdir(), 'retort-own-pictures-'));
const pictures = join(folder, 'pictures');
beforeAll(async () => {
  await drawPictures(pictures);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Fixed beforehand. */
const seeds = [1, 2, 3];

it('the demo reaches 90 % with the teacher and on the board, as the mean of three seeds', async () => {
  const runs: Record<string, unknown>[] = [];
  for (const seed of seeds) {
    const run = ['demo', '--data', pictures, '--seed', String(seed), '--out', join(folder, `run-${seed}`), '--json'];
    const demo = await runRetort(run, { cwd: folder });
    expect(demo.exitCode, demo.stderr).toBe(0);
    runs.push(demo.json());
  }
  const meanOf = (name: string) => runs.reduce((sum, run) => sum + (run[name] as number), 0) / runs.length;
  expect(meanOf('teacherAccuracy'), JSON.stringify(runs)).toBeGreaterThanOrEqual(0.9);
  expect(meanOf('boardAccuracy'), JSON.stringify(runs)).toBeGreaterThanOrEqual(0.9);
  for (const run of runs) expect(run).toMatchObject({ noBetterThanGuessing: false, bitExact: run.total });
});
