// A method of the laboratory in place of soft targets, for the students that `retort distill` trains.

import { join } from 'node:path';
import type { Dataset } from '../../dataset/dataset.ts';
import type { CompareOptions } from '../../distill/compare.ts';
import type { Network, TrainedNetwork } from '../../network/network.ts';
import type { TeacherOutputs } from '../../teacher/teacher-outputs.ts';
import { parseMethod } from '../method-list.ts';
import { studentTrainingRecipe } from '../recipes.ts';
import type { CommandContext } from '../run-command.ts';
import type { Settings } from '../settings.ts';

/** A teacher's word, and the teacher itself where it can be run. */
export interface StudentTeacher {
  readonly outputs: TeacherOutputs;
  readonly trained?: TrainedNetwork;
}

/** `undefined` where soft targets are asked for by alpha and temperature. @throws MethodOptionError */
export async function distilByMethod(
  dataset: Dataset,
  { outputs, trained }: StudentTeacher,
  network: Network,
  settings: Settings,
  { signal }: CommandContext,
): Promise<CompareOptions['distil']> {
  const { method } = settings.distill;
  if (method === undefined) return undefined;
  const { checkMethodFor, findMethod, readMethodOptions } = await import('../../lab/methods.ts');
  const { createStageRunner } = await import('../../lab/train-stage.ts');
  const { withholdTest } = await import('../../lab/withhold-test.ts');
  const { indexTeacher } = await import('../../distill/pseudo-data.ts');
  const { name, options: given } = parseMethod(method);
  const [definition, options] = [findMethod(name), readMethodOptions(name, given)];
  checkMethodFor(name, options, dataset.classes.length);
  const recipe = studentTrainingRecipe(dataset, settings);
  const { teacherDigest, ids, logits, classes } = outputs;
  const teachers = [{ ...indexTeacher(teacherDigest, ids, logits, classes), trained }];
  return (seed, onEvent) => {
    const shared = { data: withholdTest(dataset).data, network, recipe, seed, teachers, signal };
    const folder = join(settings.out, 'checkpoints', `student-${name}-${seed}`);
    const { train } = createStageRunner({ ...shared, folder, onEvent: (_, event) => onEvent(event) });
    return definition.run({ ...shared, train }, options);
  };
}
