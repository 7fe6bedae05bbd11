// What a job has found: a flash in a sentence, a validation as a row of figures, two of them with their paired comparison.
import type { Job, JobResult, ValidatedFigures } from '../messages.ts';
import { definitions } from './definitions.ts';
import { Defined } from './figure.tsx';
import { grouped, percent } from './format.ts';

export interface JobResultProps {
  readonly job: Job;
  readonly result: JobResult;
}

export function JobResultView({ job, result }: JobResultProps) {
  switch (result.kind) {
    case 'flash':
      return <p>{result.text}</p>;
    case 'validate':
      return <Validations job={job} all={[result.figures]} />;
    case 'compare':
      return (
        <>
          <Validations job={job} all={[result.first, result.second]} />
          <Paired {...result} />
        </>
      );
  }
}

type Share = NonNullable<ValidatedFigures['accuracy']>;

function shareText({ value, low, high }: Share): string {
  return `${percent(value, 2)} (${(100 * low).toFixed(2)} – ${percent(high, 2)})`;
}

function Validations({ job, all }: { readonly job: Job; readonly all: readonly ValidatedFigures[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="scroll" aria-label={`figures of ${job.title}`} tabIndex={0}>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">student</th>
            <th scope="col">{all[0].measure}</th>
            <th scope="col">agreement with the teacher</th>
            <th scope="col">bit-exact</th>
            <th scope="col">cycles</th>
            <th scope="col">report</th>
          </tr>
        </thead>
        <tbody>
          {all.map(({ student, accuracy, agreement, bitExact, cycles, report, noReport }, index) => (
            <tr key={index}>
              <th scope="row">{student}</th>
              <td>{accuracy ? shareText(accuracy) : '–'}</td>
              <td>{agreement ? shareText(agreement) : '–'}</td>
              <td class={bitExact.count === bitExact.total ? 'good' : 'bad'}>
                {bitExact.count === bitExact.total ? '✓ all' : `✗ ${grouped(bitExact.count)}`} of{' '}
                {grouped(bitExact.total)}
              </td>
              <td>{cycles === undefined ? '–' : grouped(cycles)}</td>
              <td>
                {report === undefined ? (
                  <span class="quiet">{noReport}</span>
                ) : (
                  <a href={`/report?job=${job.id}&number=${report}`} download>
                    Download the report
                  </a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Paired({ first, second, paired }: Extract<JobResult, { readonly kind: 'compare' }>) {
  const { lost, gained, bothRight, bothWrong, p, difference } = paired;
  const points = (share: number) => (100 * share).toFixed(2).replace('-', '−');
  const better = difference.value > 0 ? 'second' : 'first';
  const verdict =
    p < 0.05
      ? `The ${better} student is right more often (p = ${p.toPrecision(2)}).`
      : `No difference is shown (p = ${p.toPrecision(2)}).`;
  return (
    <>
      <p>
        <b>{verdict}</b> Second less first: {points(difference.value)} points ({points(difference.low)} to{' '}
        {points(difference.high)}).
      </p>
      <p class="quiet">
        Of {grouped(lost + gained + bothRight + bothWrong)} samples, both are right on {grouped(bothRight)}, only the
        first ({first.student}) on {grouped(lost)}, only the second ({second.student}) on {grouped(gained)}, neither on{' '}
        {grouped(bothWrong)}.
      </p>
      <Defined name="How this is tested" definition={definitions.paired} />
    </>
  );
}
