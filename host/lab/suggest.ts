// Which methods are worth trying for a data set and a teacher, by what this repository's own experiments have shown. A few rules over the findings
// in evidence-summary.ts; pure, nothing is trained. host/cli/text/suggestion-text.ts puts it into words.
import { type DatasetForm, namedForms } from '../dataset/named-forms.ts';
import { suitsTask } from '../distill/term.ts';
import { isTreeName } from '../network/tree-architecture.ts';
import { findMethod, listensToTeachers, methods, readMethodOptions } from './methods.ts';
import type { Difference } from './summarize.ts';

/** What an experiment has found of a method against the same student from scratch; fractions of test accuracy, paired by seed. */
export interface Finding extends Difference {
  readonly method: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** In docs/methods.md. */
  readonly experiment: string;
  /** A published data set. */
  readonly data: string;
  /** By name. */
  readonly student: string;
  /** How many the method asked; 0 where it asks none. */
  readonly teachers: number;
  /** Whether they ran in the student's step. */
  readonly live: boolean;
  /** What the teacher had over scratch; absent where it was not judged. */
  readonly lead?: number;
}

export interface Situation {
  /** The data set's name. */
  readonly data: string;
  readonly form: DatasetForm;
  /** The student's network by name. */
  readonly student: string;
  /** `outputs`: it cannot be run. */
  readonly teacher: 'none' | 'outputs' | 'network';
}

/** `shown`: above scratch; `mixed`: above in one experiment and below in another; `against`: below. */
export const standings = ['shown', 'mixed', 'not shown', 'not comparable', 'against'] as const;
export type Standing = (typeof standings)[number];

export interface Suggestion {
  readonly method: string;
  readonly options: Finding['options'];
  readonly standing: Standing;
  /** Whether it asks a teacher. */
  readonly listens: boolean;
  /** Those of this student alone where there are any: what helps another may harm it. On this data set first. */
  readonly findings: readonly Finding[];
}

export interface Suggestions {
  /** Data sets with findings that are this one or like it; none where the findings are of all others. */
  readonly alike: readonly string[];
  /** By standing, then those measured with this student first, then by the largest effect. */
  readonly suggestions: readonly Suggestion[];
  /** Methods without a finding on the data sets that were looked at. */
  readonly notMeasured: readonly string[];
  /** Methods that need the teacher's network where its outputs alone are known. */
  readonly leftOut: readonly string[];
}

/** The baseline, and what has no effect by itself. */
const technical = new Set(['scratch', 'composed']);

/** Twice or half may be called alike, ten times may not. */
const factor = 4;

/** Both of boxes or neither, as many channels, and classes, labels of a class and the longer side within a factor of four. */
export function areAlike(a: DatasetForm, b: DatasetForm): boolean {
  const isNear = (one: number, other: number) => Math.max(one, other) <= factor * Math.min(one, other);
  return (
    a.detection === b.detection &&
    a.shape[2] === b.shape[2] &&
    isNear(a.classes, b.classes) &&
    isNear(a.samples / a.classes, b.samples / b.classes) &&
    isNear(Math.max(a.shape[0], a.shape[1]), Math.max(b.shape[0], b.shape[1]))
  );
}

export function suggestMethods(situation: Situation, findings: readonly Finding[]): Suggestions {
  const { data, form, teacher } = situation;
  const isAlike = (name: string) => name === data || areAlike(namedForms[name], form);
  const near = findings.filter((finding) => isAlike(finding.data));
  const grown = isTreeName(situation.student);
  const suits = (method: string) => {
    const { grows = false, detects } = findMethod(method);
    return grows === grown && suitsTask(detects, form.detection === true);
  };
  const cannotRun = (method: string) => teacher === 'outputs' && findMethod(method).runsTeachers === true;
  const usable = (near.length > 0 ? near : findings).filter(
    ({ method, live }) => suits(method) && !cannotRun(method) && !(live && teacher === 'outputs'),
  );
  const suggestions = groupByMethod(usable).map((group) => suggestionOf(group, situation));
  const measured = new Set(suggestions.map(({ method }) => method));
  const offered = Object.keys(methods).filter((name) => !technical.has(name) && suits(name));
  const isOfStudent = ({ findings }: Suggestion) => findings[0].student === situation.student;
  return {
    alike: [...new Set(near.map((finding) => finding.data))],
    suggestions: suggestions.toSorted(
      (a, b) =>
        standings.indexOf(a.standing) - standings.indexOf(b.standing) ||
        Number(isOfStudent(b)) - Number(isOfStudent(a)) ||
        largestEffect(b.findings) - largestEffect(a.findings),
    ),
    notMeasured: offered.filter((name) => !measured.has(name) && !cannotRun(name)),
    leftOut: offered.filter(cannotRun),
  };
}

function groupByMethod(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.method, finding.options]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function suggestionOf(group: readonly Finding[], { data, student }: Situation): Suggestion {
  const [{ method, options }] = group;
  const ofStudent = group.filter((finding) => finding.student === student);
  const findings = ofStudent.length > 0 ? ofStudent : group;
  return {
    method,
    options,
    standing: standingOf(findings),
    listens: listensToTeachers(method, readMethodOptions(method, options)),
    findings: findings.toSorted((a, b) => Number(a.data !== data) - Number(b.data !== data)),
  };
}

function standingOf(findings: readonly Finding[]): Standing {
  const has = (shown: Difference['shown']) => findings.some((finding) => finding.shown === shown);
  if (has('above')) return has('below') ? 'mixed' : 'shown';
  if (has('below')) return 'against';
  return has('not shown') ? 'not shown' : 'not comparable';
}

function largestEffect(findings: readonly Finding[]): number {
  return Math.max(...findings.map(({ mean }) => mean));
}
