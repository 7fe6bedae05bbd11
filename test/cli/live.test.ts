// A board fed from a folder and from a camera, by `retort feed` and by `retort monitor`; what stands in for ffmpeg writes frames of one bright column.
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCamera } from '../../host/cli/steps/live-camera.ts';
import { playSamples } from '../../host/cli/steps/play-samples.ts';
import { decodeInput } from '../../host/image/encode-input.ts';
import { readStudentImage } from '../../host/image/read.ts';
import type { StudentImage } from '../../host/image/student-image.ts';
import { runInProcess } from './run-in-process.ts';
import { runRetort, startRetort } from './run-retort.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';

let cwd = '';
let small: SmallRun;
let image: StudentImage;
let env: Readonly<Record<string, string>>;

/** Writes frames for ever, in halves; `i:columns,…` writes a frame for each and ends, `broken` fails. */
const fakeFfmpeg = `#!${process.execPath}
const { argv, stdout, stderr } = process;
const [format, device] = [argv[argv.indexOf('-f') + 1], argv[argv.indexOf('-i') + 1]];
if (format !== 'fake') { stderr.write('Unknown input format: ' + format + '\\n'); process.exit(1); }
const frame = (bright) => Buffer.concat([
  Buffer.from('P6\\n4 4\\n255\\n'),
  Buffer.from(Array.from({ length: 48 }, (_, i) => (Math.floor(i / 3) % 4 === bright ? 250 : 10))),
]);
if (device === 'broken') {
  stdout.write(frame(1), () => { stderr.write('warning\\n/dev/video9: No such device\\n'); process.exitCode = 1; });
} else if (device === 'endless') {
  stdout.on('error', () => process.exit(1));
  setInterval(() => {
    const bytes = frame(3);
    stdout.write(bytes.subarray(0, 20));
    setImmediate(() => stdout.write(bytes.subarray(20)));
  }, 20);
} else for (const bright of device.split(',')) stdout.write(frame(Number(bright)));
`;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'retort-live-'));
  small = await makeSmallRun(cwd);
  image = readStudentImage(await readFile(join(small.out, 'student.retort')), 'student.retort');
  await mkdir(join(cwd, 'tools'));
  await writeFile(join(cwd, 'tools', 'ffmpeg'), fakeFfmpeg, { mode: 0o755 });
  env = { PATH: `${join(cwd, 'tools')}${delimiter}${process.env.PATH}` };
});
afterAll(() => rm(cwd, { recursive: true }));

const feed = (...parameters: string[]) =>
  runRetort(['feed', 'virtual:up5k', '--out', small.out, ...parameters, '--json'], { cwd, env });
const picture = async (bright: number) => {
  const pixels = Uint8Array.from({ length: 16 }, (_, i) => (i % 4 === bright ? 250 : 10));
  return sharp(pixels, { raw: { width: 4, height: 4, channels: 1 } })
    .png()
    .toBuffer();
};

describe('retort feed --camera', { timeout: 60_000 }, () => {
  it('feeds the newest frame until ffmpeg ends', async () => {
    const fed = await feed('--camera', 'fake:2');
    expect(fed.exitCode, fed.stderr).toBe(0);
    expect(fed.json()).toEqual({
      ...{ on: 'virtual:up5k', camera: 'fake:2', frames: 1, dropped: 0 },
      ...{ predictions: 1, named: { 'column 2': 1 } },
    });
  });

  it('counts what a newer frame has replaced', async () => {
    const fed = (await feed('--camera', `fake:${'1,'.repeat(200)}3`)).json() as Record<string, number>;
    expect(fed.dropped).toBeGreaterThan(0);
    expect(fed.frames + fed.dropped).toBe(201);
    expect(fed.named).toHaveProperty('column 3', 1);
  });

  it('stops after --count, and ends its ffmpeg', async () => {
    const fed = await feed('--camera', 'fake:endless', '--count', '5');
    expect(fed.json()).toMatchObject({ frames: 5, predictions: 5, named: { 'column 3': 5 } });
  });

  it('ends well by Ctrl-C, with a line per second before', async () => {
    const { child, finished } = startRetort(
      ['feed', 'virtual:up5k', '--out', small.out, '--camera', 'fake:endless', '--json'],
      { cwd, env },
    );
    await new Promise<void>((resolve) => {
      child.stderr.on('data', (text: string) => text.includes(' frames, ') && resolve());
    });
    child.kill('SIGINT');
    const { exitCode, stderr, json } = await finished;
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^\d+ s: column 3 \(\d+ frames, \d+ dropped\)$/m);
    expect(json().predictions).toBeGreaterThan(0);
  });

  it.each([
    ['fake:broken', 'ffmpeg cannot read fake:broken: /dev/video9: No such device; "ffmpeg -devices" lists formats'],
    ['v4l2:/dev/video0', 'ffmpeg cannot read v4l2:/dev/video0: Unknown input format: v4l2'],
  ])('says why ffmpeg ended: %s', async (source, message) => {
    const fed = await feed('--camera', source);
    expect(fed.exitCode).toBe(7);
    expect(fed.json().error).toMatchObject({ code: 'CLI_CAMERA', message: expect.stringContaining(message) });
  });

  it('says that ffmpeg is not installed', async () => {
    const fed = await runRetort(['feed', 'virtual:up5k', '--out', small.out, '--camera', 'fake:1', '--json'], {
      cwd,
      env: { PATH: cwd },
    });
    expect(fed.json().error?.message).toBe(
      'ffmpeg, which reads the camera, is not installed; install it and make sure it is on the PATH',
    );
  });

  it.each([
    ['a table', { preprocessing: { features: ['speed'] } }, {}, 'a row of "speed"'],
    ['questions', { vocabulary: ['is'] }, {}, 'pictures with questions'],
    ['recordings', {}, { recordingRate: 8_000 }, 'recordings'],
    ['two channels', { shape: [4, 4, 2] }, {}, 'inputs of 4×4×2'],
  ])('refuses a student of %s', (_, input, settings, what) => {
    const other = { ...image, input: { ...image.input, ...input } } as StudentImage;
    const open = () => openCamera('fake:1', { image: other, settings, count: 1 });
    expect(open).toThrow(`the image takes ${what}`);
  });
});

