// A replay and the history in a real Chromium (../open-page.ts): the past with its times, where it is, exports, what is kept, axe.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHistoryWriter } from '../../../host/web/history/history-writer.ts';
import { openHistory } from '../../../host/web/history/open-history.ts';
import { openReplay } from '../../../host/web/history/replay.ts';
import { serveMonitor } from '../../../host/web/serve-monitor.ts';
import { WatchedBoard } from '../../../host/web/watched-board.ts';
import { createFakeSource } from '../fake-source.ts';
import { keepPicture, launchBrowser, looks, openPage, type PageLook, violationsOf } from '../open-page.ts';
import { judge, makeKeptStudent, makeObservation, noon } from './past.ts';

const server = { host: '127.0.0.1', port: 0, version: 'test' };
let folder: string;
let place: string;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-replay-'));
  place = join(folder, 'history');
  const { image, student } = await makeKeptStudent(folder);
  let now = noon;
  const history = await openHistory(place, { command: 'monitor' });
  const writer = await openHistoryWriter({
    ...{ history, students: [{ ...student, noTeacher: undefined }], program: 'test', keepDays: 36_500 },
    now: () => now,
  });
  writer.take('virtual:up5k', { kind: 'board', present: true, imageId: image.imageId, clockHz: 24_000_000 }, now);
  // A minute: ten predictions per second, every fourth of which is not the teacher's.
  for (let sampleId = 0; sampleId < 600; sampleId++) {
    now = noon + 100 * sampleId;
    const observation = makeObservation(sampleId);
    const { imageId } = image;
    writer.take('virtual:up5k', { kind: 'predictions', imageId, missed: 0, observations: [observation] }, now);
    const teacherLabel = sampleId % 4 === 0 ? (observation.label + 1) % 4 : observation.label;
    writer.judge('virtual:up5k', { observation, judgement: { ...judge(observation), teacherLabel } });
    if (sampleId === 300)
      writer.mark('virtual:up5k', {
        kind: 'recovered',
        atMs: now,
        text: 'the link to the board was lost and recovered',
        isTrouble: false,
      });
  }
  await writer.close();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

/** The times on the page are UTC. */
async function open(url: string, look?: PageLook) {
  return (await openPage(browser, url, { ...look, timezoneId: 'UTC' })).page;
}

/** No violation in light, dark and 400 px, and nothing wider than the screen. */
async function look(url: string, name: string, heading: string): Promise<void> {
  for (const [look, options] of Object.entries(looks)) {
    const page = await open(url, options);
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    await page.waitForTimeout(2500);
    expect([look, ...(await violationsOf(page))]).toEqual([look]);
    await keepPicture(page, `${name}-${look}`);
  }
}

describe('the page of a replay', () => {
  it('shows the past as it was, at the speed that was asked for, and exports it', async () => {
    const history = await openHistory(place, { command: 'monitor' });
    const replay = await openReplay({ history, speed: 10 });
    const { boards } = replay;
    const serving = await serveMonitor({ ...server, boards, history: { replay: { history, replay } } });
    const page = await open(serving.url);
    await page.getByRole('heading', { name: 'Replay' }).waitFor();
    for (const board of boards) board.start();
    const started = performance.now();
    const stop = new AbortController();
    const playing = replay.play(stop.signal);
    await page.getByText('at 10 × speed').waitFor();
    await page.getByRole('img', { name: /as the board read it/ }).waitFor();
    await page.getByText('The replay has ended.').waitFor({ timeout: 60_000 });
    expect(performance.now() - started).toBeGreaterThan(60_000 / 10 - 200);
    await playing;
    await page.locator('.figure', { hasText: 'predictions per second' }).getByText('600 so far').waitFor();
    await page.locator('.figure', { hasText: 'agreement with the teacher' }).getByText('450 of 600').waitFor();
    const event = page.locator('.events li', { hasText: 'recovered' });
    expect(await event.locator('time').textContent()).toBe('12:00:30');
    expect(await page.locator('.card').first().textContent()).toMatch(/12:00:59/);
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    const csv = await readFile(await (await saved).path(), 'utf8');
    expect(csv.trimEnd().split('\r\n')).toHaveLength(601);
    await look(serving.url, 'replay', 'Replay');
    await serving.close();
    await history.close();
  });
});

describe("the page's history", () => {
  it('says that nothing is there yet, then what is kept, since when and how much', async () => {
    const history = await openHistory(join(folder, 'empty'), { command: 'monitor' });
    const writer = await openHistoryWriter({ history, students: [], program: 'test', keepDays: 7 });
    const source = createFakeSource('virtual:up5k');
    const boards = [new WatchedBoard({ id: '0', source, students: new Map(), sinks: [writer] })];
    const serving = await serveMonitor({ ...server, boards, history: { writer } });
    for (const board of boards) board.start();
    const page = await open(serving.url);
    await page.getByText(/Nothing has been kept yet/).waitFor();
    expect(await page.getByRole('link', { name: 'Export CSV' }).count()).toBe(0);
    source.say({ kind: 'predictions', imageId: 1, missed: 0, observations: [makeObservation(0), makeObservation(1)] });
    await page.locator('.figure', { hasText: 'predictions kept' }).getByText('2', { exact: true }).waitFor();
    await page.locator('.figure', { hasText: 'not written' }).getByText('none').waitFor();
    await look(serving.url, 'history', 'History');
    await serving.close();
    await writer.close();
  });

  it('says that nothing is kept with --no-history', async () => {
    const boards = [new WatchedBoard({ id: '0', source: createFakeSource(), students: new Map() })];
    const serving = await serveMonitor({ ...server, boards });
    const page = await open(serving.url);
    await page.getByText(/Nothing is kept: the monitor was started with --no-history/).waitFor();
    await serving.close();
  });
});
