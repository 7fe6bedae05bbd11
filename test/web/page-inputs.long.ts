// Inputs that are no pictures, as the page draws them in a real Chromium: a spectrogram in colours, a table as its features; and how large the script is.
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeInput } from '../../host/image/encode-input.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import type { StudentImage } from '../../host/image/student-image.ts';
import { networkNamed } from '../../host/network/named-networks.ts';
import { quantizeUntrained } from '../../host/quantize/quantize.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { quantizeForImage } from '../../host/reference/quantize-input.ts';
import { createReference } from '../../host/reference/reference.ts';
import { readPageFiles } from '../../host/web/page-files.ts';
import { serveMonitor } from '../../host/web/serve-monitor.ts';
import type { WebServer } from '../../host/web/server.ts';
import { WatchedBoard } from '../../host/web/watched-board.ts';
import { columnsNetwork } from '../cli/small-run.ts';
import { createFakeSource, type FakeSource } from './fake-source.ts';
import { launchBrowser, openPage, violationsOf } from './open-page.ts';

const mostScriptBytes = 150 * 1024;
const features = ['speed (m/s)', 'Füllstand'];
const units = { features, scale: [0.1, 0.5], offset: [-1, 0] };
const tableNetwork = quantizeUntrained(networkNamed('mlp:8', [1, 1, 2], 4), units);
let server: WebServer;
let browser: Browser;

beforeAll(async () => {
  const sound = watch('sound', packed(columnsNetwork(), { scale: 1 / 255, offset: 0 }), true);
  const table = watch('table', packed(tableNetwork, units), false);
  server = await serveMonitor({ host: '127.0.0.1', port: 0, version: 'test', boards: [sound.board, table.board] });
  browser = await launchBrowser();
  for (const { board, image, source } of [sound, table]) {
    board.start();
    source.say({ kind: 'board', present: true, imageId: image.imageId, clockHz: 24_000_000 });
  }
  // From quiet to loud, row by row; then a row of the table in its own units.
  say(
    sound,
    Uint8Array.from({ length: 16 }, (_, i) => 17 * i),
  );
  say(table, Float32Array.of(12, 0.5));
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Watched {
  readonly board: WatchedBoard;
  readonly source: FakeSource;
  readonly image: StudentImage;
}

function packed(quantized: QuantizedNetwork, preprocessing: Parameters<typeof packStudentImage>[0]['preprocessing']) {
  const labels = ['a', 'b', 'c', 'd'];
  return readStudentImage(
    packStudentImage({ quantized, labels, preprocessing, provenance: { toolVersion: '0.1.0' } }),
    'the test’s',
  );
}

function watch(name: string, image: StudentImage, isSound: boolean): Watched {
  const source = createFakeSource(name);
  const judge = async () => [];
  const student = { image, isSound, judge, noReference: 'none here', noTeacher: 'none here' };
  return {
    source,
    image,
    board: new WatchedBoard({ id: name, source, students: new Map([[image.imageId, student]]) }),
  };
}

function say({ source, image }: Watched, sample: Uint8Array | Float32Array): void {
  const values = quantizeForImage(sample, image);
  const logits = createReference(networkOf(image)).run(values);
  const observation = { sampleId: 0, label: 0, logits, cycles: 900, latencyMs: 1, input: encodeInput(image, values) };
  source.say({ kind: 'predictions', imageId: image.imageId, missed: 0, observations: [observation] });
}

const networkOf = ({ input }: StudentImage) => ('features' in input.preprocessing ? tableNetwork : columnsNetwork());

async function openBoard(name: string): Promise<Page> {
  const { page } = await openPage(browser, server.url);
  await page.getByRole('navigation', { name: 'boards' }).getByRole('button', { name }).click();
  return page;
}

describe('the page', () => {
  it('draws a spectrogram from quiet to loud, with its axes', async () => {
    const page = await openBoard('sound');
    await page.getByRole('img', { name: 'sample 0, as the board read it' }).waitFor();
    await page.getByText('↑ frequency').waitFor();
    const pixels = await page.evaluate<number[]>(
      `Array.from(document.querySelector('.spectrogram canvas').getContext('2d').getImageData(0, 0, 4, 4).data)`,
    );
    const colours = Array.from({ length: 16 }, (_, i) => pixels.slice(4 * i, 4 * i + 3));
    const lightness = colours.map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue);
    expect(lightness).toEqual([...lightness].sort((a, b) => a - b));
    expect(lightness[0]).toBeLessThan(5);
    expect(lightness[15]).toBeGreaterThan(230);
    expect(colours.some(([red, green]) => red - green > 60)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
  });

  it('draws a table as its features, in their own units', async () => {
    const page = await openBoard('table');
    const rows = page.getByRole('region', { name: 'sample 0, as the board read it' }).getByRole('row');
    await rows.first().waitFor();
    const cells = await rows.allTextContents();
    expect(cells.map((text) => features.find((feature) => text.startsWith(feature)))).toEqual(features);
    const values = cells.map((text, i) => Number(text.slice(features[i].length)));
    expect(values[0]).toBeCloseTo(12, 0);
    expect(values[1]).toBeCloseTo(0.5, 1);
    expect(await violationsOf(page)).toEqual([]);
  });

  it('has a script of 150 KB at most, compressed', async () => {
    const files = await readPageFiles();
    const scripts = [...files].filter(([path]) => path.endsWith('.js')).map(([, { bytes }]) => gzipSync(bytes).length);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(mostScriptBytes);
  });
});
