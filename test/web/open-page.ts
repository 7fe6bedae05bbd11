// The page in a real Chromium: Debian's, or RETORT_CHROMIUM=PATH. RETORT_SCREENSHOTS=FOLDER keeps pictures of it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.RETORT_CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

export interface OpenedPage {
  readonly page: Page;
  /** Errors of the page, and addresses outside the server. */
  readonly faults: readonly string[];
}

export interface PageLook {
  readonly dark?: boolean;
  readonly width?: number;
  /** This computer's if absent. */
  readonly timezoneId?: string;
}

/** The three looks that are checked. */
export const looks: Readonly<Record<string, PageLook>> = { light: {}, dark: { dark: true }, phone: { width: 400 } };

/** @param url with its token */
export async function openPage(browser: Browser, url: string, look: PageLook = {}): Promise<OpenedPage> {
  const { dark = false, width = 1280, timezoneId } = look;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    timezoneId,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (said) => said.type() === 'error' && faults.push(said.text()));
  page.on('request', (request) => {
    if (new URL(request.url()).host !== new URL(url).host) faults.push(request.url());
  });
  await page.goto(url);
  return { page, faults };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds, as rule and element, and what is wider than the screen. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as AxeResults;
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  const fits = await page.evaluate('document.documentElement.scrollWidth <= innerWidth');
  return fits ? found : [...found, 'wider than the screen'];
}

export async function keepPicture(page: Page, name: string): Promise<void> {
  const { RETORT_SCREENSHOTS: folder } = process.env;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
