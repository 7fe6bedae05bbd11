// `npm run docs:report-picture -- retort-out/report.html` writes docs/pictures/report.png: the report's first screen, by a Chromium that is
// installed (CHROMIUM names it), in at most 64 colours.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import sharp from 'sharp';

const [report = 'retort-out/report.html'] = process.argv.slice(2);
const { CHROMIUM: chromium = 'chromium' } = process.env;
const folder = mkdtempSync(join(tmpdir(), 'retort-picture-'));
const picture = fileURLToPath(new URL('../pictures/report.png', import.meta.url));
try {
  const screenshot = join(folder, 'screen.png');
  const size = ['--window-size=1200,800', '--hide-scrollbars'];
  const page = pathToFileURL(resolve(report)).href;
  execFileSync(chromium, ['--headless', '--no-sandbox', '--disable-gpu', ...size, `--screenshot=${screenshot}`, page]);
  const { size: bytes } = await sharp(screenshot).png({ palette: true, colours: 64 }).toFile(picture);
  process.stdout.write(`${picture}: ${bytes} bytes\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
