// `toBeBitExact`: every output and every label is the integer reference's.

import { grouped } from '../../../proto/numbers.ts';
import type { Prediction } from '../../../proto/prediction.ts';
import { sameAsReference } from '../../validate/same-as-reference.ts';
import { type Answers, byRow, rowOf, traceCommandOf } from '../answers.ts';
import { oneEach } from './one-each.ts';
import { failed, passed, type Verdict } from './verdict.ts';

const shownOutputs = 16;

export function bitExact(answers: Answers): Verdict {
  const incomplete = oneEach(answers);
  if (!incomplete.pass) return incomplete;
  const { ids, referenceLogits } = answers.samples;
  const expectedOf = (row: number) => rowOf(referenceLogits, row, ids.length);
  const predictions = byRow(answers) as Prediction[];
  const wrong = [...predictions.keys()].filter((row) => !sameAsReference(predictions[row], expectedOf(row)));
  if (wrong.length === 0) return passed(`all ${grouped(ids.length)} predictions equal the integer reference`);
  const [row] = wrong;
  return failed(
    'numeric',
    `${grouped(wrong.length)} of ${grouped(ids.length)} predictions of ${answers.board.url} differ from the integer reference`,
    `first: sample ${row} (id ${ids[row]}), ${differenceText(predictions[row], expectedOf(row))}`,
    `samples: ${wrong.slice(0, 10).join(', ')}${wrong.length > 10 ? ', …' : ''}`,
    `reproduce: ${traceCommandOf(answers, row)}`,
  );
}

function differenceText({ label, logits }: Prediction, expected: Int8Array): string {
  if (logits.length !== expected.length)
    return `${logits.length} outputs instead of ${expected.length}: the board runs another student`;
  const differing = [...expected.keys()].filter((i) => logits[i] !== expected[i]);
  const [at] = differing;
  if (at === undefined) return `label ${label}, which is not that of its largest output`;
  const first = `${differing.length} of ${expected.length} outputs, output ${at} is ${logits[at]} instead of ${expected[at]}`;
  if (expected.length > shownOutputs) return first;
  return `${first}: [${logits.join(', ')}] instead of [${expected.join(', ')}]`;
}
