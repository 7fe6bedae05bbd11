// Runs the command in a terminal, as a user sits before it, presses Ctrl-C once something is on the screen, and says what is left.

import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { spawn } from '@lydell/node-pty';
import { retortCommand } from './run-retort.ts';

export interface Interrupted {
  readonly exitCode: number;
  readonly screen: string;
  /** The terminal's settings before and after, as `stty -g` prints them. */
  readonly settings: readonly [before: string, after: string];
  /** Command lines of processes that the command started and that are still there. */
  readonly orphans: readonly string[];
}

/** Around the command: it lives on after Ctrl-C, and prints the terminal's settings before and after. */
const SHELL = 'trap : INT; stty -g; "$@"; code=$?; stty -g; exit $code';

/** Rejects where the command ends before `when` was on the screen. */
export function interruptRetort(parameters: readonly string[], when: RegExp, cwd: string): Promise<Interrupted> {
  const mark = `RETORT_TEST_MARK=${randomUUID()}`;
  const [name, value] = mark.split('=');
  const env = { ...process.env, [name]: value, RETORT_DEBUG: '' };
  const terminal = spawn('/bin/sh', ['-c', SHELL, 'sh', ...retortCommand(parameters)], {
    cols: 120,
    rows: 40,
    cwd,
    env,
  });
  let screen = '';
  let pressed = false;
  terminal.onData((text) => {
    screen += text;
    if (pressed || !when.test(screen)) return;
    pressed = true;
    terminal.write('\u0003');
  });
  return new Promise((resolve, reject) => {
    terminal.onExit(({ exitCode }) => {
      if (!pressed) return reject(new Error(`ended with ${exitCode} before ${when} was on the screen:\n${screen}`));
      const settings = screen.match(/^[0-9a-f]+(:[0-9a-f]+){10,}/gm) ?? [];
      resolve({ exitCode, screen, settings: [settings[0] ?? '', settings.at(-1) ?? ''], orphans: findMarked(mark) });
    });
  });
}

/** The processes with `mark` in their environment. */
function findMarked(mark: string): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && readOrNothing(`/proc/${entry}/environ`).includes(mark))
    .map((pid) => readOrNothing(`/proc/${pid}/cmdline`).replaceAll('\0', ' '));
}

/** Processes end while one looks, and others may not be looked into. */
function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH', 'EACCES'].includes(String(error.code)))
      return '';
    throw error;
  }
}
