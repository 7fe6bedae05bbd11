// Processes that are killed at file operations and at random moments: their next run gives the right result, and leaves nothing of theirs behind.
// Prints how many kills there were.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { runRetort, startRetort } from '../cli/run-retort.ts';
import {
  type Baseline,
  type FaultFolder,
  makeFaultFolder,
  quickCommands,
  readAll,
  resultOf,
  runBaseline,
  wordsOf,
} from './fault-cases.ts';

const preload = new URL('inject.mjs', import.meta.url).href;
const [pack, , , , infer, validate, importModel] = quickCommands;

interface Work {
  readonly folder: FaultFolder;
  readonly command: string;
  readonly baseline: Baseline;
}

/** Two at a time, each in a folder of its own; measured before any process starts, since paths are in results. */
const lanes: Work[][] = [];
beforeAll(async () => {
  for (const commands of [
    [pack, infer],
    [importModel, validate],
  ]) {
    const folder = await makeFaultFolder();
    const lane: Work[] = [];
    for (const command of commands) lane.push({ folder, command, baseline: await runBaseline(command, folder) });
    lanes.push(lane);
  }
});
afterAll(() => {
  for (const [{ folder }] of lanes) folder.remove();
});

/** What does not hold after a kill, and once the command has been run again. */
async function problemsAfterKill({ folder, command, baseline }: Work): Promise<string[]> {
  const { before, after, result } = baseline;
  const { files: left } = readAll(folder.path);
  const wrong = [...left].filter(([path, bytes]) => bytes !== before.get(path) && bytes !== after.get(path));
  const lost = [...before.keys()].filter((path) => !left.has(path));
  const again = await runRetort([...wordsOf(command, folder.path), '--json'], { cwd: folder.path });
  const { files, leftovers } = readAll(folder.path);
  const unequal = [...after].filter(([path, bytes]) => files.get(path) !== bytes);
  const isRight = again.exitCode === 0 && resultOf({ ...again, exitCode: 0 }) === result;
  return [
    ...wrong.map(([path]) => `${path} is half-written`),
    ...lost.map((path) => `${path} is gone`),
    ...(isRight ? [] : [`the next run ends with ${again.exitCode}: ${again.stdout}${again.stderr}`]),
    ...leftovers.map((path) => `${path} was left`),
    ...unequal.map(([path]) => `${path} is not as it should be after the next run`),
  ];
}

async function killAtOperation(work: Work, at: number): Promise<string[]> {
  const { folder, command } = work;
  folder.restore();
  const env = {
    NODE_OPTIONS: `--import ${preload}`,
    RETORT_FAULT: JSON.stringify({ root: folder.path, at, code: 'KILL' }),
  };
  const { exitCode, stdout, stderr } = await runRetort([...wordsOf(command, folder.path), '--json'], {
    cwd: folder.path,
    env,
  });
  if (exitCode !== null) return [`${command} was not killed at ${at}: ${stdout}${stderr}`];
  return (await problemsAfterKill(work)).map((problem) => `${command}, killed at ${at}: ${problem}`);
}

/** @returns whether it still ran */
async function killAfter({ folder, command }: Work, milliseconds: number): Promise<boolean> {
  folder.restore();
  const { child, finished } = startRetort(wordsOf(command, folder.path), { cwd: folder.path });
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  const { exitCode } = await finished;
  clearTimeout(timer);
  return exitCode === null;
}

const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

describe('a killed process', () => {
  it('at every second file operation leaves nothing that the next run does not mend', async () => {
    const counts = await Promise.all(
      lanes.map(async (lane) => {
        let kills = 0;
        for (const work of lane) {
          for (let at = 2; at <= work.baseline.operations; at += 2, kills++) {
            expect(await killAtOperation(work, at)).toEqual([]);
          }
        }
        return kills;
      }),
    );
    console.info(`${sum(counts)} kills at file operations`);
    expect(sum(counts)).toBeGreaterThan(40);
  });

  it('at random moments does not either', async () => {
    const random = createRandom(5);
    const counts = await Promise.all(
      lanes.map(async (lane) => {
        const work = lane[lane.length - 1];
        const started = performance.now();
        await runRetort(wordsOf(work.command, work.folder.path), { cwd: work.folder.path });
        const wholeMs = performance.now() - started;
        let kills = 0;
        for (let i = 0; i < 8; i++) {
          if (await killAfter(work, wholeMs * (0.4 + 0.6 * random.next()))) kills += 1;
          expect(await problemsAfterKill(work)).toEqual([]);
        }
        return kills;
      }),
    );
    console.info(`${sum(counts)} of 16 processes killed at random moments`);
    expect(sum(counts)).toBeGreaterThan(6);
  });
});
