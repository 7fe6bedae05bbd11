// What can be wrong with a board, a port or a disk, as a user meets it; and that a board whose flash was refused still has its old image.

import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import { openSerialPort } from '../../device-bridge/link/serial-port.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { type Cable, openCable } from '../../firmware-artifacts/virtual-board/cable.ts';
import { openVirtualBoardPort } from '../../firmware-artifacts/virtual-board/in-process-port.ts';
import { type ServedBoard, serveVirtualBoard } from '../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import { exitCodeOf } from '../../host/cli/exit-codes.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { packForAnotherCore, rewriteImage } from '../support/remade-images.ts';
import { runRetort } from './run-retort.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';

let folder = '';
let small: SmallRun;
let served: ServedBoard;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-bad-board-'));
  small = await makeSmallRun(folder);
  served = await serveVirtualBoard();
});
afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (...parameters: string[]) => runRetort([...parameters, '--json'], { cwd: folder });
const flash = (on: string, image = join(small.out, 'student.retort')) => run('flash', image, '--on', on);

async function expectError(
  running: ReturnType<typeof run>,
  code: string,
  exitCode: number,
  says: readonly string[],
): Promise<void> {
  const finished = await running;
  const { error } = finished.json();
  expect(error).toMatchObject({ code });
  expect(finished.exitCode).toBe(exitCode);
  for (const words of says) expect(error?.message).toContain(words);
}

/** A port behind which there is no board. */
async function withCable<Result>(
  answer: (cable: Cable, bytes: Uint8Array) => void,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const cable: Cable = openCable((bytes) => answer(cable, bytes));
  try {
    return await work(`serial:${cable.path}?baud=115200`);
  } finally {
    await cable.close();
  }
}

describe('a port', () => {
  it('that is missing: lists the existing ones', async () => {
    await expectError(flash('serial:/dev/nowhere'), 'PORT_MISSING', 6, [
      'no port /dev/nowhere',
      'make sure the board is plugged in',
    ]);
  });

  it('that is busy: which process owns it', async () => {
    const port = await openSerialPort(served.path);
    try {
      await expectError(flash(`serial:${served.path}`), 'PORT_BUSY', 6, [
        `${served.path} is in use by`,
        String(process.pid),
        'stop it or wait for it to end, then try again',
      ]);
    } finally {
      await port.close();
    }
  });

  it('on which nothing answers: for how long, and what to look at', async () => {
    await withCable(
      () => {},
      (url) =>
        expectError(flash(url), 'BOARD_SILENT', 6, [
          'no answer from serial:/dev/',
          'at 115,200 baud',
          'check that the board is powered',
        ]),
    );
  });

  it('on which something else talks: how much came, and what to do', async () => {
    await withCable(
      (cable, bytes) => cable.write(bytes.map(() => 0x55)),
      (url) =>
        expectError(flash(url), 'BOARD_WRONG_BAUD', 6, [
          'bytes arrived from serial:/dev/',
          'at 115,200 baud, but no frame',
          'reset it or name another port',
        ]),
    );
  });

  it("whose rate the board's clock cannot make: the nearest one", async () => {
    await expectError(flash('virtual:up5k?baud=5000000'), 'BAUD_RATE_UNREACHABLE', 6, [
      'cannot run at 5,000,000 baud: its nearest rate is 4,800,000',
      'use that one',
    ]);
  });
});

describe('a board on a line that carries bits', () => {
  it('is silent for a computer at another rate than it says', async () => {
    const port = await openVirtualBoardPort();
    const skewed = { ...port, setBaudRate: (baud: number) => port.setBaudRate(baud * 1.25) };
    const opening = openBoard(createFramedLink(skewed), { timing: { silentMs: 900 } });
    await expect(opening).rejects.toMatchObject({ code: 'BOARD_SILENT' });
    await expect(opening).rejects.toThrow(
      'no answer from virtual:up5k at 115,200 baud within 900 ms: check that the board is powered, that the port is right',
    );
    expect(await opening.catch(exitCodeOf)).toBe(6);
  });

  it('is found again where an earlier session left it at a higher rate', async () => {
    const port = await openVirtualBoardPort();
    const board = await openBoard(createFramedLink(port));
    expect(board.baud).toBe(3_000_000);
    await port.setBaudRate(115_200);
    expect((await board.status()).imageId).toBe(0);
    expect(board.health.recoveries).toBe(1);
    await board.close();
  });

  it('without an image refuses to infer, and names the command that gives it one', async () => {
    const board = await openBoard(createFramedLink(await openVirtualBoardPort()));
    try {
      const asking = board.runLayers(new Uint8Array(16), 0);
      await expect(asking).rejects.toMatchObject({ code: 'BOARD_REFUSED', boardCodeName: 'NO_IMAGE' });
      await expect(asking).rejects.toThrow('it has no image: flash one first ("retort flash FILE")');
      expect(await asking.catch(exitCodeOf)).toBe(6);
    } finally {
      await board.close();
    }
  });
});

it('a board keeps its image where another one is refused', async () => {
  const url = `serial:${served.path}`;
  const bytes = await readFile(join(small.out, 'student.retort'));
  const image = readStudentImage(bytes, 'student.retort');
  expect((await flash(url)).exitCode).toBe(0);
  const refused: readonly [name: string, content: Uint8Array, code: string][] = [
    ['corrupt', bytes.map((byte, i) => (i === 200 ? byte ^ 1 : byte)), 'IMAGE_CORRUPT'],
    ['other-core', packForAnotherCore(image), 'IMAGE_WRONG_CORE'],
    ['hungry', rewriteImage(image, { memory: { ...image.memory, bytesNeeded: 200_000 } }), 'IMAGE_TOO_LARGE'],
  ];
  for (const [name, content, code] of refused) {
    const file = join(folder, `${name}.retort`);
    await writeFile(file, content);
    await expectError(flash(url, file), code, 5, []);
  }
  expect((await flash(url)).json()).toMatchObject({ skipped: true, imageId: image.imageId });
});

describe('a full disk', () => {
  const disk = () => join(folder, 'disk');
  const mount = async () => {
    await mkdir(disk());
    return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', disk()]).status === 0;
  };

  it('loses neither the existing file nor the time of a training run', async (context) => {
    if (!(await mount())) return context.skip('needs the right to mount a file system');
    try {
      const old = join(disk(), 'student.retort');
      await copyFile(join(small.out, 'student.retort'), old);
      await writeFile(join(disk(), 'filling'), new Uint8Array(28 * 1024));
      const quantized = join(small.out, 'student.int8.safetensors');
      await expectError(run('pack', '--quantized', quantized, '--out', disk()), 'DISK_WRITE_FAILED', 7, [
        `cannot write ${disk()}: ENOSPC, the disk is full`,
        'free some space or choose another folder',
      ]);
      expect(await readFile(old)).toEqual(await readFile(join(small.out, 'student.retort')));
      expect((await readdir(disk())).sort()).toEqual(['filling', 'student.retort']);
      await expectError(run('teacher', '--data', small.csv, '--out', disk()), 'DISK_WRITE_FAILED', 7, [
        `cannot write ${disk()}: ENOSPC, the disk is full`,
        'choose another folder',
      ]);
    } finally {
      spawnSync('umount', [disk()]);
    }
  });
});
