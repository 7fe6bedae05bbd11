// The suite of board.hil.ts as a function, for tests of its own sharpness: which class of failure it finds on a board, if any.

import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import type { BytePort } from '../../device-bridge/link/link.ts';
import { type OpenBoardOptions, openBoard } from '../../device-bridge/session/board.ts';
import { openVirtualBoardPort } from '../../firmware-artifacts/virtual-board/in-process-port.ts';
import type { VirtualBoardOptions } from '../../firmware-artifacts/virtual-board/options.ts';
import {
  type Answers,
  BoardUnderTest,
  expect,
  loadSamples,
  loadStudent,
  type TestSamples,
} from '../../host/api/hil.ts';
import type { Wire } from '../../host/cli/steps/connect.ts';
import { classInMessage, type FailureClass } from '../../host/hil/failure-class.ts';
import { PROBES } from './probes.ts';

export const templateStudent = 'host/hil/template/student/student.retort';

export async function templateSamples(limit = PROBES): Promise<TestSamples> {
  return loadSamples(await loadStudent(templateStudent), { limit });
}

export interface Found {
  readonly class: FailureClass | undefined;
  readonly message: string;
}

/** What the suite says of the board, in its order; the first failure counts. */
export async function judge(board: BoardUnderTest, samples: TestSamples): Promise<Found> {
  return found(async () => {
    const answers = await judgeExactly(board, samples);
    await expect(answers).toBeAccurate();
    if (samples.teacher) expect(answers).toAgreeWithTeacher({ atLeast: 0.94 });
  });
}

/** What must hold of any number of samples. @throws what the matchers throw */
export async function judgeExactly(board: BoardUnderTest, samples: TestSamples): Promise<Answers> {
  await board.flash(samples.student, { force: true });
  const answers = await board.predict(samples);
  expect(answers).toAnswerEachSampleOnce();
  expect(answers).toBeBitExact();
  expect(answers).toTakePlannedCycles();
  return answers;
}

/** The class of what `work` throws. */
export async function found(work: () => Promise<unknown>): Promise<Found> {
  try {
    await work();
    return { class: undefined, message: '' };
  } catch (error) {
    const { message } = error as Error;
    return { class: classInMessage(message), message };
  }
}

export interface BenchOptions extends VirtualBoardOptions {
  /** Between the recorder, if any, and the board. */
  readonly line?: (port: BytePort) => BytePort;
  readonly wire?: Wire;
  /** In milliseconds of the board's own clock. */
  readonly timing?: OpenBoardOptions['timing'];
}

/** Closes the virtual board whatever `work` does. */
export async function onVirtualBoard<T>(
  options: BenchOptions,
  work: (board: BoardUnderTest) => Promise<T>,
): Promise<T> {
  const { line = (port) => port, wire, timing, ...board } = options;
  const open = async () => {
    const port = line(await openVirtualBoardPort(board));
    return openBoard(createFramedLink(wire ? wire.port(port) : port), { timing });
  };
  const under = await BoardUnderTest.open({ url: 'virtual:up5k', open, powerCycle: async () => {} });
  try {
    return await work(under);
  } finally {
    await under.close();
  }
}

/** Changes what is written to the board. */
export function through(port: BytePort, change: (bytes: Uint8Array) => Uint8Array): BytePort {
  return Object.assign(Object.create(port), { write: (bytes: Uint8Array) => port.write(change(bytes)) });
}
