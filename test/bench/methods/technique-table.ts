// The table of techniques in docs/methods.md: each with its paper, its command, the published effect and the effect seen here.
import { methodArgument } from '../../../host/cli/settings/method-list.ts';
import type { ComparedMethod } from '../../../host/lab/compare-methods.ts';
import { effectOf, pointsOf } from '../../../host/report/comparison/wording.ts';
import { answersOf, type Finding, findingsOf } from './findings.ts';
import { type Technique, techniques } from './techniques.ts';
import type { SummarizedExperiment } from './version-summaries.ts';

const columns = ['technique', 'paper', 'command', 'published', 'seen here: points against scratch', 'effect'];

const explained = `Every technique of Devopedia’s article “Knowledge Distillation” (as of 2 November 2019) with its published effect, and its effect here: test accuracy against
the same student from scratch, in points with the 95 % interval over the seeds. A \\* marks what the article does not name, "about" a published figure from
a secondary source. An effect is shown if at least three seeds were run and the interval leaves out 0; with other steps than scratch it is not comparable.`;

/** The same cells, the same text. */
export function renderTechniques(summarized: readonly SummarizedExperiment[]): string {
  const rows = techniques.map((technique) => rowOf(technique, summarized));
  const table = [columns, columns.map(() => '---'), ...rows].map((fields) => `| ${fields.join(' | ')} |`);
  return [explained, '', ...table].join('\n');
}

function rowOf(technique: Technique, summarized: readonly SummarizedExperiment[]): string[] {
  const { name, paper, published = 'no figure to compare', beyond } = technique;
  const title = beyond ? `${name} \\*` : name;
  const fields = [title, paper, `\`${commandOf(technique)}\``, published];
  const findings = findingsOf(technique, summarized);
  const answers = answersOf(technique, summarized);
  if (findings.length === 0) return [...fields, answers.join('<br>'), 'not measured yet'];
  const several = technique.methods.length > 1;
  const lines = findings.map((finding) => `${placeOf(finding, several)}: ${effectIn(finding)}`);
  return [...fields, [...lines, ...answers].join('<br>'), verdictOf(findings)];
}

export function commandOf({ command, methods: [first] }: Technique): string {
  return command ?? `retort distill --method ${methodArgument(first)}`;
}

function placeOf({ experiment, method, live, teachers }: Finding, several: boolean): string {
  const asked = teachers > 1 ? `${teachers} teachers` : '';
  const parts = [experiment.data, experiment.student, several ? optionsText(method) : '', asked, live ? 'live' : ''];
  return parts.filter((part) => part !== '').join(', ');
}

function optionsText({ options }: ComparedMethod): string {
  const texts = Object.entries(options).map(([option, value]) => `${option} ${value}`);
  return texts.length === 0 ? 'defaults' : texts.join(' ');
}

/** `+0.34 (+0.19 to +0.49), 3 seeds, shown: above` */
function effectIn({ difference }: Finding): string {
  const [mean, low, high] = pointsOf(difference);
  return `${mean} (${low} to ${high}), ${difference.pairs} seeds, ${effectOf(difference)}`;
}

/** One finding's own words; of several, in how many the effect is shown. */
function verdictOf(findings: readonly Finding[]): string {
  if (findings.length === 1) return effectOf(findings[0].difference);
  const count = (shown: Finding['difference']['shown']) =>
    findings.filter(({ difference }) => difference.shown === shown).length;
  if (count('not comparable') === findings.length) return 'not comparable';
  const parts = (['above', 'below'] as const).flatMap((side) =>
    count(side) === 0 ? [] : `${side} in ${count(side)} of ${findings.length}`,
  );
  return parts.length === 0 ? 'not shown' : `shown: ${parts.join(', ')}`;
}
