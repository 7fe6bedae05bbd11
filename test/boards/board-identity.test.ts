// What the host makes of a board's identity: the bitstream that it names, and the core that it refuses before anything is uploaded.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '../../device-bridge/framing/message.ts';
import { boardsWithBitstream, readManifest, virtualBuild } from '../../firmware-artifacts/boards/board-folder.ts';
import { askAttachedBoards } from '../../host/cli/steps/ask-attached-boards.ts';
import { buildText, describeBuild, UnknownInstructionSetError } from '../../host/cli/steps/board-identity.ts';
import { boards, coreNamed } from '../../host/image/core-description.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { createInstantLink } from '../bench/instant-link.ts';
import { runInProcess } from '../cli/run-in-process.ts';
import { makePackOptions } from '../support/labelled-network.ts';
import { serveLink } from '../support/serve-link.ts';

const up5k = coreNamed();
const identityOf = (build: string, board = 'up5k'): Identity => {
  const { core, macsPerCycle, memoryBytes, clockHz } = coreNamed(board);
  return { core, build: Number.parseInt(build, 16), macsPerCycle, memoryBytes, clockHz, imageId: 0 };
};
/** Of an instruction set that no version has. */
const strangeCore = 0x7fff_0102;

describe('the build that a board reports', () => {
  it.each(boardsWithBitstream())("is that of %s's bitstream", (board) => {
    const { build } = readManifest(board);
    expect(describeBuild(identityOf(build, board))).toEqual({ id: build, of: 'bitstream', board });
    expect(buildText(describeBuild(identityOf(build, board)))).toBe(
      `build ${build}: ${board}, this version's bitstream`,
    );
  });

  it.each(boards.map(({ name }) => name))('is that of the virtual boards, among them %s', (board) => {
    const build = describeBuild(identityOf(virtualBuild(), board));
    expect(build).toEqual({ id: virtualBuild(), of: 'virtual board', board });
    expect(buildText(build)).toBe(`build ${virtualBuild()}: virtual:${board}, this version's virtual board`);
  });

  it('is that of a virtual board of no known size', () => {
    const build = describeBuild({ ...identityOf(virtualBuild()), memoryBytes: 1 });
    expect(build).toEqual({ id: virtualBuild(), of: 'virtual board', board: null });
    expect(buildText(build)).toBe(`build ${virtualBuild()}: this version's virtual board`);
  });

  it('is unknown', () => {
    const build = describeBuild(identityOf('00000001'));
    expect(build).toEqual({ id: '00000001', of: 'unknown', board: null });
    expect(buildText(build)).toBe('build 00000001: not a build of this version');
  });
});

let folder = '';
let image = '';
let inputs = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-identity-'));
  image = join(folder, 'student.retort');
  inputs = join(folder, 'inputs.i8');
  const packed = packStudentImage(makePackOptions());
  await writeFile(image, packed);
  await writeFile(inputs, new Uint8Array(readStudentImage(packed, image).memory.inputBytes));
});
afterAll(() => rm(folder, { recursive: true }));

async function withBoard<Result>(
  own: Partial<Identity>,
  work: (url: string, served: ReturnType<typeof serveLink>) => Promise<Result>,
): Promise<Result> {
  const served = serveLink(createInstantLink(own));
  try {
    return await work(`serial:${served.path}?baud=115200`, served);
  } finally {
    await served.close();
  }
}

describe('a board of an unknown build', () => {
  it('is flashed, and its build is named', async () => {
    await withBoard({}, async (url) => {
      const { exitCode, stdout } = await runInProcess(['flash', image, '--on', url]);
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout).build).toEqual({ id: '00000001', of: 'unknown', board: null });
      const shown = await runInProcess(['flash', image, '--on', url], false);
      expect(shown.stdout).toContain('The board has build 00000001: not a build of this version.');
    });
  });
});

describe('a board whose instruction set is not known', () => {
  it.each(['flash', 'infer', 'trace', 'board accept'])(
    'is refused by %s before anything is uploaded',
    async (command) => {
      await withBoard({ core: strangeCore }, async (url, { asked }) => {
        const words: Readonly<Record<string, readonly string[]>> = {
          flash: [image, '--on', url],
          infer: [image, '--inputs', inputs, '--out', join(folder, 'outputs.i8'), '--on', url],
          trace: [image, '--on', url],
          'board accept': [url],
        };
        const { exitCode, stdout } = await runInProcess([...command.split(' '), ...words[command]]);
        expect(exitCode).toBe(6);
        const { error } = JSON.parse(stdout);
        expect(error).toMatchObject({
          code: 'BOARD_UNKNOWN_INSTRUCTION_SET',
          core: strangeCore,
          instructionSet: 0x7fff,
          known: [up5k.core >>> 16],
        });
        expect(error.message).toContain(
          `is up5k, ulx3s-25f or ulx3s-45f with instruction set 32767; this version of retort supports ${up5k.core >>> 16}: program the board`,
        );
        expect(error.message).toContain("('retort board program NAME'; 'retort board list' shows the names)");
        expect(new Set(asked)).toEqual(new Set(['identify']));
      });
    },
  );

  it('is told which bitstream it wants where its memory says so', () => {
    for (const board of boardsWithBitstream()) {
      const error = new UnknownInstructionSetError('serial:COM3', { ...identityOf('1', board), core: strangeCore });
      expect(error.message).toContain(`('retort board program ${board}')`);
    }
  });

  it('is not served by a bridge either, which says why', async () => {
    await withBoard({ core: strangeCore }, async (url) => {
      const { placeOf } = await import('../../host/cli/commands/bridge.ts');
      const { open } = await placeOf(`b1=${url}`);
      await expect(open(new AbortController().signal)).rejects.toThrow(UnknownInstructionSetError);
    });
  });
});

describe('boards attached by USB', () => {
  const attached = { board: 'ulx3s', vendorId: '0403', productId: '6015' };
  const [board] = boardsWithBitstream();

  it('are asked what runs on them, those that only may be boards are not', async () => {
    const { build } = readManifest(board);
    await withBoard(identityOf(build, board), async (_, ours) => {
      await withBoard({ core: strangeCore }, async (__, strange) => {
        await withBoard({}, async (___, perhaps) => {
          const [first, second, third] = await askAttachedBoards(
            [
              { ...attached, path: ours.path, certain: true },
              { ...attached, path: strange.path, certain: true },
              { ...attached, path: perhaps.path, certain: false },
            ],
            new AbortController().signal,
          );
          expect(first).toMatchObject({ build: { id: build, of: 'bitstream', board }, problem: null });
          expect(second.build).toBeNull();
          expect(second.problem).toContain('instruction set 32767');
          expect(third).toMatchObject({ build: null, problem: null });
          expect(perhaps.asked).toEqual([]);
        });
      });
    });
  });
});
