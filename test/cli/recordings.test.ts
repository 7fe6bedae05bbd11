// A folder of recordings from the teacher to the virtual board, and one recording by itself.
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSample } from '../../host/cli/steps/read-sample.ts';
import { DEFAULT_RUN_FOLDER } from '../../host/cli/steps/run-folder.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { logMelShape } from '../../host/dataset/log-mel.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { quantizeForImage } from '../../host/reference/quantize-input.ts';
import { writeTone } from '../support/write-wav.ts';
import { runRetort } from './run-retort.ts';
import { makeSmallRun } from './small-run.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-tones-'));
  for (let i = 0; i < 20; i++) {
    for (const [name, hertz] of Object.entries({ high: 2_500, low: 300, mid: 1_000 })) {
      await writeTone(join(folder, 'tones', name, `${i}.wav`), hertz * (1 + 0.005 * i));
    }
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...parameters: string[]) => runRetort([...parameters, '--json'], { cwd: folder });

describe('recordings', { timeout: 300_000 }, () => {
  it('go from the teacher to the virtual board, bit-exact, and one by itself is what it is in the data set', async () => {
    const recipe = '--epochs 20 --batch-size 8 --augment none'.split(' ');
    for (const step of [
      ['teacher', '--data', 'tones', '--teacher-network', 'vgg:4-8/1', ...recipe],
      ['distill', '--student', 'vgg:4-8/1', ...recipe],
      ['quantize'],
      ['pack'],
    ]) {
      const { exitCode, stderr } = await run(...step);
      expect(exitCode, stderr).toBe(0);
    }
    const validated = await run('validate', '--on', 'virtual:up5k');
    expect(validated.json(), validated.stderr).toMatchObject({ total: 6, bitExact: 6 });

    const clip = join('tones', 'low', '3.wav');
    const inferred = await run('infer', clip, '--on', 'virtual:up5k');
    expect(inferred.exitCode, inferred.stderr).toBe(0);

    const imagePath = join(folder, DEFAULT_RUN_FOLDER, 'student.retort');
    const image = readStudentImage(await readFile(imagePath), imagePath);
    const { input } = await readSample(clip, await readFile(join(folder, clip)), image, { recordingRate: 8_000 });
    const { train, validation, test } = await loadDataset(join(folder, 'tones'));
    const size = logMelShape.reduce((product, extent) => product * extent);
    const rows = [train, validation, test].flatMap(({ images, ids }) =>
      Array.from(ids, (_, row) => quantizeForImage(images.subarray(row * size, (row + 1) * size), image)),
    );
    expect(rows).toContainEqual(input);

    // What stands in for ffmpeg: it plays one of the set's own tones, then a quiet second.
    const tools = join(folder, 'tools');
    await mkdir(tools);
    const program = `#!${process.execPath}
const { argv, stdout } = process;
if (argv[argv.indexOf('-i') + 1] !== 'default') { console.error('no such device'); process.exit(1); }
const rate = Number(argv[argv.indexOf('-ar') + 1]);
const samples = Int16Array.from({ length: 2 * rate }, (_, i) => (i < rate ? 9000 * Math.sin((2 * Math.PI * 300 * i) / rate) : 0));
stdout.write(Buffer.from(samples.buffer));
`;
    await writeFile(join(tools, 'ffmpeg'), program, { mode: 0o755 });
    const feed = (path: string, source: string) =>
      runRetort(['feed', 'virtual:up5k', '--microphone', source, '--json'], { cwd: folder, env: { PATH: path } });
    const heard = await feed(tools, 'alsa:default');
    expect(heard.exitCode, heard.stderr).toBe(0);
    expect(heard.json()).toMatchObject({ microphone: 'alsa:default', seconds: 2, predictions: 1 });
    expect(heard.stderr).toMatch(/^1 s: (low|mid|high) \(-14 dB\)\n2 s: quiet$/m);
    expect((await feed(tools, 'alsa:other')).json().error?.message).toContain(
      'ffmpeg cannot read alsa:other: no such device; "ffmpeg -devices" lists formats',
    );
    expect((await feed(folder, 'alsa:default')).json().error?.message).toContain(
      'ffmpeg, which reads the microphone, is not installed',
    );

    await writeTone(join(folder, 'fast.wav'), 300, 16_000);
    const refused = await run('infer', 'fast.wav', '--on', 'reference');
    expect(refused.exitCode).toBe(3);
    expect(refused.json().error?.message).toContain(
      'has 16,000 samples per second, but the image was made with recordings of 8,000; convert it to that rate',
    );
  });

  it('are refused by an image that takes other inputs', async () => {
    const { out } = await makeSmallRun(folder);
    await copyFile(join(folder, 'tones', 'low', '0.wav'), join(folder, 'clip.wav'));
    const { exitCode, json } = await run('infer', 'clip.wav', '--out', out, '--on', 'reference');
    expect(exitCode).toBe(3);
    expect(json().error?.message).toContain(
      'it is a recording, whose spectrogram is 40×32×1, but the image takes 4×4×1',
    );
  });

  it.each([
    ['feed virtual:up5k --microphone alsa', "'alsa' is not FORMAT:DEVICE, such as alsa:default"],
    [
      'feed virtual:up5k --microphone alsa:x --noise 0.1',
      "option '--microphone [source]' cannot be used with option '--noise",
    ],
    [
      'feed virtual:up5k --microphone alsa:x --csv-values floats',
      "option '--microphone [source]' cannot be used with option '--csv-values",
    ],
  ])('%s is wrong usage', async (line, message) => {
    const { exitCode, json } = await run(...line.split(' '));
    expect(exitCode).toBe(2);
    expect(json().error?.message).toContain(message);
  });

  it('from a microphone are refused by an image that was made with something else', async () => {
    const { out } = await makeSmallRun(folder);
    const { json } = await run('feed', 'virtual:up5k', '--microphone', 'alsa:default', '--out', out);
    expect(json().error).toMatchObject({
      code: 'CLI_MICROPHONE',
      message: expect.stringContaining('not trained on recordings'),
    });
  });

  it('that are damaged are refused', async () => {
    await writeFile(join(folder, 'broken.wav'), 'RIFF');
    const { exitCode, json } = await run('infer', 'broken.wav', '--on', 'reference');
    expect(exitCode).toBe(3);
    expect(json().error).toMatchObject({ code: 'WAV_INVALID' });
  });
});
