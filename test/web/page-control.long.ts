// Boards changed from the page, in a real Chromium: flash, validate with a report, compare, cancel; refused without --control; a failure shown.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeStudents } from '../cli/several-students.ts';
import { makeSmallRun } from '../cli/small-run.ts';
import { type StartedMonitor, startMonitor } from '../cli/start-monitor.ts';
import { keepPicture, launchBrowser, looks, openPage, violationsOf } from './open-page.ts';

let folder: string;
let parameters: readonly string[];
let monitor: StartedMonitor;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-page-control-'));
  const { csv, out } = await makeSmallRun(folder);
  const students = join(folder, 'students');
  await makeStudents(students, csv);
  parameters = ['virtual:up5k', '--rate', '50', '--data', csv, '--out', out, '--students', students];
  monitor = await startMonitor(['--control', ...parameters], folder);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await monitor?.close();
  await rm(folder, { recursive: true });
});

async function choose(page: Page, label: string, place: string): Promise<void> {
  const option = page.getByLabel(label, { exact: true }).locator('option', { hasText: place });
  await page.getByLabel(label, { exact: true }).selectOption(await option.getAttribute('value'));
}

const ended = (page: Page, name: string) => page.getByRole('article', { name }).first();

describe('the page of retort monitor --web --control', () => {
  it('watches, flashes another student, validates it, and saves the report', async () => {
    const { page, faults } = await openPage(browser, monitor.url);
    await page.getByRole('img', { name: /as the board read it/ }).waitFor();
    await page.locator('label', { hasText: 'Flash' }).click();
    await choose(page, 'student', 'worse');
    await page.getByRole('button', { name: 'Flash', exact: true }).click();
    await ended(page, 'flash of three-columns: done').waitFor();
    await page
      .locator('header')
      .getByText(/three-columns \(0x/)
      .waitFor();
    await page.locator('label', { hasText: 'Validate' }).click();
    await page.getByRole('button', { name: 'Validate', exact: true }).click();
    const validated = ended(page, 'validation of three-columns: done');
    await validated.getByText('✓ all of 20').waitFor();
    const saved = page.waitForEvent('download');
    await validated.getByRole('link', { name: 'Download the report' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe('retort-report.html');
    expect(await readFile(await download.path(), 'utf8')).toContain('on virtual:up5k');
    const events = page.locator('.events');
    await events.getByText('flash of three-columns started').waitFor();
    await events.getByText(/validation of three-columns: accuracy/).waitFor();
    expect(faults).toEqual([]);
  });

  it('compares two students on the same samples, by keyboard alone, and shows it after a reload', async () => {
    const { page } = await openPage(browser, monitor.url);
    await page.getByRole('radio', { name: 'Validate' }).focus();
    await page.keyboard.press('ArrowRight');
    await choose(page, 'first student', 'run');
    await choose(page, 'second student', 'worse');
    await page.getByRole('button', { name: 'Compare', exact: true }).focus();
    await page.keyboard.press('Enter');
    await ended(page, 'comparison of brightest-column and three-columns: done').waitFor();
    await page.reload();
    const compared = ended(page, 'comparison of brightest-column and three-columns: done');
    await compared.getByText(/only the second \(three-columns\) on 0, neither on 0/).waitFor();
    await compared.getByText(/right more often|No difference is shown/).waitFor();
  });

  it('shows why a job failed, not in green', async () => {
    const { page } = await openPage(browser, monitor.url);
    await page.locator('label', { hasText: 'Flash' }).click();
    await choose(page, 'student', 'foreign');
    await page.getByRole('button', { name: 'Flash', exact: true }).click();
    const failed = ended(page, 'flash of brightest-column: failed');
    await failed.getByText(/The image was made for ulx3s-85f, but this board is up5k/).waitFor();
    expect(await failed.locator('.state').getAttribute('class')).toContain('bad');
  });

  it('has no axe violation in light, dark and 400 px', async () => {
    for (const [name, look] of Object.entries(looks)) {
      const { page } = await openPage(browser, monitor.url, look);
      await page.getByRole('article').first().waitFor();
      expect([name, ...(await violationsOf(page))]).toEqual([name]);
      await keepPicture(page, `control-${name}`);
    }
  });

  it('ends no job by closing the page, shows it to the next one, and cancels it', async () => {
    const large = await mkdtemp(join(folder, 'large-'));
    const { csv, out } = await makeSmallRun(large, 20_000);
    const slow = await startMonitor(
      ['--control', 'virtual:up5k?pace=1&latency=200', '--data', csv, '--out', out, '--no-history'],
      folder,
    );
    try {
      const first = await openPage(browser, slow.url);
      await first.page.getByRole('button', { name: 'Validate', exact: true }).click();
      await first.page.getByRole('button', { name: 'Cancel' }).waitFor();
      await first.page.close();
      const { page } = await openPage(browser, slow.url);
      await page.getByRole('progressbar').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await ended(page, 'validation of brightest-column: cancelled').waitFor();
    } finally {
      await slow.close();
    }
  });
});

describe('the page of retort monitor --web', () => {
  it('is read-only, says why, and refuses what is asked in spite of it', async () => {
    const readOnly = await startMonitor([...parameters, '--no-history'], folder);
    try {
      const { page } = await openPage(browser, readOnly.url);
      await page.getByText('retort monitor --web --control').waitFor();
      expect(await page.getByRole('button', { name: 'Validate' }).count()).toBe(0);
      const status = await page.evaluate(
        `fetch('/jobs', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then((answer) => answer.status)`,
      );
      expect(status).toBe(403);
      const stranger = await fetch(`${readOnly.origin}/jobs`, { method: 'POST', headers: { origin: readOnly.origin } });
      expect(stranger.status).toBe(401);
    } finally {
      await readOnly.close();
    }
  });
});
