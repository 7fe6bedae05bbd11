// As faults.test.ts, with more kinds of failure, with commands that train, and with more changed bits. Prints how many of each there were.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from '../cli/run-in-process.ts';
import {
  type FaultFolder,
  failEach,
  flipBits,
  makeFaultFolder,
  quickCommands,
  readers,
  trainingCommands,
  wordsOf,
} from './fault-cases.ts';

let folder: FaultFolder;
let trained: FaultFolder;
beforeAll(async () => {
  [folder, trained] = [await makeFaultFolder(), await makeFaultFolder()];
  for (const command of trainingCommands) {
    const { exitCode, stdout } = await runInProcess(wordsOf(command, trained.path));
    expect(exitCode, stdout).toBe(0);
  }
  trained.keep();
});
afterAll(() => {
  for (const { remove } of [folder, trained]) remove();
});

const codes = ['EIO', 'ENOSPC', 'EACCES', 'EMFILE'];

describe('a disk that fails once', () => {
  it.each(codes)('with %s, at every operation of every quick command', async (code) => {
    let [operations, refused] = [0, 0];
    for (const command of quickCommands) {
      const failed = await failEach(command, code, folder);
      expect(failed.problems).toEqual([]);
      operations += failed.operations;
      refused += failed.refused;
    }
    console.info(`${code}: ${operations} operations failed in turn, ${refused} commands refused`);
    expect(operations).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
  });

  it.each(trainingCommands)('at operations of %s, with each error', async (command) => {
    for (const code of codes) {
      const { operations, refused, problems } = await failEach(command, code, trained, 8);
      console.info(`${command}, ${code}: ${operations} operations failed in turn, ${refused} refused`);
      expect(problems).toEqual([]);
      expect(operations).toBe(8);
      expect(refused).toBeGreaterThan(4);
    }
  });
});

describe('one changed bit', () => {
  it.each(readers)('in %s is refused by %s', async (file, command) => {
    const { flips, problems } = await flipBits(file, command, 200, folder);
    console.info(`${file}, ${command}: ${flips} bits changed`);
    expect(problems).toEqual([]);
    expect(flips).toBe(200);
  });

  it.each([
    ['run/student.safetensors', 'quantize --out @/run'],
    ['run/teacher-outputs.safetensors', 'distill --out @/run --epochs 1'],
    ['run/teacher.safetensors', 'distill --out @/run --epochs 1'],
  ])('in %s is refused by %s', async (file, command) => {
    const { flips, problems } = await flipBits(file, command, 200, trained);
    console.info(`${file}, ${command}: ${flips} bits changed`);
    expect(problems).toEqual([]);
    expect(flips).toBe(200);
  });
});
