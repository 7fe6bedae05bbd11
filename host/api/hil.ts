// `retort-fpga/hil`: hardware in the loop for any vitest project: a leased board, a student and samples as fixtures, and matchers that say what
// differed, where, and how to reproduce it.
export type { BytePort, Link } from '../../device-bridge/link/link.ts';
export type { Wire } from '../cli/steps/connect.ts';
export type { Answers, Losses } from '../hil/answers.ts';
export { BoardUnderTest } from '../hil/board-under-test.ts';
export { type FailureClass, failureClasses, HilError } from '../hil/failure-class.ts';
export {
  board,
  dataset,
  type FileFixture,
  type HilFixtures,
  type OwnFixtures,
  student,
  test,
  testWith,
} from '../hil/fixtures.ts';
export type { BoardOptions } from '../hil/lease/board-options.ts';
export { type LeasedBoard, leaseBoard } from '../hil/lease/lease-board.ts';
export type { AccuracyOptions } from '../hil/matchers/accuracy.ts';
export type { LatencyLevel } from '../hil/matchers/cycles.ts';
export { expect, type HilMatchers } from '../hil/matchers/extend-expect.ts';
export type { AgreementLevel } from '../hil/matchers/teacher-agreement.ts';
export { loadStudent, type StudentUnderTest } from '../hil/student-under-test.ts';
export { loadSamples, type SampleOptions, type TeacherOpinion, type TestSamples } from '../hil/test-samples.ts';
export type * from './board-types.ts';
export type * from './image-types.ts';
