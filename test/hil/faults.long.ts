// That the suite's checks catch what is wrong, each in its class.
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FrameDecoder } from '../../device-bridge/framing/frame.ts';
import { decodeRequest } from '../../device-bridge/framing/message.ts';
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import type { BytePort } from '../../device-bridge/link/link.ts';
import { type Board, openBoard } from '../../device-bridge/session/board.ts';
import { openVirtualBoardPort } from '../../firmware-artifacts/virtual-board/in-process-port.ts';
import { serveVirtualBoard } from '../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { writeStudentImage } from '../../host/image/write.ts';
import { loadTeacherOutputs, saveTeacherOutputs, type TeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { createEchoImage } from '../support/echo-image.ts';
import { FakeBoard } from '../support/fake-board.ts';
import { readBaseline } from './baseline.ts';
import {
  checkAccuracy,
  checkCycles,
  checkExactness,
  checkFlash,
  checkHeld,
  checkLosses,
  countLosses,
  measure,
  predictProbes,
} from './checks.ts';
import { classed, type FailureClass } from './failure-class.ts';
import { leaseBoard } from './lease.ts';
import { loadSubject, type Subject } from './subject.ts';

const fixture = fileURLToPath(new URL('student', import.meta.url));
const artifacts = fileURLToPath(new URL('../../firmware-artifacts', import.meta.url));
let folder: string;
let subject: Subject;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-hil-'));
  subject = await loadSubject();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** All checks of one board, in the suite's order. */
async function checkAll(board: Board, under: Subject): Promise<void> {
  const before = await countLosses(board);
  await checkFlash(board, under);
  const predictions = await predictProbes(board, under);
  checkExactness(predictions, under);
  const baseline = await readBaseline(under.image.imageId);
  const { build } = board.identity;
  if (baseline) checkAccuracy(measure(predictions, under, build), baseline);
  if (baseline) checkCycles(predictions, Object.values(baseline.cycles)[0]);
  checkLosses(before, await countLosses(board));
}

async function expectFailure(failureClass: FailureClass, work: () => Promise<unknown>): Promise<void> {
  await expect(classed(work)).rejects.toMatchObject({ failureClass, message: expect.stringContaining(failureClass) });
}

async function withVirtualBoard(
  work: (board: Board) => Promise<void>,
  {
    wasmPath,
    line = (port) => port,
  }: { readonly wasmPath?: string; readonly line?: (port: BytePort) => BytePort } = {},
): Promise<void> {
  const port = await openVirtualBoardPort(wasmPath === undefined ? {} : { wasmPath });
  const board = await openBoard(createFramedLink(line(port)));
  try {
    await work(board);
  } finally {
    await board.close();
  }
}

/** Changes what is written to the board. */
function through(port: BytePort, change: (bytes: Uint8Array) => Uint8Array): BytePort {
  return Object.assign(Object.create(port), { write: (bytes: Uint8Array) => port.write(change(bytes)) });
}

/** A run folder with the fixture's student and another file of its teacher's. */
async function swapTeacher(change: (outputs: TeacherOutputs) => TeacherOutputs): Promise<string> {
  const run = await mkdtemp(join(folder, 'run-'));
  await cp(fixture, run, { recursive: true });
  const file = join(run, 'teacher-outputs.safetensors');
  await saveTeacherOutputs(file, change(await loadTeacherOutputs(file)));
  return run;
}

/** True for a frame that asks for the inference of this sample. */
function asksFor(sampleId: number, bytes: Uint8Array): boolean {
  return [...new FrameDecoder().push(bytes)].some((message) => {
    const { kind, id } = decodeRequest(message);
    return kind === 'infer' && id === sampleId;
  });
}

describe('the suite', () => {
  it('finds nothing wrong with a board that works', () => withVirtualBoard((board) => checkAll(board, subject)));

  it('finds a weight bit that flipped in the memory: flash', async () => {
    const fake = new FakeBoard({ inputBytes: 8 });
    const board = await fake.clock.run(openBoard(createFramedLink(fake)));
    const image = createEchoImage(4096);
    await fake.clock.run(board.flash(image));
    fake.memory[2000] ^= 1;
    const { image: shape } = subject;
    await expectFailure('flash', () => fake.clock.run(checkHeld(board, { ...shape, ...image })));
    await fake.clock.run(board.close());
  });

  it('finds a weight bit that flipped in the student: numeric', async () => {
    const { image } = subject;
    const payload = image.payload.slice();
    const weights = image.segments.find(({ kind }) => kind === 'weights')!;
    payload[weights.address] ^= 0x40; // of the first channel: the last ones are padding
    const flipped = readStudentImage(writeStudentImage({ ...image, payload }), 'the flipped student');
    await withVirtualBoard((board) => expectFailure('numeric', () => checkAll(board, { ...subject, image: flipped })));
  });

  it('finds an input that arrived with a byte less: infrastructure', async () => {
    let dropped = false;
    const drop = (bytes: Uint8Array) => {
      if (dropped || !asksFor(100, bytes)) return bytes;
      dropped = true;
      return Uint8Array.from([...bytes.subarray(0, 200), ...bytes.subarray(201)]);
    };
    const line = (port: BytePort) => through(port, drop);
    await withVirtualBoard((board) => expectFailure('infrastructure', () => checkAll(board, subject)), { line });
    expect(dropped).toBe(true);
  });

  it('finds a sample that was sent twice: infrastructure', async () => {
    const twice = (bytes: Uint8Array) => (asksFor(100, bytes) ? Uint8Array.from([...bytes, ...bytes]) : bytes);
    const line = (port: BytePort) => through(port, twice);
    await withVirtualBoard((board) => expectFailure('infrastructure', () => checkAll(board, subject)), { line });
  });

  it("finds that the teacher's file is another teacher's: accuracy", async () => {
    const swapped = await swapTeacher((outputs) => ({ ...outputs, teacherDigest: 'another' }));
    await expectFailure('accuracy', () => loadSubject(swapped));
  });

  it("finds that the teacher's file says something else: accuracy", async () => {
    const negate = (outputs: TeacherOutputs) => ({ ...outputs, logits: outputs.logits.map((logit) => -logit) });
    const swapped = await loadSubject(await swapTeacher(negate));
    await withVirtualBoard((board) => expectFailure('accuracy', () => checkAll(board, swapped)));
  });

  it('finds another number of cycles: timing', async () => {
    await withVirtualBoard((board) =>
      expectFailure('timing', async () => {
        await checkFlash(board, subject);
        checkCycles(await predictProbes(board, subject), 17_753);
      }),
    );
  });

  it('finds within 10 s that the port was taken away: infrastructure', async () => {
    const served = await serveVirtualBoard();
    const board = await leaseBoard(`serial:${served.path}?baud=3000000`, 0);
    await checkFlash(board, subject);
    const pulled = setTimeout(() => served.unplug(), 300);
    const started = performance.now();
    await expectFailure('infrastructure', async () => {
      for (;;) await predictProbes(board, subject);
    });
    expect(performance.now() - started).toBeLessThan(10_000);
    clearTimeout(pulled);
    await board.close();
    await served.close();
  });
});

const verilator = spawnSync('verilator', ['--version']).status === 0;

/** Half up, and down instead. */
const exact = " + {9'd0, r_scaled[0]}";
const rounding = '';

describe.skipIf(!verilator)(`a mutant of the RTL${verilator ? '' : ' (skipped: needs verilator)'}`, () => {
  it('is found: numeric', async () => {
    const rtl = join(folder, 'rtl');
    await cp(join(artifacts, 'rtl'), rtl, { recursive: true });
    const file = join(rtl, 'core/retort_lut_rescaler.v');
    const source = await readFile(file, 'utf8');
    expect(source.split(exact)).toHaveLength(2);
    await writeFile(file, source.replace(exact, rounding));
    const out = join(folder, 'board');
    const build = join(artifacts, 'virtual-board/build.mjs');
    const built = spawnSync(process.execPath, [build, '--board', 'up5k', '--rtl', rtl, '--out', out], {
      encoding: 'utf8',
    });
    expect(built.status, built.stderr).toBe(0);
    const wasmPath = join(out, 'up5k.wasm');
    await withVirtualBoard((board) => expectFailure('numeric', () => checkAll(board, subject)), { wasmPath });
  });
});
