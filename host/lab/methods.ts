// The methods by the names that commands and configurations use. A new one is a file in methods/, a test, and a line here.
import { z } from 'zod';
import { elementTypeOf } from '../dataset/dataset.ts';
import { valueAt } from '../distill/compose-loss.ts';
import { type Detects, suitsTask } from '../distill/term.ts';
import { hasSteps, type Network } from '../network/network.ts';
import { hasBoxes } from '../task/detection.ts';
import { MethodOptionError } from './lab-errors.ts';
import type { MethodDefinition, MethodSite } from './method.ts';
import { assistants } from './methods/assistants.ts';
import { attentionGraph } from './methods/attention-graph.ts';
import { biasedDecay } from './methods/biased-decay.ts';
import { bornAgain } from './methods/born-again.ts';
import { boundedDetection } from './methods/bounded-detection.ts';
import { composed } from './methods/composed.ts';
import { dist } from './methods/dist.ts';
import { dkd } from './methods/dkd.ts';
import { fewSample } from './methods/few-sample.ts';
import { flow } from './methods/flow.ts';
import { gradualPruning } from './methods/gradual-pruning.ts';
import { hints } from './methods/hints.ts';
import { irg } from './methods/irg.ts';
import { logitRegression } from './methods/logit-regression.ts';
import { lowRank } from './methods/low-rank.ts';
import { multipleChoice } from './methods/multiple-choice.ts';
import { munge } from './methods/munge.ts';
import { omittedClass } from './methods/omitted-class.ts';
import { prune } from './methods/prune.ts';
import { quantizationAware } from './methods/quantization-aware.ts';
import { quantizeOnly } from './methods/quantize-only.ts';
import { relations } from './methods/relations.ts';
import { robust } from './methods/robust.ts';
import { scratch } from './methods/scratch.ts';
import { softTargets } from './methods/soft-targets.ts';
import { specialists } from './methods/specialists.ts';
import { teacherFree } from './methods/teacher-free.ts';
import { tree } from './methods/tree.ts';
import { zeroShot } from './methods/zero-shot.ts';
import type { TrainingData } from './withhold-test.ts';

export const methods = {
  scratch,
  'soft-targets': softTargets,
  'logit-regression': logitRegression,
  dkd,
  dist,
  hints,
  flow,
  relations,
  irg,
  'attention-graph': attentionGraph,
  robust,
  assistants,
  'born-again': bornAgain,
  'multiple-choice': multipleChoice,
  'teacher-free': teacherFree,
  'zero-shot': zeroShot,
  'few-sample': fewSample,
  'bounded-detection': boundedDetection,
  munge,
  specialists,
  'omitted-class': omittedClass,
  tree,
  'quantize-only': quantizeOnly,
  'quantization-aware': quantizationAware,
  'gradual-pruning': gradualPruning,
  prune,
  'low-rank': lowRank,
  'biased-decay': biasedDecay,
  composed,
} as const;

export type MethodName = keyof typeof methods;

/** @throws MethodOptionError */
export function findMethod(name: string): MethodDefinition<z.ZodRawShape> {
  if (!Object.hasOwn(methods, name)) {
    throw new MethodOptionError(name, name, `unknown method; choose from ${Object.keys(methods).join(', ')}`);
  }
  return methods[name as MethodName] as unknown as MethodDefinition<z.ZodRawShape>;
}

/** Whether the method asks teachers, with these options. */
export function listensToTeachers(name: string, options: Readonly<Record<string, unknown>>): boolean {
  const { listens = true } = findMethod(name);
  return typeof listens === 'function' ? listens(options) : listens;
}

/** @param options read already. @throws MethodOptionError where they do not suit the networks and the classes */
export function checkMethodFor(name: string, options: Readonly<Record<string, unknown>>, site: MethodSite): void {
  const { problemFor, detects, grows = false } = findMethod(name);
  const problem =
    (grows ? undefined : problemOfTrees(site)) ?? problemOfTask(detects, site) ?? problemFor?.(options, site);
  if (problem !== undefined) throw new MethodOptionError(name, options, problem);
}

function problemOfTask(detects: Detects | undefined, { detection = false }: MethodSite): string | undefined {
  if (suitsTask(detects, detection)) return undefined;
  if (detection) {
    const suitable = Object.entries<{ readonly detects?: Detects }>(methods).filter(([, one]) => one.detects);
    return `it needs one answer per picture, but this data set has boxes in pictures; use ${suitable.map(([name]) => name).join(', ')}`;
  }
  return 'it needs boxes in pictures, but this data set has none; use soft-targets';
}

function problemOfTrees({ student }: MethodSite): string | undefined {
  if (!hasSteps(student)) return undefined;
  return `"${student.name}" is grown, not trained; use the method tree, or another student`;
}

/** For a data set, a student, and a teacher where there is one that can run. */
export function siteOf(
  { classes, train, task, preprocessing }: Pick<TrainingData, 'classes' | 'train' | 'task' | 'preprocessing'>,
  student: Network,
  teacher: Network | undefined,
): MethodSite {
  const values = 'features' in preprocessing ? 'features' : elementTypeOf(train);
  return { classes: classes.length, detection: hasBoxes(task), values, student, teacher };
}

/** The options with the defaults filled in. @throws MethodOptionError */
export function readMethodOptions(name: string, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { options } = findMethod(name);
  const read = z.strictObject(options).safeParse(given);
  if (read.success) return read.data;
  const [{ path, message, ...issue }] = read.error.issues;
  if ('keys' in issue && path.length === 0) {
    const known = Object.keys(options);
    const rest = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
    throw new MethodOptionError(name, issue.keys, `there is no option ${issue.keys.join(', ')}; ${rest}`);
  }
  const value = valueAt(given, path);
  throw new MethodOptionError(name, value, `option ${path.join('.')} is ${JSON.stringify(value)}: ${message}`);
}
