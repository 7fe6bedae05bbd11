// A run remembers the data set that it was made with: later commands read the same one, and refuse another.

import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeNpy } from '../support/write-npy.ts';
import { runInProcess } from './run-in-process.ts';
import { runRetort } from './run-retort.ts';
import { makeSmallRun } from './small-run.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-data-of-run-'));
  await makeSmallRun(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (command: string, cwd = folder) => runRetort([...command.split(' '), '--json'], { cwd });

/** A copy of data and run folder, in a folder of its own. */
async function copyOfAll(name: string): Promise<string> {
  const copy = join(folder, name);
  await mkdir(copy);
  for (const part of ['run', 'data.csv']) await cp(join(folder, part), join(copy, part), { recursive: true });
  return copy;
}

describe('without --data', () => {
  it.each([
    ['validate --on reference --image run/student.retort', '.'],
    ['validate --on reference --out ../run', 'elsewhere'],
    ['trace run/student.retort --sample 1 --on virtual:up5k', '.'],
    ['feed virtual:up5k --out run --count 4', '.'],
    ['monitor virtual:up5k --out run --count 4', '.'],
  ])('%s takes the data of the run', async (command, from) => {
    const cwd = join(folder, from);
    await mkdir(cwd, { recursive: true });
    const { exitCode, stderr } = await run(command, cwd);
    expect(stderr).toMatch(/data set .*data\.csv: 160 \+ 20 \+ 20 samples/);
    expect(exitCode).toBe(0);
  });

  it('distill takes the data of the teacher, and quantize that of the student', async () => {
    const copy = await copyOfAll('trained');
    await writeFile(join(copy, 'rows.npy'), writeNpy(new Float32Array(200 * 4).fill(0.25), [200, 4]));
    const steps = ['teacher --data @/data.csv --from @/rows.npy', 'distill --epochs 1', 'quantize'];
    for (const step of steps) {
      const words = `${step} --out @/run`.replaceAll('@', copy).split(' ');
      const { exitCode, stdout, stderr } = await runInProcess(words);
      expect(stderr).toMatch(/data set .*data\.csv: 160 \+ 20 \+ 20 samples/);
      expect(exitCode, stdout).toBe(0);
    }
  });

  it('finds data that moved together with the run folder, and names what did not', async () => {
    const together = join(folder, 'together');
    await mkdir(join(folder, 'apart'));
    await makeSmallRun(join(folder, 'apart'));
    await rename(join(folder, 'apart'), together);
    expect((await run('validate --on reference --out together/run')).exitCode).toBe(0);
    await rm(join(together, 'data.csv'));
    const { exitCode, json } = await run('validate --on reference --out run', together);
    expect(exitCode).toBe(3);
    expect(json().error?.code).toBe('CLI_DATA_MOVED');
    expect(json().error?.message).toMatch(
      /student\.retort was made with the data set .*data\.csv \(digest [0-9a-f]{16}…\), which is not at .*together\/data\.csv or .*: name it with --data$/,
    );
    expect((await run('validate --on reference --out run --data ../data.csv', together)).exitCode).toBe(0);
  });

  it('refuses data that has changed, and says what has', async () => {
    const copy = await copyOfAll('changed');
    const path = join(copy, 'data.csv');
    const text = await readFile(path, 'utf8');
    await writeFile(
      path,
      text.replace(/(\d+)\n$/, (_, last) => `${(Number(last) + 1) % 200}\n`),
    );
    const pixel = await run('validate --on reference --out run', copy);
    expect(pixel.exitCode).toBe(3);
    expect(pixel.json().error).toMatchObject({
      code: 'CLI_DATA_CHANGED',
      message: expect.stringMatching(
        /data\.csv is not the data set that run\/student\.retort was made with: its digest is [0-9a-f]{16}…, not [0-9a-f]{16}…; what differs: pixels, labels, splits or the way it is read\. Name the right data set with --data, or redo the run with this one$/,
      ),
    });
    await writeFile(path, text.slice(text.indexOf('\n') + 1));
    const counted = await run('validate --on reference --out run', copy);
    expect(counted.json().error?.message).toMatch(/it now has \d+ \+ \d+ \+ \d+ samples .* instead of 160 \+ 20 \+ 20/);
  });
});
