// Fixtures for vitest's `test.extend`: a leased board, a student, samples with what is expected of them, and the board's answers. All live as
// long as a test file, so that a board is leased, flashed and asked once.
import { expect, test as plainTest, type TestAPI } from 'vitest';
import type { Answers } from './answers.ts';
import type { BoardUnderTest } from './board-under-test.ts';
import type { BoardOptions } from './lease/board-options.ts';
import { openTestBoard } from './record/recorded-board.ts';
import { hilSettings } from './settings.ts';
import { loadStudent, type StudentUnderTest } from './student-under-test.ts';
import { loadSamples, type SampleOptions, type TestSamples } from './test-samples.ts';

/** As `test.extend` takes it. */
export type FileFixture<Value, Needs = object> = [
  (needs: Needs, use: (value: Value) => Promise<void>) => Promise<void>,
  { scope: 'file' },
];

export interface HilFixtures {
  readonly board: BoardUnderTest;
  readonly student: StudentUnderTest;
  readonly dataset: TestSamples;
  /** To each sample of `dataset`, once for all tests of a file. */
  readonly answers: Answers;
}

const ofFile = { scope: 'file' } as const;
const DEFAULT_STUDENT = 'retort-out/student.retort';

/**
 * A fixture that leases a board and gives it back: `virtual:up5k`, unless the options or RETORT_BOARD and RETORT_POOL say otherwise.
 * @example
 * import { board, testWith } from 'retort-fpga/hil';
 *
 * const test = testWith({ board: board({ pool: 'boards.json', class: 'up5k', waitSeconds: 60 }) });
 * test('comes back', ({ board }) => board.powerCycle());
 */
export function board(options: BoardOptions = {}): FileFixture<BoardUnderTest> {
  return [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of needed fixtures from the pattern
    async ({}, use) => {
      const leased = await openTestBoard(options, expect.getState().testPath);
      try {
        await use(leased.board);
      } finally {
        await leased.release();
      }
    },
    ofFile,
  ];
}

/**
 * A fixture that reads a student's image with its network. RETORT_HIL_STUDENT, which `retort test --student` and `--bisect` set, comes before `path`.
 * @example
 * import { expect, student, testWith } from 'retort-fpga/hil';
 *
 * const test = testWith({ student: student('students/digits.retort') });
 * test('is bit-exact', ({ answers }) => expect(answers).toBeBitExact());
 */
export function student(path: string = DEFAULT_STUDENT): FileFixture<StudentUnderTest> {
  return [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => use(await loadStudent(hilSettings().student ?? path)),
    ofFile,
  ];
}

/**
 * A fixture that loads samples of the student's data set, with the reference's outputs and the teacher's opinion.
 * @example
 * import { dataset, expect, testWith } from 'retort-fpga/hil';
 *
 * const test = testWith({ dataset: dataset({ limit: 50 }) });
 * test('answers each sample once', ({ answers }) => expect(answers).toAnswerEachSampleOnce());
 */
export function dataset(options: SampleOptions = {}): FileFixture<TestSamples, Pick<HilFixtures, 'student'>> {
  return [async ({ student }, use) => use(await loadSamples(student, options)), ofFile];
}

/** The fixtures of a suite that are not the usual ones. */
export interface OwnFixtures {
  readonly board?: FileFixture<BoardUnderTest>;
  readonly student?: FileFixture<StudentUnderTest>;
  readonly dataset?: FileFixture<TestSamples, Pick<HilFixtures, 'student'>>;
}

/**
 * vitest's `test` with the fixtures `board`, `student`, `dataset` and `answers`, some of them the suite's own.
 * @example
 * import { dataset, expect, student, testWith } from 'retort-fpga/hil';
 *
 * const test = testWith({ student: student('students/digits.retort'), dataset: dataset({ limit: 200 }) });
 * test('is not less often right than its baseline', async ({ answers }) => {
 *   await expect(answers).toBeAccurate();
 * });
 */
export function testWith(own: OwnFixtures): TestAPI<HilFixtures> {
  return plainTest.extend<HilFixtures>({
    board: own.board ?? board(),
    student: own.student ?? student(),
    dataset: own.dataset ?? dataset(),
    answers: [async ({ board, dataset }, use) => use(await board.predict(dataset)), ofFile],
  });
}

/**
 * vitest's `test` with the usual fixtures: `virtual:up5k` or RETORT_BOARD, `retort-out/student.retort`, its whole test split.
 * @example
 * import { expect, test } from 'retort-fpga/hil';
 *
 * test('is bit-exact', ({ answers }) => expect(answers).toBeBitExact());
 */
export const test: TestAPI<HilFixtures> = testWith({});
