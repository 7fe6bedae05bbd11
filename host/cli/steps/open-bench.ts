// The laboratory's bench for a command: the gated data set, the student, the teachers, and how they run.

import type { Dataset } from '../../dataset/dataset.ts';
import type { LabTeacher } from '../../lab/method.ts';
import type { Bench } from '../../lab/run-cell.ts';
import type { Network } from '../../network/network.ts';
import type { Recipe } from '../../train/recipe.ts';
import type { CommandContext } from '../run-command.ts';
import type { TeacherMode } from '../settings/teacher-option.ts';
import { version } from '../version.ts';

export interface BenchParts extends Pick<Bench, 'folder' | 'cache' | 'int8' | 'keepStudents' | 'stopOnFailure'> {
  readonly dataset: Dataset;
  readonly network: Network;
  readonly recipe: Recipe;
  readonly teachers: readonly LabTeacher[];
  /** As the user asked; where absent, the teachers run live where pictures are varied and all of them can. */
  readonly teacherMode?: TeacherMode;
}

/** Says what a live teacher costs. @throws TrainingSettingError where one that is to run live is known by its outputs alone */
export async function openBench(parts: BenchParts, { output, signal }: CommandContext): Promise<Bench> {
  const { withholdTest } = await import('../../lab/withhold-test.ts');
  const { runnableNetworks } = await import('../../distill/teachers.ts');
  const { hasSteps } = await import('../../network/network.ts');
  const { countMacs } = await import('../../network/shapes.ts');
  const { tf } = await import('../../tensorflow/tensorflow.ts');
  const { dataset, network, recipe, teachers, teacherMode, ...rest } = parts;
  const varied = Object.values(recipe.augmentation ?? {}).some((amount) => amount !== false && amount !== 0);
  const runnable = teachers.every(({ trained }) => trained !== undefined);
  const live = !hasSteps(network) && teachers.length > 0 && (teacherMode ? teacherMode === 'live' : varied && runnable);
  if (live) {
    const own = 3 * countMacs(network); // forward once, backward twice
    const asked = runnableNetworks(teachers).reduce((sum, one) => sum + countMacs(one.network), 0);
    const times = ((own + asked) / own).toFixed(1);
    const who = teachers.length === 1 ? 'the teacher runs' : `${teachers.length} teachers run`;
    const cost = `about ${times} times the multiplications of a step`;
    output.note(`${who} in each step, on the pictures that the student sees: ${cost}; --teacher cached avoids that`);
  } else if (varied && !hasSteps(network) && teachers.length > 0 && teacherMode === undefined) {
    output.note(
      "only the teacher's outputs for the original pictures are available: it does not see the augmented ones",
    );
  } else if (teachers.length === 0 && teacherMode !== undefined) {
    output.note(`--teacher ${teacherMode} has no effect here: no method uses a teacher`);
  }
  const versions = { retort: version, node: process.versions.node, tfjs: tf.version['tfjs-core'] };
  return { ...withholdTest(dataset), network, teachers, versions, live, signal, ...rest };
}
