// What the cells say of each technique: a finding for each experiment that plans one of its methods, with exactly its options, against scratch.
import { sha256OfJson } from '../../../host/artifact/digest.ts';
import type { ComparedMethod } from '../../../host/lab/compare-methods.ts';
import { listensToTeachers, readMethodOptions } from '../../../host/lab/methods.ts';
import type { Difference, Summary } from '../../../host/lab/summarize.ts';
import { answerOf, rowOf, scratchOf } from './contrasts.ts';
import type { Experiment } from './experiment.ts';
import type { Technique } from './techniques.ts';
import { latestWith, type SummarizedExperiment } from './version-summaries.ts';

export interface Finding {
  readonly experiment: Experiment;
  readonly method: ComparedMethod;
  /** Whether its teachers ran in the student's step. */
  readonly live: boolean;
  /** How many it asked; 0 for a method that asks none. */
  readonly teachers: number;
  /** To scratch, over at least two seeds. */
  readonly difference: Difference;
  /** What the teacher has over scratch, a fraction; absent where it was not judged. */
  readonly lead?: number;
}

/** From the latest code version in which each was run. */
export function findingsOf(technique: Technique, summarized: readonly SummarizedExperiment[]): Finding[] {
  const wanted = new Map(technique.methods.map((method) => [identityOf(method), method]));
  return experimentsOf(technique, summarized).flatMap(({ experiment, versions }) =>
    experiment.methods.flatMap((planned) => {
      const method = wanted.get(identityOf(planned));
      const found = latestWith(versions, (rows) => rowOf(rows, planned));
      const difference = found?.row.difference;
      if (!method || !difference || difference.pairs < 2) return [];
      const listens = listensToTeachers(method.name, readMethodOptions(method.name, method.options));
      const teachers = listens ? experiment.teacher.count : 0;
      return [{ experiment, method, live: planned.live ?? false, teachers, difference, ...leadIn(found.summary) }];
    }),
  );
}

/** A method with all its options, those with defaults included. */
function identityOf({ name, options }: ComparedMethod): string {
  return sha256OfJson([name, readMethodOptions(name, options)]);
}

/** The answers to the experiments' own questions that belong to the technique, each behind its question. */
export function answersOf(
  { contrasts = [], ...technique }: Technique,
  summarized: readonly SummarizedExperiment[],
): string[] {
  return experimentsOf(technique, summarized).flatMap(({ experiment, versions }) => {
    const asked = (experiment.contrasts ?? []).filter(({ question }) =>
      contrasts.some((start) => question.startsWith(start)),
    );
    return asked.flatMap((contrast) => {
      const answers = versions.map(({ summary }) => answerOf(contrast, summary));
      const answer = answers.find((text) => text !== 'not yet run');
      return answer === undefined ? [] : [`${experiment.data}, ${experiment.student}, ${contrast.question}: ${answer}`];
    });
  });
}

function experimentsOf(
  { experiments: named }: Technique,
  summarized: readonly SummarizedExperiment[],
): readonly SummarizedExperiment[] {
  return named === undefined ? summarized : summarized.filter(({ experiment }) => named.includes(experiment.name));
}

function leadIn({ teacher, rows }: Summary): Pick<Finding, 'lead'> {
  const scratch = scratchOf(rows)?.figures?.accuracy.mean;
  return teacher && scratch !== undefined ? { lead: teacher.accuracy - scratch } : {};
}
