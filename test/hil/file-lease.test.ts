import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileLease, takeFileLease } from '../../host/hil/lease/file-lease.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retort-file-lease-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const take = (owner: string, board = 'b1', limitSeconds = 5) => takeFileLease(folder, { board, owner, limitSeconds });

function taken(owner: string, board?: string): FileLease {
  const lease = take(owner, board);
  if ('holder' in lease) throw new Error(`${lease.holder} has it`);
  return lease;
}

describe('a lease in a file', () => {
  it('has one owner, and is free once it is given back', () => {
    const first = taken('first');
    expect(take('second')).toEqual({ holder: 'first' });
    first.require();
    first.release();
    const second = taken('second');
    expect(() => first.require()).toThrow("the lease of board 'b1' was not renewed within 5 s");
    first.release(); // which is not its to give back
    expect(take('third')).toEqual({ holder: 'second' });
    second.release();
  });

  it('is of one board: names that begin alike are others', () => {
    const leases = [taken('first', 'b1'), taken('second', 'b1.2'), taken('third', 'b')];
    for (const lease of leases) lease.require();
    for (const lease of leases) lease.release();
  });

  it('of a process that was killed ends when its time is over', async () => {
    const write = (untilMs: number) =>
      writeFileSync(
        join(folder, 'b1.7.json'),
        JSON.stringify({ owner: 'killed', token: 'of the killed one', untilMs }),
      );
    write(Date.now() + 60_000);
    expect(take('next')).toEqual({ holder: 'killed' });
    write(Date.now() - 1);
    taken('next').release();
  });

  it('that is no lease, as after a full disk, is not kept', () => {
    writeFileSync(join(folder, 'b1.1.json'), '{ "owner":');
    taken('next').release();
  });

  it('leaves one file for each board, however often it is taken', () => {
    for (let i = 0; i < 5; i++) taken(`owner ${i}`).release();
    expect(readdirSync(folder)).toEqual(['b1.5.json']);
  });
});
