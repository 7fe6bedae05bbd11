// The built site (`npm run docs:build`) in a real Chromium, in three looks: axe, width, pictures, errors. Every page but typedoc's, which
// one program makes: of those one of each kind is opened.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepPicture, launchBrowser, looks, openPage, violationsOf } from '../web/open-page.ts';

const root = fileURLToPath(new URL('../../docs/site/', import.meta.url));
let server: PreviewServer;
let browser: Browser;
let paths: string[];

beforeAll(async () => {
  if (!existsSync(`${root}dist/index.html`)) throw new Error('docs/site/dist is missing: run npm run docs:build first');
  const appType = 'mpa'; // A missing page must not fall back to the home page.
  server = await preview({
    root,
    appType,
    configFile: false,
    logLevel: 'error',
    preview: { host: '127.0.0.1', port: 0 },
  });
  browser = await launchBrowser();
  const pages = (await readdir(`${root}dist`, { recursive: true })).filter((name) => name.endsWith('.html')).sort();
  const isApi = (name: string) => name.startsWith('api/');
  const ofEachKind = new Map(pages.filter(isApi).map((name) => [dirname(name), name]));
  paths = [...pages.filter((name) => !isApi(name)), 'api/index.html', ...ofEachKind.values()];
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const brokenPictures = `Array.from(document.images).filter((one) => one.complete && one.naturalWidth === 0).map(({ src }) => 'broken picture: ' + src)`;

/** Of typedoc's theme: links in the navigation's summaries, and a heading per parameter list without one above it. And the status of 404.html. */
const isExpected = (path: string, fault: string) =>
  (path.startsWith('api/') && /^(nested-interactive|heading-order): /.test(fault)) ||
  (path === '404.html' && /status of 404/.test(fault));

describe('the site', () => {
  it.each(Object.keys(looks))(
    'has no axe violation, broken picture or error, and nothing wider than the screen: %s',
    async (name) => {
      expect(paths.length).toBeGreaterThan(60);
      const found: string[] = [];
      const urlOf = (path: string) => new URL(path, server.resolvedUrls?.local[0]).href;
      const { page, faults } = await openPage(browser, urlOf('index.html'), looks[name]);
      for (const path of paths) {
        const before = faults.length;
        await page.goto(urlOf(path));
        const wrong = [...(await violationsOf(page)), ...((await page.evaluate(brokenPictures)) as string[])];
        const all = [...wrong, ...faults.slice(before)].filter((fault) => !isExpected(path, fault));
        found.push(...all.map((fault) => `${path}: ${fault}`));
        await keepPicture(page, `${path.replaceAll('/', '-')}-${name}`);
      }
      expect(found).toEqual([]);
    },
  );
});
