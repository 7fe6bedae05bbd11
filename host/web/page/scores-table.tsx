// Every class with its score by the board, by the reference and by the teacher, as bars beside each other.
import type { BoardInfo, ShownPrediction } from '../messages.ts';
import { percent } from './format.ts';

type Student = NonNullable<BoardInfo['student']>;

export interface ScoresTableProps {
  readonly student: Student;
  readonly shown: ShownPrediction;
  readonly noReference?: string;
  readonly noTeacher?: string;
}

/** More classes than this are cut to the likeliest. */
const mostRows = 16;

export function ScoresTable({ student, shown, noReference, noTeacher }: ScoresTableProps) {
  const { scores, label, trueLabel, teacherLabel, referenceLabel } = shown;
  if (!scores) return <p class="quiet">The output is a map: it has no score for the whole input.</p>;
  const isShare = student.scores === 'probabilities';
  const rows = rowsOf(scores.board, [label, trueLabel, teacherLabel]);
  const missing = (why: string | undefined) => why ?? 'not compared';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="scroll" aria-label="scores" tabIndex={0}>
      <table class="scores">
        <thead>
          <tr>
            <th scope="col">class</th>
            <th scope="col">board</th>
            <th scope="col" title={scores.reference ? undefined : missing(noReference)}>
              reference{!scores.reference && <span class="absent"> {missing(noReference)}</span>}
            </th>
            <th scope="col" title={scores.teacher ? undefined : missing(noTeacher)}>
              teacher{!scores.teacher && <span class="absent"> {missing(noTeacher)}</span>}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((index) => (
            <tr key={index} class={index === trueLabel ? 'true' : undefined}>
              <th scope="row">
                {student.classes[index] ?? index}
                {index === trueLabel && <span class="mark"> label</span>}
              </th>
              <Score score={scores.board[index]} isShare={isShare} isNamed={index === label} tone="first" />
              <Score
                score={scores.reference?.[index]}
                isShare={isShare}
                isNamed={index === referenceLabel}
                tone="first"
              />
              <Score score={scores.teacher?.[index]} isShare={isShare} isNamed={index === teacherLabel} tone="second" />
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < scores.board.length && (
        <p class="quiet">and {scores.board.length - rows.length} more classes, all less likely</p>
      )}
    </section>
  );
}

interface ScoreProps {
  readonly score?: number;
  readonly isShare: boolean;
  readonly isNamed: boolean;
  readonly tone: 'first' | 'second';
}

function Score({ score, isShare, isNamed, tone }: ScoreProps) {
  if (score === undefined) return <td class="none">–</td>;
  const share = isShare ? `${(100 * score).toFixed(1)}%` : '0%';
  return (
    <td class={`${tone} ${isNamed ? 'named' : isShare && score < 0.0005 ? 'little' : ''}`} style={{ '--share': share }}>
      {isShare ? percent(score) : score.toPrecision(4)}
    </td>
  );
}

/** In the classes' order; of many, the likeliest and those that anyone names. */
function rowsOf(scores: readonly number[], named: readonly (number | undefined)[]): number[] {
  const all = [...scores.keys()];
  if (all.length <= mostRows) return all;
  const likeliest = all.sort((a, b) => scores[b] - scores[a]).slice(0, mostRows - named.length);
  const kept = new Set([...likeliest, ...named.filter((index) => index !== undefined)]);
  return [...kept].sort((a, b) => scores[b] - scores[a]);
}
