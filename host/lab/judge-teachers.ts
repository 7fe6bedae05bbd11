// The teachers of a comparison on the test split, read once for them too: the line above which no student need come.
import { join } from 'node:path';
import { sha256OfJson } from '../artifact/digest.ts';
import { countParameters } from '../network/shapes.ts';
import { scoreOutputs } from '../task/task.ts';
import { taskOf } from '../task/task-of.ts';
import { readJson, writeJson } from './json-file.ts';
import { sumLogits } from './judge.ts';
import type { Bench } from './run-cell.ts';
import type { SummaryTeacher } from './summarize.ts';

/** What their file holds. */
export interface JudgedTeachers {
  readonly digest: string;
  readonly configuration: { readonly teachers: readonly string[]; readonly data: string; readonly combine: string };
  readonly testReads?: number;
  /** Absent while they have not been judged to the end. */
  readonly figures?: SummaryTeacher;
}

/** `teacher-DIGEST.json`. */
export function teacherPath(folder: string, digest: string): string {
  return join(folder, `teacher-${digest.slice(0, 12)}.json`);
}

/**
 * By their mean logits.
 * @returns `undefined` where there are none, or one is known by its outputs alone
 * @throws the signal's reason when aborted; DiskError, LabFileError
 */
export async function judgeTeachers({
  data,
  gate,
  teachers,
  folder,
  signal,
}: Bench): Promise<SummaryTeacher | undefined> {
  const networks = teachers.flatMap(({ trained }) => trained ?? []);
  if (networks.length === 0 || networks.length < teachers.length) return undefined;
  const configuration = { teachers: teachers.map(({ digest }) => digest), data: data.digest, combine: 'logits' };
  const digest = sha256OfJson(configuration);
  const path = teacherPath(folder, digest);
  const known = await readJson<JudgedTeachers>(path);
  if (known?.figures) return known.figures;
  if (!known) await writeJson(path, { digest, configuration });
  const test = await gate.open(digest, path);
  const task = taskOf(data);
  const sums = await sumLogits(networks, test, data, signal);
  const parameters = networks.reduce((sum, { network }) => sum + countParameters(network), 0);
  const { value: accuracy, total } = scoreOutputs(task, sums, test.labels);
  const figures = { accuracy, total, parameters };
  await writeJson(path, { ...(await readJson<JudgedTeachers>(path)), figures });
  return figures;
}
