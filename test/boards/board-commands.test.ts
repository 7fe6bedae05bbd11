// `retort board list`, `program` and `build` as their users run them; the tools themselves run in CI (`retort board build --check`).
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boardsWithRecipe, readManifest } from '../../firmware-artifacts/boards/board-folder.ts';
import { runRetort } from '../cli/run-retort.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-boards-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('retort board list says of each board how it has been verified', async () => {
  const { boards } = (await runRetort(['board', 'list', '--json'], { cwd: folder })).json() as unknown as {
    boards: { name: string; routed: unknown; simulated: boolean; onSilicon: boolean; clockHz: number }[];
  };
  expect(boards.map(({ name }) => name)).toEqual(['up5k', ...boardsWithRecipe()]);
  for (const { name, routed, simulated, onSilicon } of boards) {
    expect([simulated, onSilicon]).toEqual([true, false]);
    expect(routed).toEqual(name === 'up5k' ? null : readManifest(name));
  }
  const { stdout } = await runRetort(['board', 'list'], { cwd: folder });
  expect(stdout).toMatch(/up5k .*too large for its FPGA: 11,702 of 5,280 logic cells/);
  expect(stdout.match(/placed and routed; on no FPGA yet/g)).toHaveLength(boardsWithRecipe().length);
});

describe('retort board program', () => {
  it('says what to install where openFPGALoader is missing', async () => {
    const run = await runRetort(['board', 'program', 'ulx3s-25f', '--json'], { cwd: folder, env: { PATH: folder } });
    expect(run.exitCode).toBe(7);
    expect(run.json().error).toMatchObject({ code: 'BOARD_TOOL_MISSING', tool: 'openFPGALoader' });
    expect(run.json().error?.message).toContain('apt-get install openfpgaloader');
  });

  it('hands openFPGALoader the board, the memory and the bitstream, and shows why it failed', async () => {
    const loader = join(folder, 'openFPGALoader');
    await writeFile(loader, `#!/bin/sh\necho "$@" > ${join(folder, 'words')}\n`);
    await chmod(loader, 0o755);
    const env = { PATH: `${folder}:${process.env.PATH}` };
    const run = await runRetort(['board', 'program', 'ulx3s-25f', '--to', 'flash', '--json'], { cwd: folder, env });
    expect(run.json()).toMatchObject({ board: 'ulx3s-25f', to: 'flash' });
    expect(await readFile(join(folder, 'words'), 'utf8')).toMatch(/^--board ulx3s --write-flash \S+ulx3s-25f\.bit\n$/);
    await writeFile(loader, '#!/bin/sh\necho "unable to open ftdi device" >&2\nexit 1\n');
    const failed = await runRetort(['board', 'program', 'ulx3s-25f', '--json'], { cwd: folder, env });
    expect(failed.exitCode).toBe(7);
    expect(failed.json().error?.message).toContain('unable to open ftdi device');
  });

  it('refuses a bitstream that is not there', async () => {
    const run = await runRetort(['board', 'program', 'ulx3s-25f', '--bitstream', 'no.bit', '--json'], { cwd: folder });
    expect(run.exitCode).toBe(3);
    expect(run.json().error?.message).toContain("make it with 'retort board build ulx3s-25f'");
  });
});

describe('retort board build', () => {
  it('says what to install where there is no Python', async () => {
    const env = { PATH: folder, RETORT_CACHE: join(folder, 'cache') };
    const run = await runRetort(['board', 'build', 'ulx3s-25f', '--seed', '3', '--json'], { cwd: folder, env });
    expect(run.exitCode).toBe(7);
    expect(run.json().error).toMatchObject({ code: 'BOARD_TOOL_MISSING' });
    expect(run.json().error?.message).toContain('install Python 3.9 or later');
  });
});
