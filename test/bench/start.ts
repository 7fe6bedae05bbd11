// How long a command of the built package takes that only shows something: the wall time of a whole process, of which most is Node's own start.
//   npm run bench -- start [--json]      builds the package first
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { median } from 'simple-statistics';
import { packStudentImage } from '../../host/image/pack.ts';
import { makePackOptions } from '../support/labelled-network.ts';

interface StartRow {
  readonly command: string;
  /** Median of the rounds. */
  readonly seconds: number;
  readonly slowest: number;
  readonly rounds: number;
  /** Of the median; the bar is BAR_SECONDS. */
  readonly withinBar: boolean;
}

const BAR_SECONDS = 0.3;
const ROUNDS = 11;
const COMMANDS = ['--help', 'flash --help', 'methods', 'board list', 'inspect student.retort', 'plan student.retort'];
/** What no command can be faster than. */
const NODE_ALONE = 'node -e 0';

export async function benchStart(): Promise<StartRow[]> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const folder = await mkdtemp(join(tmpdir(), 'retort-bench-start-'));
  try {
    await writeFile(join(folder, 'student.retort'), packStudentImage(makePackOptions()));
    const retort = join(root, 'dist/host/cli/retort.js');
    const timed = [NODE_ALONE, ...COMMANDS].map((command) => ({ command, seconds: [] as number[] }));
    for (let round = 0; round < ROUNDS; round++)
      for (const { command, seconds } of timed) {
        const words = command === NODE_ALONE ? ['-e', '0'] : [retort, ...command.split(' ')];
        const started = performance.now();
        execFileSync(process.execPath, words, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
        seconds.push((performance.now() - started) / 1000);
      }
    return timed.map(({ command, seconds }) => ({
      command,
      seconds: median(seconds),
      slowest: Math.max(...seconds),
      rounds: ROUNDS,
      withinBar: median(seconds) <= BAR_SECONDS,
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