describe('retort feed --watch', { timeout: 60_000 }, () => {
  it('feeds what is in the folder and what is added, names what cannot be read, and continues', async () => {
    const folder = join(cwd, 'pictures');
    await mkdir(folder);
    await writeFile(join(folder, 'a.png'), await picture(1));
    await writeFile(join(folder, 'broken.png'), (await picture(2)).subarray(0, 40));
    await writeFile(join(folder, 'short.i8'), new Int8Array(3));
    const { child, finished } = startRetort(
      ['feed', 'virtual:up5k', '--out', small.out, '--watch', folder, '--count', '3', '--json'],
      { cwd },
    );
    await new Promise<void>((resolve) => {
      child.stderr.on('data', (text: string) => text.includes('a.png: ') && resolve());
    });
    const bytes = await picture(0);
    await writeFile(join(folder, 'b.png'), bytes.subarray(0, 30));
    await writeFile(
      join(folder, 'c.i8'),
      new Int8Array(16).map((_, i) => (i % 4 === 3 ? 120 : -120)),
    );
    await appendFile(join(folder, 'b.png'), bytes.subarray(30));
    const { exitCode, stderr, json } = await finished;
    expect(json()).toEqual({
      ...{ on: 'virtual:up5k', watch: folder, files: 5, unreadable: 2, predictions: 3 },
      named: { 'column 0': 1, 'column 1': 1, 'column 3': 1 },
    });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^a\.png: column 1$/m);
    expect(stderr).toMatch(/broken\.png.*truncated|broken\.png cannot be decoded/);
    expect(stderr).toContain('short.i8');
  });

  it('refuses what is not a folder', async () => {
    const fed = await feed('--watch', 'nowhere');
    expect(fed.exitCode).toBe(3);
    expect(fed.json().error?.message).toContain('nowhere cannot be read: it is not a folder; name one with --watch');
  });
});

