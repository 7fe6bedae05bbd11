// Ctrl-C in a real terminal, in the middle of each command that takes a while: exit code 130, the terminal as it was, no process and no
// half-written file left, and the board with no image rather than with half of one.

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import { openSerialPort } from '../../device-bridge/link/serial-port.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { type ServedBoard, serveVirtualBoard } from '../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { teacherNetwork } from '../../host/network/architectures.ts';
import { saveTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { saveTeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';
import { makeRandomStudentRun } from './random-student-run.ts';
import { interruptRetort } from './run-in-terminal.ts';
import { runRetort } from './run-retort.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';

/** What the tests need to look at a terminal and at processes. */
const lookable = process.platform === 'linux';

let folder = '';
let small: SmallRun;
let served: ServedBoard;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-interrupt-'));
  small = await makeSmallRun(folder);
  await makeRandomStudentRun(join(folder, 'student'));
  await makeTeacher();
  await mkdir(join(folder, 'new'));
  await writeFile(join(folder, 'many.i8'), new Uint8Array(28 * 28 * 100_000));
  served = await serveVirtualBoard({ pace: true });
});
afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

/** @param left the folder of checkpoints, the files in it and the cells that are left, where there are any; digests stand as DIGEST */
async function expectCleanInterrupt(command: string, when: RegExp, left: readonly string[] = []): Promise<void> {
  const files = () => readdir(folder, { recursive: true }).then((names) => names.sort());
  const before = await files();
  const { exitCode, screen, settings, orphans } = await interruptRetort(command.split(' '), when, folder);
  const kept = `the training so far is saved in ${left[0]}: the same command resumes from there`;
  expect(screen.replace(/\s+/g, ' ')).toContain(
    `retort: interrupted; ${left.length > 0 ? kept : 'no half-written files were left behind'}`,
  );
  expect(exitCode).toBe(130);
  expect(settings[0]).toContain(':');
  expect(settings[1]).toBe(settings[0]);
  expect(screen.lastIndexOf('\u001b[?25l')).toBeLessThanOrEqual(screen.lastIndexOf('\u001b[?25h'));
  expect(orphans).toEqual([]);
  const known = new Set(before);
  const made = (await files()).filter((name) => !known.has(name));
  expect(made.map((name) => name.replace(/[0-9a-f]{12}/, 'DIGEST')).sort()).toEqual([...left].sort());
}

/** A cell of the laboratory without figures, and its training. */
const ofStudent = [
  ...['checkpoints/DIGEST', 'checkpoints/DIGEST/student.json', 'checkpoints/DIGEST/student.safetensors'],
  ...['students', 'students/cells', 'students/cells/scratch-seed1-DIGEST.json'],
];

describe.skipIf(!lookable)('Ctrl-C (looked at through /proc, on Linux)', () => {
  it.each([
    ['teacher --data data.csv --out new --epochs 10000', 'new', ['checkpoints/teacher.safetensors'], /epoch \d+ of/],
    ['distill --data data.csv --out taught --epochs 10000', 'taught', ofStudent, /seed 1, epoch \d+ of/],
    ['demo --data data.csv --out new --epochs 10000', 'new', ['checkpoints/teacher.safetensors'], /epoch \d+ of/],
  ])('leaves a checkpoint of retort %s, from which it resumes', async (command, out, saved, when) => {
    const checkpoints = join(out, 'checkpoints');
    await expectCleanInterrupt(command, when, [checkpoints, ...saved.map((name) => join(out, name))]);
    const { screen } = await interruptRetort(command.split(' '), /resumes from/, folder);
    expect(screen).toContain(
      `interrupted before: the same command resumes from ${checkpoints}; delete that folder to start over`,
    );
    await rm(join(folder, checkpoints), { recursive: true });
  });

  it.each([
    ['validate --data glyphs --out student --on virtual:up5k?pace=1', /classify on [^\r]*: [\d,]+ of/],
    [
      'infer student/student.retort --inputs many.i8 --out new/outputs.i8 --on virtual:up5k',
      /infer on [^\r]*: [\d,]+ of/,
    ],
    ['infer student/student.retort --inputs many.i8 --out new/outputs.i8 --on reference', /infer on [^\r]*: [\d,]+ of/],
    ['board', /Use it with/],
  ])('ends retort %s', (command, when) => expectCleanInterrupt(command, when));

  it('in retort flash leaves the board without an image, until the next flash', async () => {
    const url = `serial:${served.path}?baud=460800`;
    const old = join(small.out, 'student.retort');
    expect((await runRetort(['flash', old, '--on', url], { cwd: folder })).exitCode).toBe(0);
    await expectCleanInterrupt(`flash student/student.retort --on ${url}`, /flash: [█▏▎▍▌▋▊▉ ]*[\d.]+ %, [\d,]+ of/);
    const board = await openBoard(createFramedLink(await openSerialPort(served.path)));
    expect(await board.status()).toMatchObject({ imageId: 0, received: expect.toSatisfy((bytes) => bytes > 0) });
    await board.close();
    const again = await runRetort(['flash', 'student/student.retort', '--on', url, '--json'], { cwd: folder });
    expect(again.json()).toMatchObject({ skipped: false });
    expect(again.exitCode).toBe(0);
  });
});

/** A run folder whose teacher knows every sample of the small data set. */
async function makeTeacher(): Promise<void> {
  const { shape, classes, train, test, digest } = await loadDataset(small.csv);
  const out = join(folder, 'taught');
  await mkdir(out);
  const trained = makeRandomTrained(teacherNetwork(shape, classes.length), 1);
  const teacherDigest = await saveTrainedNetwork(join(out, 'teacher.safetensors'), trained, {});
  const ids = Int32Array.from([...train.ids, ...test.ids]);
  const logits = Float32Array.from({ length: ids.length * classes.length }, (_, i) => i % 3);
  const outputs = { ids, logits, classes: classes.length, teacherDigest, datasetDigest: digest };
  await saveTeacherOutputs(join(out, 'teacher-outputs.safetensors'), outputs);
}
