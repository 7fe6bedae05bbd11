// `npm run docs:monitor-picture -- ADDRESS` writes docs/pictures/monitor-light.png and monitor-dark.png: the top of the page that
// `retort monitor --web` serves at ADDRESS, by a Chromium that is installed (CHROMIUM names it), in at most 64 colours. Those that are checked in are of
// `retort monitor --web --control virtual:up5k --rate 30 --noise 0.3`, in the folder of `retort demo`, after a minute.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';

const [address] = process.argv.slice(2);
if (!address?.includes('?token=')) throw new Error('name the whole address that "retort monitor --web" printed');
const { CHROMIUM: name = 'chromium' } = process.env;
const executablePath = execFileSync('which', [name], { encoding: 'utf8' }).trim();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({
      viewport: { width: 1200, height: 690 },
      colorScheme,
      reducedMotion: 'reduce',
    });
    await page.goto(address);
    await page.getByRole('img', { name: /as the board read it/ }).waitFor();
    await page.getByText('the teacher agrees').waitFor();
    const picture = fileURLToPath(new URL(`../pictures/monitor-${colorScheme}.png`, import.meta.url));
    const { size } = await sharp(await page.screenshot())
      .png({ palette: true, colours: 64 })
      .toFile(picture);
    process.stdout.write(`${picture}: ${size} bytes\n`);
  }
} finally {
  await browser.close();
}
