// What `retort distill --suggest` says, as text.

import { type Finding, type Standing, type Suggestion, type Suggestions, standings } from '../../lab/suggest.ts';
import { pointsOf, supportOf } from '../../report/comparison/wording.ts';
import { methodArgument } from '../settings/method-list.ts';
import type { DescribedBoard, DescribedSituation } from '../steps/describe-situation.ts';
import { grouped, percent } from './format.ts';

const headings: Readonly<Record<Standing, string>> = {
  shown: 'Worth trying, shown above scratch:',
  mixed: 'Depends on the student, shown above scratch for one and below for another:',
  'not shown': 'Measured, no effect shown: ',
  'not comparable': 'Measured, but not comparable with scratch (other steps, or superseded): ',
  against: 'Evidence against, shown below scratch:',
};

/** Those that nothing is shown of share a line. */
const brief: ReadonlySet<Standing> = new Set(['not shown', 'not comparable']);

/** @param folder the run folder */
export function suggestionText(situation: DescribedSituation, suggestions: Suggestions, folder: string): string {
  const { alike, notMeasured, leftOut } = suggestions;
  const isShown = suggestions.suggestions.some(({ standing }) => standing === 'shown' || standing === 'mixed');
  return [
    [dataLine(situation), teacherLine(situation, suggestions, folder), ...boardLines(situation)].join('\n'),
    [
      alike.length > 0
        ? `Measured on ${alike.join(' and ')}: points of test accuracy over the same student from scratch, with 95 % intervals.`
        : 'Nothing has been measured on data like this. On other data, points of test accuracy over the same student from scratch, with 95 % intervals:',
      ...(isShown ? [] : ['No method is shown above scratch there.']),
      ...studentLine(situation, suggestions),
    ].join('\n'),
    ...standings.flatMap((standing) => {
      const group = suggestions.suggestions.filter((suggestion) => suggestion.standing === standing);
      return group.length === 0 ? [] : [groupText(standing, group, situation)];
    }),
    [
      ...(notMeasured.length > 0 ? [`Not measured there: ${notMeasured.join(', ')}.`] : []),
      ...(leftOut.length > 0 ? [`Left out, as the teacher cannot be run: ${leftOut.join(', ')}.`] : []),
      `The experiments: docs/methods.md. Next: ${nextStep(situation, suggestions)}`,
    ].join('\n'),
  ].join('\n\n');
}

function dataLine({ data, form: { shape, classes, samples }, student, parameters }: DescribedSituation): string {
  const labels = `${grouped(Math.round(samples / classes))} per class`;
  return `${data}: ${grouped(samples)} training samples of ${shape.join('×')} in ${classes} classes, ${labels}; student ${student}, ${grouped(parameters)} parameters.`;
}

function teacherLine(
  { teacher, accuracies }: DescribedSituation,
  { suggestions }: Suggestions,
  folder: string,
): string {
  if (teacher === 'none') {
    return `${folder} has no teacher for this data set: 'retort teacher' trains one. Methods marked * need it.`;
  }
  const what = teacher === 'network' ? 'The teacher can be run' : 'Only the teacher’s outputs are available';
  if (!accuracies) return `${what}.`;
  const lead = accuracies.teacher - accuracies.scratch;
  const asked = suggestions.filter(({ listens }) => listens).flatMap(({ findings }) => findings);
  const smaller = asked.filter((finding) => finding.lead !== undefined && finding.lead <= lead);
  const shown = smaller.filter((finding) => finding.shown === 'above').length;
  const [points] = pointsOf({ mean: lead, low: lead, high: lead });
  const figures = `${percent(accuracies.teacher)} of the test split right, the student from scratch ${percent(accuracies.scratch)}: a lead of ${points} points`;
  const found =
    smaller.length === 0
      ? 'No finding below had a teacher with such a small lead.'
      : `Of the findings below with at most such a lead, ${shown} of ${smaller.length} are shown above scratch.`;
  return `${what}, ${figures}. ${found}`;
}

function boardLines({ board }: DescribedSituation): string[] {
  if (!board) return [];
  return [
    `${fitText(board)} Weights pruned or of four bits take as much of a board's memory as int8: they save bytes of a file.`,
  ];
}

function fitText({ name, memoryBytes, student }: DescribedBoard): string {
  if ('reason' in student) return `${name} cannot run it: ${student.reason}.`;
  const needed = `${grouped(student.memoryBytes)} of ${grouped(memoryBytes)} bytes of memory`;
  if (student.fits) return `It fits ${name} in int8, with ${needed}.`;
  const { boards } = student;
  const remedy = `'retort students --board ${name}' lists smaller ones${boards.length > 0 ? `, ${boards.join(' and ')} would hold it` : ''}`;
  return `It does not fit ${name}, with ${needed}: ${remedy}.`;
}

/** Where every finding is of another student. */
function studentLine({ student }: DescribedSituation, { suggestions }: Suggestions): string[] {
  const isOfStudent = suggestions.some(({ findings }) => findings.some((finding) => finding.student === student));
  return isOfStudent ? [] : [`None was measured with ${student}: what helps another student may not help this one.`];
}

function groupText(standing: Standing, group: readonly Suggestion[], { teacher }: DescribedSituation): string {
  const nameOf = ({ method: name, options, listens }: Suggestion) =>
    `${methodArgument({ name, options })}${listens && teacher === 'none' ? ' *' : ''}`;
  if (brief.has(standing)) {
    const texts = group.map((one) => `${nameOf(one)} ${briefCitation(one.findings[0])}`);
    return `${headings[standing]}${texts.join(', ')}.`;
  }
  const lines = group.map((one) => `  ${nameOf(one)}: ${decisive(one.findings).map(citation).join('; ')}`);
  return [headings[standing], ...lines].join('\n');
}

function decisive(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ shown }) => shown === 'above' || shown === 'below');
}

/** `(+0.42, −0.07 to +0.91)` */
function briefCitation(finding: Finding): string {
  const [mean, low, high] = pointsOf(finding);
  return `(${mean}, ${low} to ${high})`;
}

/** `+0.34 points (95 % interval +0.19 to +0.49, 3 seeds), mnist, mlp:800-800, experiment hinton-mnist` */
function citation(finding: Finding): string {
  const { data, student, teachers, live, experiment } = finding;
  const parts = [
    `${pointsOf(finding)[0]} points (${supportOf(finding)})`,
    data,
    student,
    ...(teachers > 1 ? [`${teachers} teachers`] : []),
    ...(live ? ['live teacher'] : []),
    `experiment ${experiment}`,
  ];
  return parts.join(', ');
}

function nextStep({ teacher }: DescribedSituation, { suggestions }: Suggestions): string {
  const best = suggestions.find(({ standing }) => standing === 'shown');
  if (best?.listens && teacher === 'none') return 'retort teacher';
  if (!best) return 'retort compare, on your own data';
  return `retort distill --method ${methodArgument({ ...best, name: best.method })} --seeds 3`;
}
