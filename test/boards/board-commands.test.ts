// `retort board list`, `program` and `build` as their users run them; the tools themselves run in CI (`retort board build --check`).
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  boardsWithBitstream,
  boardsWithRecipe,
  readManifest,
  readPackedManifest,
} from '../../firmware-artifacts/boards/board-folder.ts';
import { runRetort } from '../cli/run-retort.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-boards-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('retort board list says of each board how it has been verified', async () => {
  const { boards } = (await runRetort(['board', 'list', '--json'], { cwd: folder })).json() as unknown as {
    boards: Record<'name' | 'virtual' | 'routed' | 'packed' | 'simulated' | 'onSilicon', unknown>[];
  };
  expect(boards.map(({ name }) => name)).toEqual(boardsWithRecipe());
  for (const { name, virtual, routed, packed, simulated, onSilicon } of boards) {
    expect([simulated, onSilicon]).toEqual([true, false]);
    if (boardsWithBitstream().includes(String(name)))
      expect([routed, packed]).toEqual([readManifest(String(name)), null]);
    else expect([virtual, routed, packed]).toEqual(['up5k', null, readPackedManifest(String(name)).packed]);
  }
  const { stdout } = await runRetort(['board', 'list'], { cwd: folder });
  expect(stdout).toMatch(/^icebreaker .*virtual:up5k .*in simulation; does not fit: [\d,]+ of 5,280 logic cells$/m);
  expect(stdout.match(/placed and routed; not yet run on an FPGA/g)).toHaveLength(boardsWithBitstream().length);
});

it('retort board accept says that nothing runs on a board that the design does not fit', async () => {
  const run = await runRetort(['board', 'accept', 'usb:icebreaker', '--json'], { cwd: folder });
  expect(run.exitCode).toBe(2);
  expect(run.json().error?.message).toMatch(
    /there is no bitstream for icebreaker: the design does not fit: [\d,]+ of 5,280 logic cells; use virtual:up5k instead/,
  );
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

  it('refuses a board that the design does not fit', async () => {
    const run = await runRetort(['board', 'program', 'icebreaker', '--json'], { cwd: folder });
    expect(run.exitCode).toBe(1);
    const { cells, cellsAvailable } = readPackedManifest('icebreaker').packed;
    expect(run.json().error).toMatchObject({
      code: 'BOARD_DESIGN_TOO_LARGE',
      board: 'icebreaker',
      cells,
      cellsAvailable,
    });
    expect(run.json().error?.message).toContain('use virtual:up5k instead');
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
