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

/**
 * Cells of several methods over several seeds, scratch first; those that `bench.folder` holds already are read, not run again.
 * @throws MethodOptionError, FixedPlanError, TrainingSettingError before anything is trained; the signal's reason
 * @example
 * import { compareMethods, summarizeCells, withholdTest } from 'retort-fpga/lab';
 * import { loadDataset, networkNamed } from 'retort-fpga/train';
 *
 * const dataset = await loadDataset('glyphs');
 * const network = networkNamed('student', dataset.shape, dataset.classes.length);
 * const places = { folder: 'cells', cache: 'cells/cache', versions: {} };
 * const bench = { ...(await withholdTest(dataset)), network, teachers: [], int8: false, ...places };
 * const recipe = { epochs: 2, batchSize: 64, learningRate: 0.01 };
 * const smoothing = { name: 'teacher-free', options: { from: 'smoothing' } };
 * const cells = await compareMethods(bench, { methods: [smoothing], seeds: [1, 2, 3], recipe, tuningBudget: 1 });
 * console.log(summarizeCells(cells, { baseline: 'scratch' }).rows);
 */
export const compareMethods = lazily(async () => (await import('../lab/compare-methods.ts')).compareMethods);
/**
 * The student, float32, of a cell that was run with `keepStudents`.
 * @throws InputFileError, LabFileError
 * @example
 * import { type Bench, type Cell, loadStudent } from 'retort-fpga/lab';
 * import { saveTrainedNetwork } from 'retort-fpga/train';
 *
 * export async function keep(bench: Bench, cell: Cell): Promise<void> {
 *   await saveTrainedNetwork('student.safetensors', await loadStudent(bench, cell), { cell: cell.digest });
 * }
 */
export const loadStudent = lazily(async () => (await import('../lab/run-cell.ts')).loadStudent);
/**
 * A data set parted in what methods may see and a gate to the test split that opens once per cell.
 * @example
 * import { withholdTest } from 'retort-fpga/lab';
 * import { loadDataset } from 'retort-fpga/train';
 *
 * const { data, gate } = await withholdTest(await loadDataset('glyphs'));
 * console.log(data.train.ids.length, 'test' in data, gate);
 */
export const withholdTest = lazily(async () => (await import('../lab/withhold-test.ts')).withholdTest);
