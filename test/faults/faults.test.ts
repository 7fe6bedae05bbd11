// Every read and write of the quick commands fails once, and bits of every artifact change: nothing is used silently, nothing lost.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultFolder, failEach, flipBits, makeFaultFolder, quickCommands, readers } from './fault-cases.ts';

let folder: FaultFolder;
beforeAll(async () => {
  folder = await makeFaultFolder();
});
afterAll(() => folder.remove());

describe('a disk that fails once', () => {
  it.each(quickCommands)('at every operation of %s', async (command) => {
    const { operations, refused, problems } = await failEach(command, 'EIO', folder);
    console.info(`${command}: ${operations} operations failed in turn, ${refused} refused`);
    expect(problems).toEqual([]);
    expect(operations).toBeGreaterThan(4);
    expect(refused).toBeGreaterThan(operations / 2);
  });
});

describe('one changed bit', () => {
  it.each(readers)('in %s is refused by %s', async (file, command) => {
    const { flips, problems } = await flipBits(file, command, 12, folder);
    expect(problems).toEqual([]);
    expect(flips).toBe(12);
  });
});
