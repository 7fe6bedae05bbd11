// The latest prediction: what the board saw, and what it, the reference and the teacher say of it.
import type { BoardInfo, LiveFrame, ShownPrediction } from '../messages.ts';
import { grouped, milliseconds, percent } from './format.ts';
import { InputView } from './input-view.tsx';
import { ScoresTable } from './scores-table.tsx';

export function Live({ board, frame }: { readonly board: BoardInfo; readonly frame: LiveFrame }) {
  const { latest } = frame;
  const { student } = board;
  if (!latest || !student) return null;
  const name = (label: number | undefined) =>
    label === undefined ? 'no class' : (student.classes[label] ?? String(label));
  return (
    <section class="live" aria-labelledby="live-title">
      <h2 id="live-title" class="hidden">
        Latest prediction
      </h2>
      <figure>
        <InputView input={latest.input} name={`sample ${latest.sampleId}, as the board read it`} />
        <figcaption>
          <span class="said">{saidOf(latest, name)}</span>
          {latest.question !== undefined && <span>{latest.question}</span>}
          <span class="quiet">
            sample {grouped(latest.sampleId)} · {milliseconds(latest.latencyMs)} · {grouped(latest.cycles)} cycles
          </span>
          <Verdicts latest={latest} name={name} />
        </figcaption>
      </figure>
      <ScoresTable student={student} shown={latest} noReference={board.noReference} noTeacher={board.noTeacher} />
    </section>
  );
}

function saidOf(
  { boxes, labels, label, confidence }: ShownPrediction,
  name: (label: number | undefined) => string,
): string {
  if (boxes !== undefined) return boxes;
  if (labels) return labels.map(name).join(', ') || 'none of the labels';
  return confidence === undefined ? name(label) : `${name(label)} · ${percent(confidence)}`;
}

interface VerdictsProps {
  readonly latest: ShownPrediction;
  readonly name: (label: number | undefined) => string;
}

/** Each with a mark and a word, so that no verdict is colour alone. */
function Verdicts({ latest: { bitExact, label, teacherLabel, trueLabel }, name }: VerdictsProps) {
  return (
    <ul class="verdicts">
      {bitExact !== undefined && (
        <Verdict isGood={bitExact} good="every logit is the reference's" bad="logits differ from the reference's" />
      )}
      {teacherLabel !== undefined && (
        <Verdict
          isGood={teacherLabel === label}
          good="the teacher agrees"
          bad={`the teacher says ${name(teacherLabel)}`}
        />
      )}
      {trueLabel !== undefined && label !== undefined && (
        <Verdict isGood={trueLabel === label} good="right" bad={`wrong: it is ${name(trueLabel)}`} />
      )}
    </ul>
  );
}

function Verdict({ isGood, good, bad }: { readonly isGood: boolean; readonly good: string; readonly bad: string }) {
  return <li class={isGood ? 'good' : 'bad'}>{isGood ? `✓ ${good}` : `✗ ${bad}`}</li>;
}
