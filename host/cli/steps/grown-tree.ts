// What `distill` reports about a decision-tree student, and which options it refuses for one.
import { RetortError } from '../../../proto/retort-error.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { type NetworkChoice, nameOfChoice } from '../settings/network-choice.ts';
import { percent } from '../text/format.ts';
import type { TrainedStudents } from './train-students.ts';

/** A tree is grown, not trained, so training options have no effect. @throws TreeOptionError */
export async function refuseTrainingOptions(
  student: NetworkChoice = '',
  options: { readonly [Option in (typeof trainingOptions)[number]]?: unknown },
): Promise<void> {
  const { isTreeName } = await import('../../network/tree-architecture.ts');
  const name = nameOfChoice(student);
  if (!isTreeName(name)) return;
  const given = trainingOptions.find((option) => options[option] !== undefined);
  if (given) throw new TreeOptionError(name, given);
}

const trainingOptions = [
  ...(['alpha', 'temperature', 'epochs', 'batchSize', 'learningRate', 'optimizer', 'momentum'] as const),
  ...(['weightDecay', 'clipNorm', 'schedule', 'augment'] as const),
];

class TreeOptionError extends RetortError {
  readonly code = 'CLI_TREE_OPTION';
  readonly category = 'usage';
  override readonly name = 'TreeOptionError';
  readonly option: string;

  constructor(tree: string, option: string) {
    const flag = `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    super(`${flag} has no effect on ${tree}, which is grown, not trained: leave it out, or use another student`);
    this.option = option;
  }
}

export function treeText({
  depth,
  leaves,
  fidelity,
  accuracy,
}: NonNullable<Awaited<ReturnType<typeof describeTree>>>): string {
  const agreement = fidelity === undefined ? '' : `fidelity ${percent(fidelity)} (agreement with the teacher), `;
  return `The tree: depth ${depth}, ${leaves} leaves; ${agreement}accuracy ${percent(accuracy)}. 'retort tree' prints it.`;
}

/** What a tree is, in figures: how it agrees with the teacher, and how often it is right, apart. */
export async function describeTree(
  { trained, accuracy, fidelity }: TrainedStudents['runs'][number]['distilled'],
  data: Dataset,
) {
  const { treeOf } = await import('./student-tree.ts');
  const { depthOf, leavesOf } = await import('../../tree/tree.ts');
  const tree = await treeOf({ trained }, data.preprocessing);
  if (!tree) return undefined;
  return { depth: depthOf(tree), leaves: leavesOf(tree).length, fidelity, accuracy };
}
