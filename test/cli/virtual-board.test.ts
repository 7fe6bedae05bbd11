import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { runRetort, startRetort } from './run-retort.ts';
import { columnsNetwork, makeSmallRun, type SmallRun } from './small-run.ts';

let folder = '';
let small: SmallRun;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-board-'));
  small = await makeSmallRun(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...parameters: string[]) => runRetort([...parameters, '--out', small.out], { cwd: folder });

describe('on a virtual board', () => {
  it('validate is bit-exact', async () => {
    const { exitCode, json } = await run('validate', '--on', 'virtual:up5k', '--data', small.csv, '--json');
    expect(json()).toMatchObject({ on: 'virtual:up5k', total: 20, bitExact: 20, boardAccuracy: 1 });
    expect(json().build).toMatchObject({ of: 'virtual board', board: 'up5k' });
    expect(json().cyclesPerInference).toBeGreaterThan(0);
    expect(exitCode).toBe(0);
  });

  it('validate shares the samples among as many boards as there are cores, or as were named', async () => {
    const parameters = ['validate', '--data', small.csv, '--json', '--on'];
    const byCore = await run(...parameters, 'virtual:up5k');
    expect(byCore.json()).toMatchObject({ boards: Math.min(availableParallelism(), 20) });
    const url = 'virtual:up5k?boards=3&corrupt=0.02';
    const three = await run(...parameters, url);
    expect(three.json()).toEqual({ ...byCore.json(), on: url, boards: 3 });
    expect(three.stderr).toContain('flash: ');
    expect(three.stderr).toMatch(/classify on virtual:up5k\?boards=3&corrupt=0\.02, 3 boards: 100\.00 % right/);
  });

  it('validate fails where one weight was flipped, counts the samples, and names the layer', async () => {
    const image = join(folder, 'flipped.retort');
    const quantized = columnsNetwork();
    const [operation] = quantized.operations;
    if (!('weights' in operation)) throw new Error('the layer has no weights');
    operation.weights[0] ^= 0x40;
    const { labels, input } = readStudentImage(await readFile(join(small.out, 'student.retort')), 'student.retort');
    const provenance = { toolVersion: '0.1.0' };
    await writeFile(image, packStudentImage({ quantized, labels, preprocessing: input.preprocessing, provenance }));
    const reference = ['--quantized', join(small.out, 'student.int8.safetensors'), '--image', image];
    const { exitCode, stdout } = await run('validate', '--on', 'virtual:up5k', '--data', small.csv, ...reference);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/different +\d+ samples/);
    expect(stdout).toMatch(/first layer +columns: 1 of 4 values, first at \[0, 0, 0\]/);
  });

  it('flash and infer work through the port that retort board prints', async () => {
    const { child, finished } = startRetort(['board', '--json'], { cwd: folder });
    try {
      const [line] = (await new Promise<string>((resolve) => child.stdout.once('data', resolve))).split('\n');
      const { port, url } = JSON.parse(line);
      expect(url).toBe(`serial:${port}?baud=3000000`);
      const flashed = await run('flash', '--on', url, '--json');
      const { on, baud, skipped, sentBytes, sentRanges, payloadBytes } = flashed.json();
      expect({ on, baud, skipped }).toEqual({ on: url, baud: 3_000_000, skipped: false });
      expect(sentBytes).toBeGreaterThan(0);
      expect(sentRanges).toBeGreaterThan(0);
      const again = await run('flash', '--on', url, '--json');
      expect(again.json()).toMatchObject({ skipped: true, payloadBytes, sentBytes: 0, sentRanges: 0 });
      await writeFile(
        join(folder, 'raw.bin'),
        Int8Array.from({ length: 16 }, (_, at) => (at % 4 === 1 ? 120 : -120)),
      );
      expect((await run('infer', 'raw.bin', '--on', url, '--json')).json()).toMatchObject({ class: 'column 1' });
    } finally {
      child.kill('SIGINT');
    }
    expect((await finished).exitCode).toBe(130);
  });
});

it('a port that is not there is a board error that lists the others', async () => {
  const { exitCode, json } = await run('flash', '--on', 'serial:/dev/nowhere', '--json');
  expect(exitCode).toBe(6);
  expect(json().error).toMatchObject({ code: 'PORT_MISSING', path: '/dev/nowhere' });
});
