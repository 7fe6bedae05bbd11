// `retort-fpga/lab`: methods of distillation compared over seeds, behind the gate to the test split.
import { lazily } from './lazily.ts';

export { RetortError } from '../../proto/retort-error.ts';
export type { Dataset, Samples, Split } from '../dataset/dataset.ts';
export type { TermSpec } from '../distill/compose-loss.ts';
export type { Combination, TeacherLogits } from '../distill/teachers.ts';
export type {
  Cell,
  CellConfiguration,
  CellFigures,
  CellTeacher,
  StageHistory,
  TeacherOrigin,
  Tuning,
} from '../lab/cell.ts';
export type { ComparedMethod, ComparisonPlan, LabEvent } from '../lab/compare-methods.ts';
export type { LabTeacher, MakingEvent, MethodContext, Stage, StageEvent } from '../lab/method.ts';
export type { Bench } from '../lab/run-cell.ts';
export type { SeedRule } from '../lab/seed-rule.ts';
export { type Summary, type SummaryOptions, type SummaryRow, summarizeCells } from '../lab/summarize.ts';
export type { TestGate, TrainingData } from '../lab/withhold-test.ts';

export type { Network, TrainedNetwork, Weights } from '../network/network.ts';
export type { Task } from '../task/task.ts';
export type { Recipe } from '../train/recipe.ts';
export type { TrainingEvent } from '../train/training-events.ts';

export const compareMethods = lazily(async () => (await import('../lab/compare-methods.ts')).compareMethods);
export const loadStudent = lazily(async () => (await import('../lab/run-cell.ts')).loadStudent);
export const withholdTest = lazily(async () => (await import('../lab/withhold-test.ts')).withholdTest);
