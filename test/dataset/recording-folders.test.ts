import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDataset } from '../../host/dataset/load.ts';
import { drawLogMel } from '../../host/dataset/log-mel.ts';
import { decodeWav } from '../../host/dataset/wav.ts';
import { writeShade } from '../support/write-pictures.ts';
import { int16Of, tone, wavOf, writeTone } from '../support/write-wav.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-recordings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (...names: string[]) => join(folder, ...names);

/** `no` is low, `yes` high. */
async function writeTones(under: string, count: number, rate = 8_000): Promise<void> {
  for (let i = 0; i < count; i++) {
    await writeTone(join(under, 'no', `${i}.wav`), 300 + 10 * i, rate);
    await writeTone(join(under, 'yes', `${i}.WAV`), 2_000 + 20 * i, rate);
  }
}

const splitsOf = ({ train, validation, test }: Awaited<ReturnType<typeof loadDataset>>) =>
  [train, validation, test].map(({ ids }) => ids.length);

describe('a folder of recordings', () => {
  it('is read as class folders of log-mel spectrograms', async () => {
    await writeTones(folder, 10);
    await writeFile(at('no', 'notes.txt'), 'x');
    const dataset = await loadDataset(folder);
    expect(dataset).toMatchObject({ classes: ['no', 'yes'], shape: [40, 32, 1] });
    expect(splitsOf(dataset)).toEqual([16, 2, 2]);
    const path = at('no', '0.wav');
    const expected = Buffer.from(drawLogMel(decodeWav(await readFile(path), path)));
    const all = Buffer.concat(
      [dataset.train, dataset.validation, dataset.test].map(({ images }) => images as Uint8Array),
    );
    const places = Array.from({ length: 20 }, (_, i) => all.subarray(1280 * i, 1280 * (i + 1)));
    expect(places.filter((picture) => picture.equals(expected)).length).toBe(1);
    expect(dataset.reading).toMatchObject({
      warnings: [],
      unused: [{ reason: 'not a picture or recording', count: 1, examples: [join('no', 'notes.txt')] }],
    });
  });

  it('has the splits of its folders, at any one rate', async () => {
    await writeTones(at('train'), 10, 22_050);
    await writeTones(at('test'), 3, 22_050);
    const dataset = await loadDataset(folder);
    expect(splitsOf(dataset)).toEqual([18, 2, 6]);
    expect(dataset.reading.splits.test).toBe('the folder test/');
  });

  it('says how many recordings are longer than what is used', async () => {
    await writeTones(folder, 6);
    await writeFile(at('yes', 'long.wav'), wavOf(int16Of(tone(700, 1.5))));
    const { reading } = await loadDataset(folder);
    expect(reading.warnings).toEqual(['1 recordings are longer than 1 s: the second in the middle is used']);
  });

  it('leaves out what cannot be used, with the reason', async () => {
    await writeTones(folder, 10);
    await writeFile(at('no', '1.wav'), 'no recording');
    await writeFile(at('no', '2.wav'), '');
    await writeFile(at('no', '3.wav'), wavOf(Buffer.alloc(16), { channels: 2 }));
    await writeFile(at('no', '4.wav'), (await readFile(at('no', '5.wav'))).subarray(0, 1000));
    await writeFile(at('no', '6.mp3'), 'ID3');
    await mkdir(at('yes', 'x.wav'));
    const { reading } = await loadDataset(folder);
    expect(
      Object.fromEntries(reading.unused.flatMap(({ reason, examples }) => examples.map((e) => [e, reason]))),
    ).toEqual({
      'no/1.wav': 'is not a RIFF/WAVE file; convert it to WAV',
      'no/2.wav': 'an empty file',
      'no/3.wav': 'has 2 channels; convert it to mono',
      'no/4.wav': 'is truncated: 1,000 bytes instead of 8,044 or more; download or write it again',
      'no/6.mp3': 'the format .mp3 is not read',
      'yes/x.wav': 'a folder named like a recording',
    });
    expect(reading.warnings).toContain(
      '6 of 22 files in the classes are left out (no, yes): see the files listed as not used',
    );
  });

  it.each([
    ['two rates', () => writeTone(at('yes', '99.wav'), 500, 16_000), 'samples per second, but yes/99.wav has 16,000'],
    ['pictures too', () => writeShade(at('yes', '1.png'), 3), 'has pictures (yes/1.png) and recordings (no/0.wav)'],
  ] as const)('with %s is refused', async (_, spoil, message) => {
    await writeTones(folder, 6);
    await spoil();
    await expect(loadDataset(folder)).rejects.toThrow(message);
  });

  it('is not brought to another shape', async () => {
    await writeTones(folder, 6);
    await expect(loadDataset(folder, { shape: [28, 28, 1] })).rejects.toThrow(
      `${folder}: has recordings, whose spectrograms are 40×32×1; leave the shape 28×28×1 out`,
    );
  });

  it('of another rate than it had is refused', async () => {
    await writeTones(folder, 6);
    expect((await loadDataset(folder)).recordingRate).toBe(8_000);
    await expect(loadDataset(folder, { recordingRate: 16_000 })).rejects.toThrow(
      `${folder}: has recordings with 8,000 samples per second, but 16,000 are needed; convert them to that rate`,
    );
  });

  it('stops when told to', async () => {
    await writeTones(folder, 6);
    const stop = new AbortController();
    const onEvent = () => stop.abort(new Error('enough'));
    await expect(loadDataset(folder, { signal: stop.signal, onEvent })).rejects.toThrow('enough');
  });
});
