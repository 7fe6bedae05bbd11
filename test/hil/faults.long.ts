// That the kit finds what is wrong, each fault in its class; and that the record of a failure replays to the same failure without a board.
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FrameDecoder } from '../../device-bridge/framing/frame.ts';
import { decodeRequest } from '../../device-bridge/framing/message.ts';
import { openSerialPort } from '../../device-bridge/link/serial-port.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { serveVirtualBoard } from '../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import { BoardUnderTest, leaseBoard, loadSamples, loadStudent, type TestSamples } from '../../host/api/hil.ts';
import { conversationsOf } from '../../host/hil/record/exchanges.ts';
import { readRecord, writeRecord } from '../../host/hil/record/link-record.ts';
import { recordingWire } from '../../host/hil/record/recording-wire.ts';
import { createReplayLink } from '../../host/hil/record/replay-link.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { writeStudentImage } from '../../host/image/write.ts';
import { loadTeacherOutputs, saveTeacherOutputs, type TeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { startOpenBroker } from '../support/open-broker.ts';
import { startVirtualBridge, type VirtualBridge } from '../support/virtual-bridge.ts';
import {
  type BenchOptions,
  type Found,
  found,
  judge,
  onVirtualBoard,
  templateSamples,
  templateStudent,
  through,
} from './judge.ts';
import { PROBES } from './probes.ts';

interface Bench {
  readonly served: Awaited<ReturnType<typeof serveVirtualBoard>>;
  readonly bridge: VirtualBridge;
}

let folder: string;
let samples: TestSamples;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-hil-'));
  samples = await templateSamples();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Judged on a board, with a record of the link; then again from the record alone. The two must say the same. */
async function judgeTwice(name: string, options: BenchOptions, under = samples): Promise<Found> {
  const path = join(folder, `${name}.jsonl`);
  const record = writeRecord(path);
  const first = await onVirtualBoard({ ...options, wire: recordingWire(record) }, (board) => judge(board, under));
  await record.close();
  expect(await replay(path, under)).toEqual(first);
  return first;
}

async function replay(path: string, under: TestSamples): Promise<Found> {
  const [conversation] = conversationsOf(await readRecord(path));
  const open = () => openBoard(createReplayLink(conversation));
  const board = await BoardUnderTest.open({ url: 'virtual:up5k', open });
  try {
    return await judge(board, under);
  } finally {
    await board.close();
  }
}

/** True for a frame that asks for the inference of this sample. */
function asksFor(sampleId: number, bytes: Uint8Array): boolean {
  return [...new FrameDecoder().push(bytes)].some((message) => {
    const { kind, id } = decodeRequest(message);
    return kind === 'infer' && id === sampleId;
  });
}

/** The student with another payload. */
function studentWith(change: (payload: Uint8Array, weightsAt: number) => void): TestSamples {
  const { student } = samples;
  const payload = student.image.payload.slice();
  change(payload, student.image.segments.find(({ kind }) => kind === 'weights')!.address);
  const image = readStudentImage(writeStudentImage({ ...student.image, payload }), 'the changed student');
  return { ...samples, student: { ...student, image } };
}

/** A folder with the student and another file of its teacher's. */
async function swapTeacher(change: (outputs: TeacherOutputs) => TeacherOutputs): Promise<string> {
  const run = await mkdtemp(join(folder, 'run-'));
  await cp(dirname(templateStudent), run, { recursive: true });
  const file = join(run, 'teacher-outputs.safetensors');
  await saveTeacherOutputs(file, change(await loadTeacherOutputs(file)));
  return join(run, 'student.retort');
}

describe('the kit', () => {
  it('finds nothing wrong with a board that works, and nothing in its record', async () => {
    expect(await judgeTwice('good', {})).toEqual({ class: undefined, message: '' });
  });

  it('finds a weight bit that flipped in the student: numeric', async () => {
    const flipped = studentWith((payload, at) => {
      payload[at] ^= 0x40; // of the first channel: the last ones are padding
    });
    const { class: found, message } = await judgeTwice('weight', {}, flipped);
    expect(found).toBe('numeric');
    expect(message).toMatch(
      /of 200 predictions of virtual:up5k differ from the integer reference\nfirst: sample \d+ \(id \d+\)/,
    );
    expect(message).toContain(`reproduce: retort trace ${templateStudent} --on 'virtual:up5k' --sample`);
  });

  it('finds a weight bit that flipped in the memory of the board, and puts it right', async () => {
    const under = await onVirtualBoard({}, async (board) => {
      await board.flash(samples.student, { force: true });
      const flipped = studentWith((payload, at) => {
        payload[at] ^= 1;
      });
      const { payload, core } = flipped.student.image;
      await board.board.flash({ payload, core, imageId: samples.student.image.imageId }, { force: true });
      // The board holds other bytes under the image's id; asked without force, it is found and put right.
      const { sentBytes, skipped } = await board.flash(samples.student);
      return { sentBytes, skipped, found: await judge(board, samples) };
    });
    expect(under.skipped).toBe(false);
    expect(under.sentBytes).toBeGreaterThan(0);
    expect(under.found.class).toBeUndefined();
  });

  it('finds an input that arrived with a byte less: infrastructure', async () => {
    let dropped = false;
    const drop = (bytes: Uint8Array) => {
      if (dropped || !asksFor(samples.ids[100], bytes)) return bytes;
      dropped = true;
      return Uint8Array.from([...bytes.subarray(0, 200), ...bytes.subarray(201)]);
    };
    const { class: found, message } = await judgeTwice('byte', { line: (port) => through(port, drop) });
    expect(dropped).toBe(true);
    expect(found).toBe('infrastructure');
    expect(message).toContain('inputs sent again: 1');
  });

  it('finds a sample that was sent twice: infrastructure', async () => {
    const twice = (bytes: Uint8Array) =>
      asksFor(samples.ids[100], bytes) ? Uint8Array.from([...bytes, ...bytes]) : bytes;
    const { class: found, message } = await judgeTwice('twice', { line: (port) => through(port, twice) });
    expect(found).toBe('infrastructure');
    expect(message).toContain(`answered twice for sample ${samples.ids[100]}`);
  });

  it("finds that the teacher's file is another teacher's: accuracy", async () => {
    const swapped = await swapTeacher((outputs) => ({ ...outputs, teacherDigest: 'another' }));
    const student = await loadStudent(swapped);
    expect((await found(() => loadSamples(student, { limit: PROBES }))).class).toBe('accuracy');
  });

  it("finds that the teacher's file says something else: accuracy", async () => {
    const negate = (outputs: TeacherOutputs) => ({ ...outputs, logits: outputs.logits.map((logit) => -logit) });
    const student = await loadStudent(await swapTeacher(negate));
    const swapped = await loadSamples(student, { limit: PROBES });
    const result = await onVirtualBoard({}, (board) => judge(board, swapped));
    expect(result.class).toBe('accuracy');
    expect(result.message).toContain("the teacher's outputs are not those of the baseline");
  });

  it('finds another number of cycles: timing', async () => {
    const result = await onVirtualBoard({}, async (board) => {
      const answers = await board.predict(samples);
      const slower = answers.predictions.map((prediction, i) =>
        i === 7 ? { ...prediction, cycles: 8394 } : prediction,
      );
      const { expect: kit } = await import('../../host/api/hil.ts');
      return found(async () => kit({ ...answers, predictions: slower }).toTakePlannedCycles());
    });
    expect(result.class).toBe('timing');
    expect(result.message).toContain('first: sample id 7007 took 8,394, 1 more');
  });

  it('finds within 2 s that a board was unplugged: infrastructure', async () => {
    const served = await serveVirtualBoard();
    const { board, release } = await leaseBoard({ url: `serial:${served.path}?baud=3000000` });
    await board.flash(samples.student);
    let pulledAt = Number.POSITIVE_INFINITY;
    setTimeout(() => {
      pulledAt = performance.now();
      void served.unplug();
    }, 300);
    const result = await found(async () => {
      for (;;) await board.predict(samples);
    });
    expect(result.class).toBe('infrastructure');
    expect(performance.now() - pulledAt).toBeLessThan(2000);
    await release();
    await served.close();
  });

  it.each([
    ['its board was unplugged', 'cannot reach its board', ({ served }: Bench) => served.unplug()],
    ['it was stopped', 'no bridge bench', ({ bridge }: Bench) => bridge.close()],
  ])('finds within 2 s of a bridge that %s: infrastructure', async (_, reason, takeAway) => {
    const served = await serveVirtualBoard();
    const broker = await startOpenBroker();
    const openPort = () => openSerialPort(served.path);
    const bridge = await startVirtualBridge({ broker: broker.url, openPort });
    const { board, release } = await leaseBoard({ url: bridge.boardUrl });
    await board.flash(samples.student);
    let takenAt = Number.POSITIVE_INFINITY;
    setTimeout(() => {
      takenAt = performance.now();
      void takeAway({ served, bridge });
    }, 500);
    const result = await found(async () => {
      for (;;) await board.predict(samples);
    });
    expect(performance.now() - takenAt).toBeLessThan(2000);
    expect(result).toMatchObject({ class: 'infrastructure', message: expect.stringContaining(reason) });
    await release();
    await bridge.close();
    await broker.close();
    await served.close();
  });

  it('finds at once that there is no board: infrastructure', async () => {
    const startedAt = performance.now();
    const result = await found(() => leaseBoard({ url: 'serial:/dev/no-such-port' }));
    expect(result).toMatchObject({
      class: 'infrastructure',
      message: expect.stringContaining('no port /dev/no-such-port'),
    });
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});

const verilator = spawnSync('verilator', ['--version']).status === 0;

/** Half up, and down instead. */
const exact = " + {9'd0, r_scaled[0]}";
const rounding = '';

describe.skipIf(!verilator)(`a mutant of the RTL${verilator ? '' : ' (skipped: needs verilator)'}`, () => {
  it('is found: numeric', async () => {
    const artifacts = join(import.meta.dirname, '../../firmware-artifacts');
    const rtl = join(folder, 'rtl');
    await cp(join(artifacts, 'rtl'), rtl, { recursive: true });
    const file = join(rtl, 'core/retort_lut_rescaler.v');
    const source = await readFile(file, 'utf8');
    expect(source.split(exact)).toHaveLength(2);
    await writeFile(file, source.replace(exact, rounding));
    const out = join(folder, 'board');
    const build = join(artifacts, 'virtual-board/build.mjs');
    const parameters = [build, '--board', 'up5k', '--rtl', rtl, '--out', out];
    const built = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
    expect(built.status, built.stderr).toBe(0);
    const wasmPath = join(out, 'up5k.wasm');
    expect((await judgeTwice('mutant', { wasmPath })).class).toBe('numeric');
  });
});
