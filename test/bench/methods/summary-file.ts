// host/lab/evidence-summary.ts: the findings of docs/methods.md's first table as the package ships them, for `retort distill --suggest`. The cells
// stay in evidence/methods.
import type { Finding as ShippedFinding } from '../../../host/lab/suggest.ts';
import { type Finding, findingsOf } from './findings.ts';
import { techniques } from './techniques.ts';
import { type SummarizedExperiment, summarizeExperiments } from './version-summaries.ts';

const head = `// Written by \`npm run bench -- methods\` from the cells in evidence/methods; test/lab/evidence.test.ts compares it with them. What each field is:
// suggest.ts.
import type { Finding } from './suggest.ts';

export const evidenceSummary: readonly Finding[] = [`;

/** The same cells, the same text, formatted as Biome formats it. */
export async function renderEvidenceSummary(): Promise<string> {
  const entries = shippedFindings(await summarizeExperiments()).map((finding) => {
    const fields = Object.entries(finding).map(([name, value]) => `    ${name}: ${literalOf(value)},`);
    return ['  {', ...fields, '  },'].join('\n');
  });
  return `${[head, ...entries, '];'].join('\n')}\n`;
}

/** Each once, in the order of the techniques. Ensembles are left out: `retort distill` has one teacher. So are teachers that are poor on purpose. */
export function shippedFindings(summarized: readonly SummarizedExperiment[]): ShippedFinding[] {
  const fair = summarized.filter(({ experiment }) => !experiment.poorTeacher);
  const found = techniques
    .filter(({ methods: [first] }) => first?.options.combine === undefined)
    .flatMap((technique) => findingsOf(technique, fair).map(shipped));
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

function shipped({ method, experiment, live, teachers, difference, lead }: Finding): ShippedFinding {
  const { mean, low, high, pairs, shown, obstacle } = difference;
  return {
    method: method.name,
    options: method.options as ShippedFinding['options'],
    experiment: experiment.name,
    data: experiment.data,
    student: experiment.student,
    teachers,
    live,
    ...{ mean: rounded(mean), low: rounded(low), high: rounded(high), pairs, shown },
    ...(obstacle && { obstacle }),
    ...(lead !== undefined && { lead: rounded(lead) }),
  };
}

/** To a ten-thousandth of a point. */
function rounded(fraction: number): number {
  return Number(fraction.toFixed(6));
}

function literalOf(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).map(([name, one]) => `${name}: ${literalOf(one)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
