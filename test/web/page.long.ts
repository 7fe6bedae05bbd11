// The page in a real Chromium: watch, gallery, drift raised by injected noise, a bridge that dies and comes back, access refused, axe.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPredictionStream } from '../../device-bridge/monitor/prediction-stream.ts';
import { createRandom } from '../../host/artifact/random.ts';
import { openComparisons } from '../../host/cli/monitor/judge.ts';
import { openImage } from '../../host/cli/steps/open-image.ts';
import { openNetwork } from '../../host/cli/steps/open-network.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { classOfOutput } from '../../host/image/head.ts';
import { quantizeForImage } from '../../host/reference/quantize-input.ts';
import { createReference } from '../../host/reference/reference.ts';
import { serveMonitor } from '../../host/web/serve-monitor.ts';
import type { WebServer } from '../../host/web/server.ts';
import { WatchedBoard } from '../../host/web/watched-board.ts';
import { makeSmallRun } from '../cli/small-run.ts';
import { type OpenBroker, startOpenBroker } from '../support/open-broker.ts';
import { startVirtualBridge, type VirtualBridge } from '../support/virtual-bridge.ts';
import { createFakeSource } from './fake-source.ts';
import { keepPicture, launchBrowser, looks, openPage, type PageLook, violationsOf } from './open-page.ts';

const source = createFakeSource('fed:board');
let folder: string;
let broker: OpenBroker;
let bridge: VirtualBridge;
let server: WebServer;
let browser: Browser;
let boards: WatchedBoard[];
let feeding: NodeJS.Timeout;
let noise = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-page-'));
  const { csv, out } = await makeSmallRun(folder);
  const image = await openImage(out);
  const students = new Map([[image.imageId, { image, isSound: false, ...(await openComparisons(image, { out })) }]]);
  broker = await startOpenBroker();
  bridge = await startVirtualBridge({ broker: broker.url });
  const behind = await openPredictionStream(bridge.address);
  boards = [source, behind].map((each, id) => new WatchedBoard({ id: String(id), source: each, students, share: 0.5 }));
  server = await serveMonitor({ host: '127.0.0.1', port: 0, version: 'test', boards });
  for (const board of boards) board.start();
  const reference = createReference((await openNetwork(image, { out })).quantized);
  const { test } = await loadDataset(csv);
  const random = createRandom(5);
  let sampleId = 0;
  source.say({ kind: 'board', present: true, imageId: image.imageId, clockHz: 24_000_000 });
  feeding = setInterval(() => {
    const row = random.integer(test.ids.length);
    const clean = test.images.subarray(16 * row, 16 * row + 16) as Uint8Array;
    const pixels = Uint8Array.from(Uint8ClampedArray.from(clean, (pixel) => pixel + 255 * noise * random.normal()));
    const values = quantizeForImage(pixels, image);
    const logits = reference.run(values);
    const said = { sampleId: sampleId++, label: classOfOutput(image, logits)!, logits, cycles: 900, latencyMs: 1 };
    const observation = { ...said, input: encodeInput(image, values), trueLabel: test.labels[row] };
    source.say({ kind: 'predictions', imageId: image.imageId, missed: 0, observations: [observation] });
  }, 10);
  browser = await launchBrowser();
});
afterAll(async () => {
  clearInterval(feeding);
  await browser?.close();
  await server?.close();
  await Promise.all((boards ?? []).map((board) => board.close()));
  await bridge?.close();
  await broker?.close();
  await rm(folder, { recursive: true });
});

const open = (look?: PageLook) => openPage(browser, server.url, look);

async function follow(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'boards' }).getByRole('button', { name }).click();
}

describe('the page', () => {
  it('is refused without the token, and takes it out of the address', async () => {
    const stranger = await (await browser.newContext()).newPage();
    const refused = await stranger.goto(`http://127.0.0.1:${server.port}/`);
    expect(refused?.status()).toBe(401);
    expect(await stranger.textContent('body')).toContain('The token is missing or wrong');
    const { page } = await open();
    expect(page.url()).toBe(`http://127.0.0.1:${server.port}/`);
    expect(await page.evaluate('document.cookie')).toBe('');
  });

  it('shows what the board sees, every score, and figures that have definitions', async () => {
    const { page, faults } = await open();
    await follow(page, 'fed:board');
    await page.getByRole('img', { name: /as the board read it/ }).waitFor();
    expect(await page.getByRole('row').count()).toBeGreaterThanOrEqual(5);
    await page.getByText("✓ every logit is the reference's").waitFor();
    const name = page.locator('.figure summary', { hasText: 'accuracy' });
    await name.focus();
    await page.keyboard.press('Enter');
    await page
      .locator('.figure', { hasText: 'accuracy' })
      .getByText(/with Wilson's 95 % score interval/)
      .waitFor();
    await page.getByText(/\d not drawn/).waitFor();
    expect(faults).toEqual([]);
  });

  it('raises no drift alarm on clean data, and raises one when noise is injected; mistakes fill the gallery', async () => {
    const { page } = await open();
    await follow(page, 'fed:board');
    await page.waitForTimeout(8000);
    expect(boards[0].events.filter(({ kind }) => kind === 'drift')).toEqual([]);
    noise = 0.6;
    await page.getByText(/has drifted/).waitFor({ timeout: 60_000 });
    await page.locator('.card').first().waitFor({ timeout: 60_000 });
    await page.getByLabel('pair of classes').selectOption({ index: 1 });
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Save as a data set' }).click();
    expect((await saved).suggestedFilename()).toBe('retort-cases.zip');
  });

  it('has no axe violation in light, dark and 400 px, and nothing wider than the screen', async () => {
    for (const [name, look] of Object.entries(looks)) {
      const { page } = await open(look);
      await follow(page, 'fed:board');
      await page.locator('.card').first().waitFor();
      await page.waitForTimeout(2000);
      expect([name, ...(await violationsOf(page))]).toEqual([name]);
      await keepPicture(page, `page-${name}`);
    }
  });

  it('says that a bridge died, and goes on when it is back', async () => {
    const { page } = await open();
    await follow(page, 'up5k');
    await page.getByRole('status').getByText('no student', { exact: true }).or(page.locator('h1')).first().waitFor();
    await bridge.close();
    await page.locator('header .state', { hasText: 'bridge offline' }).waitFor({ timeout: 30_000 });
    bridge = await startVirtualBridge({ broker: broker.url });
    await page.locator('header .state', { hasText: 'no student' }).waitFor({ timeout: 30_000 });
    await page.getByText('the bridge is online again').first().waitFor();
  });

  it('says that the monitor itself is gone', async () => {
    const { page } = await open();
    await server.close();
    await page.getByText(/The monitor has not answered since/).waitFor();
  });
});