describe('retort feed --drift', () => {
  const pixels = [0, 10, 51, 100, 200, 204, 250, 255];
  const split = { ids: ['0'], labels: Uint8Array.of(0), images: Uint8Array.of(...pixels, ...pixels) };

  /** What the board reads of `pixels` as inputs 0, 100 and 1,000. */
  async function inputsOf(options: { readonly drift?: number; readonly noise?: number }): Promise<number[][]> {
    const inputs: number[][] = [];
    const board = {
      status: async () => ({ imageId: image.imageId }),
      async *infer(samples: AsyncIterable<{ sampleId: number; input: Uint8Array }>) {
        for await (const { sampleId, input } of samples) {
          inputs.push(Array.from(decodeInput(image, input), (value) => value + 128).slice(0, pixels.length));
          yield { sampleId, label: 0, logits: new Int8Array(4), cycles: 1 };
        }
      },
    };
    const context = { inFlight: 1, signal: new AbortController().signal };
    const forever = { seed: 1, loop: true, count: 1_001 };
    for await (const _ of playSamples(board as never, image, split as never, { ...options, ...forever }, context));
    expect(inputs).toHaveLength(1_001);
    return [0, 100, 1_000].map((at) => inputs[at]);
  }

  it('moves every pixel by that share of the range per 1,000 inputs, clipped', async () => {
    expect(await inputsOf({ drift: 0.2 })).toEqual([
      pixels,
      [5, 15, 56, 105, 205, 209, 255, 255],
      [51, 61, 102, 151, 251, 255, 255, 255],
    ]);
    expect(await inputsOf({ drift: -0.4 })).toEqual([
      pixels,
      [0, 0, 41, 90, 190, 194, 240, 245],
      [0, 0, 0, 0, 98, 102, 148, 153],
    ]);
  });

  it('comes on top of the same noise', async () => {
    const [noisy, both] = [await inputsOf({ noise: 0.05 }), await inputsOf({ noise: 0.05, drift: 0.2 })];
    expect(both[0]).toEqual(noisy[0]);
    const moved = both[2].map((value, i) => value - noisy[2][i]);
    const isInside = (_: number, i: number) => noisy[2][i] > 0 && both[2][i] < 255;
    expect(moved.filter(isInside).length).toBeGreaterThan(2);
    expect(new Set(moved.filter(isInside))).toEqual(new Set([51]));
  });

  it('is refused for samples that are no pictures, as noise is', async () => {
    const table = { ids: ['0'], labels: Uint8Array.of(0), images: new Float32Array(16) };
    const board = { status: async () => ({ imageId: image.imageId }) };
    const context = { inFlight: 1, signal: new AbortController().signal };
    const play = (options: object) =>
      playSamples(board as never, image, table as never, { seed: 1, ...options }, context);
    await expect(play({ drift: 0.1 }).next()).rejects.toMatchObject({
      code: 'SAMPLES_ARE_FLOATS',
      message: expect.stringContaining('leave --drift out'),
    });
    await expect(play({ noise: 0.1 }).next()).rejects.toThrow('leave --noise out');
  });
});

describe('retort monitor', { timeout: 60_000 }, () => {
  it('feeds a board from a camera and says what came', async () => {
    const parameters = ['monitor', 'virtual:up5k', '--out', small.out, '--camera', 'fake:endless', '--count', '9'];
    const seen = await runRetort([...parameters, '--json'], { cwd, env });
    expect(seen.exitCode, seen.stderr).toBe(0);
    expect(seen.json()).not.toHaveProperty('labels');
    const { fed, predictions } = seen.json() as { fed: { counts: { frames: number } }; predictions: number };
    expect(predictions).toBeGreaterThanOrEqual(9);
    expect(fed.counts.frames).toBeGreaterThanOrEqual(9);
  });

  it('feeds a board from a folder, and names what it could not read', async () => {
    const folder = join(cwd, 'watched');
    await mkdir(folder);
    await writeFile(join(folder, 'a.png'), await picture(1));
    await writeFile(join(folder, 'broken.png'), 'no picture');
    const parameters = ['monitor', 'virtual:up5k', '--out', small.out, '--watch', folder, '--for', '4'];
    const seen = await runRetort(parameters, { cwd });
    expect(seen.exitCode, seen.stderr).toBe(0);
    expect(seen.stdout).toContain('2 files, 1 unreadable');
  });
});

describe('options that make no sense together', () => {
  it.each([
    ['feed virtual:up5k --camera fake:1 --watch .', "'--camera [source]' cannot be used with option '--watch"],
    [
      'feed virtual:up5k --microphone a:b --camera fake:1',
      "'--microphone [source]' cannot be used with option '--camera",
    ],
    ['feed virtual:up5k --camera fake:1 --data mnist', "cannot be used with option '-d, --data"],
    ['feed virtual:up5k --watch . --drift 0.1', "cannot be used with option '--drift"],
    ['feed virtual:up5k --watch . --seed 3', "cannot be used with option '--seed"],
    ['feed virtual:up5k --microphone a:b --fit cover', "cannot be used with option '--fit"],
    ['feed virtual:up5k --camera video0', "'video0' is not FORMAT:DEVICE, such as v4l2:/dev/video0"],
    ['feed virtual:up5k --drift x', "'x' is not a number from -1,000 to 1,000"],
    ['monitor --replay --camera fake:1', '--camera is not for a replay: leave out --replay, or leave --camera out'],
    ['monitor --replay --drift -0.1', '--drift is not for a replay'],
    ['monitor mqtt://127.0.0.1/a/b/c --watch .', '--watch is for a board that the monitor feeds itself'],
    ['monitor --web virtual:up5k virtual:up5k --camera fake:1', '--camera feeds one board, but 2 would be fed'],
  ])('are refused: %s', async (line, message) => {
    const { exitCode, stdout } = await runInProcess(line.split(' '));
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout).error.message).toContain(message);
  });
});
