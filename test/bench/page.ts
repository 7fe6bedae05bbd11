// What the page costs at 1,000 predictions per second: the server's and the page's share of a core, redraws, heap, and what it takes to show first.
//   npm run bench -- page [--seconds 300] [--no-history] [--json]
// A made-up stream with a real reference, in a process of its own; Debian's Chromium, or RETORT_CHROMIUM=PATH.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from 'playwright-core';
import type { ServerFigures, ServerStart } from './page-server.ts';

/** In which the gallery fills. */
const WARM_UP_SECONDS = 20;
const SAMPLE_SECONDS = 10;

export interface PageBench {
  readonly seconds: number;
  readonly predictionsPerSecond: number;
  readonly redrawsPerSecond: number;
  /** Of one core. `serverShare` is without making the stream, which `streamShare` is. */
  readonly serverShare: number;
  readonly streamShare: number;
  /** All of the page's tasks: script, style, layout, painting. */
  readonly pageShare: number;
  readonly firstPaintMs: number;
  readonly scriptKb: number;
  /** After a collection: at the first and the last sample, and the slope of a line through all of them, per hour. */
  readonly serverHeapMb: readonly [number, number];
  readonly serverHeapMbPerHour: number;
  readonly pageHeapMb: readonly [number, number];
  readonly pageHeapMbPerHour: number;
  readonly notDrawn: number;
  readonly notCompared: number;
  /** Rows of the history, PGlite in a temporary folder; absent without it. */
  readonly written?: number;
  readonly notWritten?: number;
}

export async function benchPage(seconds = 120, hasHistory = true): Promise<PageBench> {
  const folder = await mkdtemp(join(tmpdir(), 'retort-bench-page-'));
  const server = fork(new URL('./page-server.ts', import.meta.url), hasHistory ? [folder] : [], {
    execArgv: ['--import', 'tsx', '--expose-gc'],
  });
  const executablePath = process.env.RETORT_CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--js-flags=--expose-gc'] });
  try {
    const { url } = await answer<ServerStart>(server);
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.body());
    });
    await page.addInitScript(countRedraws);
    await page.goto(url);
    await page.getByRole('img', { name: /as the board read it/ }).waitFor();
    const firstPaintMs = await page.evaluate<number>(
      `performance.getEntriesByName('first-contentful-paint')[0].startTime`,
    );
    const scriptKb = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0) / 1024;
    await page.waitForTimeout(1000 * WARM_UP_SECONDS);
    return { ...(await measure(page, server, seconds)), firstPaintMs, scriptKb };
  } finally {
    await browser.close();
    server.kill();
    await once(server, 'close');
    await rm(folder, { recursive: true });
  }
}

/** In the page: how often its tree is changed in another frame. */
const countRedraws = `
  window.redraws = 0;
  let isCounted = false;
  addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
    if (isCounted) return;
    isCounted = true;
    redraws += 1;
    requestAnimationFrame(() => { isCounted = false; });
  }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true }));
`;

type Measured = Omit<PageBench, 'firstPaintMs' | 'scriptKb'>;

async function measure(page: Page, server: ChildProcess, seconds: number): Promise<Measured> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const pageTime = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
  const pageHeap = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    return (await devtools.send('Runtime.getHeapUsage')).usedSize;
  };
  const redraws = () => page.evaluate<number>('redraws');
  const samples: { readonly at: number; readonly server: number; readonly page: number }[] = [];
  const [from, taskFrom, drawnFrom, startedAt] = [await ask(server), await pageTime(), await redraws(), now()];
  do {
    await page.waitForTimeout(1000 * Math.min(SAMPLE_SECONDS, seconds / 4));
    samples.push({ at: now(), server: (await ask(server)).heapBytes, page: await pageHeap() });
  } while (now() - startedAt < seconds);
  const [to, taskTo, drawnTo, took] = [await ask(server), await pageTime(), await redraws(), now() - startedAt];
  const notDrawn = await page
    .getByText(/not drawn/)
    .first()
    .textContent();
  return {
    seconds: took,
    predictionsPerSecond: (to.predictions - from.predictions) / took,
    redrawsPerSecond: (drawnTo - drawnFrom) / took,
    serverShare: (to.cpuSeconds - from.cpuSeconds - (to.streamSeconds - from.streamSeconds)) / took,
    streamShare: (to.streamSeconds - from.streamSeconds) / took,
    pageShare: (taskTo - taskFrom) / took,
    ...heapOf('server', samples),
    ...heapOf('page', samples),
    notDrawn: Number(notDrawn?.replaceAll(/\D/g, '')),
    notCompared: to.notCompared,
    ...(to.kept && { written: to.kept.written, notWritten: to.kept.notWritten }),
  };
}

type Heaps<Of extends string> = Record<`${Of}HeapMb`, readonly [number, number]> & Record<`${Of}HeapMbPerHour`, number>;

function heapOf<Of extends 'server' | 'page'>(
  of: Of,
  samples: readonly { readonly at: number; readonly server: number; readonly page: number }[],
): Heaps<Of> {
  const megabytes = samples.map((sample) => sample[of] / 2 ** 20);
  const slope = slopeOf(
    samples.map(({ at }) => at),
    megabytes,
  );
  return {
    [`${of}HeapMb`]: [megabytes[0], megabytes.at(-1)!],
    [`${of}HeapMbPerHour`]: 3600 * slope,
  } as Heaps<Of>;
}

/** By least squares. */
function slopeOf(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const over = mean(x.map((value, i) => (value - meanX) * (y[i] - meanY)));
  return over / mean(x.map((value) => (value - meanX) ** 2));
}

/** In seconds. */
function now(): number {
  return performance.now() / 1000;
}

function ask(server: ChildProcess): Promise<ServerFigures> {
  server.send('figures');
  return answer(server);
}

function answer<Message>(server: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the server ended with ${code}`));
    server.once('exit', onExit);
    server.once('message', (message) => {
      server.off('exit', onExit);
      resolve(message as Message);
    });
  });
}
