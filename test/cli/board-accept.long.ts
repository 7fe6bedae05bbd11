// The acceptance run on virtual boards that work, on a line that does not, and through a bridge. That it finds a wrong requantizer is
// broken-boards.long.ts's.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startVirtualBridge } from '../support/virtual-bridge.ts';
import { runInProcess } from './run-in-process.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-accept-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function accept(url: string, ...more: string[]) {
  const words = ['board', 'accept', url, '--programs', '2', '--rates', '3000000', ...more];
  const { exitCode, stdout } = await runInProcess(words);
  return { exitCode, ...JSON.parse(stdout.trim().split('\n').at(-1)!) };
}

describe('retort board accept', () => {
  it.each(['ulx3s-25f', 'ulx3s-45f', 'ulx3s-85f'])('accepts virtual:%s, and leaves a report', async (board) => {
    const report = join(folder, 'acceptance.md');
    const { exitCode, accepted, checks, build } = await accept(`virtual:${board}`, '--report', report);
    expect(checks.filter(({ passed }: { passed: boolean }) => !passed)).toEqual([]);
    expect(checks.map(({ name }: { name: string }) => name)).toEqual([
      'identity',
      'memory, random pattern',
      'memory, inverted pattern',
      'random networks, layer by layer',
      'line at 3,000,000 baud',
    ]);
    expect([exitCode, accepted]).toEqual([0, true]);
    expect(build).toMatchObject({ of: 'virtual board', board });
    const named = `build ${build.id}: virtual:${board}, this version's virtual board`;
    expect(checks[0].detail).toContain(named);
    const text = await readFile(report, 'utf8');
    expect(text).toContain(`# Acceptance of virtual:${board}\n\nBoard: ${named}. Made by retort`);
    expect(text.match(/\| passed \|/g)).toHaveLength(5);
  });

  it('does not accept a line on which frames are spoilt', async () => {
    const { exitCode, accepted, checks } = await accept('virtual:ulx3s-25f?corrupt=0.1');
    expect([exitCode, accepted]).toEqual([1, false]);
    expect(checks.at(-1)).toMatchObject({ name: 'line at 3,000,000 baud', passed: false });
    expect(checks.at(-1).detail).toMatch(
      /20 of 20 results bit-exact, \d+ bytes sent again, [1-9]\d* requests repeated/,
    );
  });

  it('leaves the line out for a board behind a bridge', async () => {
    const bridge = await startVirtualBridge();
    const { exitCode, checks } = await accept(bridge.boardUrl);
    await bridge.close();
    expect([exitCode, checks.length]).toEqual([0, 4]);
  });

  it('says what is wrong with the rates', async () => {
    const { exitCode, error } = await accept('virtual:up5k', '--rates', '300,x');
    expect(exitCode).toBe(2);
    expect(error.message).toContain('300');
  });
});
