// `npm run docs:record` writes docs/pictures/terminal.svg: the demo, then the monitor on a virtual board, as an animated SVG. Both run here, in a
// pseudo-terminal; the demo is played twelve times as fast.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { type Frame, renderRecording } from './terminal-svg.ts';

const columns = 112;
/** Of the terminal itself: lines of progress that wrapped would not be overwritten. */
const terminalColumns = 160;
const rows = 36;
/** Milliseconds in the recording: how long a part of a typed command stands, and a finished command. */
const typing = 120;
const reading = 4000;
/** A screen on which nothing changes stands this long at most. */
const longestPause = 700;

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'retort-recording-'));
const terminal = new xterm.Terminal({ cols: terminalColumns, rows, allowProposedApi: true });
const frames: Frame[] = [];
let now = 0;

/** What the screen shows, `pause` milliseconds after the frame before. */
function takeFrame(pause: number): void {
  const buffer = terminal.buffer.active;
  const lines = Array.from({ length: rows }, (_, row) => {
    const line = buffer.getLine(buffer.viewportY + row);
    return Array.from({ length: columns }, (_, column) => {
      const cell = line?.getCell(column);
      const colour = cell?.isFgPalette() ? cell.getFgColor() : undefined;
      const style = `${cell?.isBold() ? 'b' : ''}${cell?.isDim() ? 'd' : ''}`;
      return { text: cell?.getWidth() === 0 ? '' : cell?.getChars() || ' ', colour, style };
    });
  });
  const last = frames.at(-1);
  if (last && textOf(last) === textOf({ at: now, lines })) {
    now = Math.max(now, Math.min(now + pause, last.at + longestPause));
  } else {
    now += pause;
    frames.push({ at: now, lines });
  }
}

const write = (text: string) => new Promise<void>((resolve) => terminal.write(text, resolve));

async function type(command: string): Promise<void> {
  await write('\x1b[2J\x1b[H\x1b[1m$\x1b[0m ');
  takeFrame(typing);
  for (const part of command.match(/.{1,4}/g) ?? []) {
    await write(part);
    takeFrame(typing);
  }
  await write('\r\n');
  takeFrame(typing);
}

/** Runs `retort WORDS…` to its end and keeps what the screen shows every `everyMs` milliseconds, to be played `speed` times as fast. */
async function record(words: readonly string[], { everyMs, speed }: { everyMs: number; speed: number }): Promise<void> {
  await type(`npx retort ${words.join(' ')}`);
  const program = [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'host/cli/retort.ts'), ...words];
  const command = spawn(process.execPath, program, { cols: terminalColumns, rows, cwd: folder, env: process.env });
  let written = Promise.resolve();
  command.onData((text) => {
    written = written.then(() => write(text));
  });
  const watch = setInterval(() => takeFrame(everyMs / speed), everyMs);
  const exitCode = await new Promise<number>((resolve) => command.onExit((exit) => resolve(exit.exitCode)));
  clearInterval(watch);
  await written;
  takeFrame(everyMs / speed);
  const screen = textOf(frames.at(-1)!);
  if (exitCode !== 0) throw new Error(`retort ${words.join(' ')} ended with ${exitCode}:\n${screen}`);
  process.stdout.write(`${screen}\n`);
}

function textOf({ lines }: Frame): string {
  return lines
    .map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

try {
  await record(['demo', '--data', 'glyphs', '--limit', '500'], { everyMs: 2500, speed: 12 });
  now += reading;
  const feed = ['--data', 'glyphs', '--rate', '5', '--noise', '0.3'];
  await record(['monitor', 'virtual:up5k', ...feed, '--for', '12'], { everyMs: 500, speed: 1 });
  const svg = renderRecording(frames, { columns, rows, lasts: now + reading });
  await writeFile(new URL('../pictures/terminal.svg', import.meta.url), svg);
  process.stdout.write(`docs/pictures/terminal.svg: ${svg.length} bytes, ${frames.length} frames, ${now / 1000} s\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
