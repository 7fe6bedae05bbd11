// `toAnswerEachSampleOnce`: no sample is missing, none is answered twice, none is foreign, and nothing was lost on the way.
import { grouped } from '../../../proto/numbers.ts';
import type { Answers } from '../answers.ts';
import { failed, passed, type Verdict } from './verdict.ts';

/** Exactly one prediction for each sample; what the protocol put right on the way is not looked at. */
export function oneEach({ board, predictions, samples }: Answers): Verdict {
  const asked = new Set(samples.ids);
  const answered = new Set<number>();
  const twice = new Set<number>();
  for (const { sampleId } of predictions) (answered.has(sampleId) ? twice : answered).add(sampleId);
  const problems = [
    ['missing', samples.ids.filter((id) => !answered.has(id))],
    ['answered twice', [...twice]],
    ['never asked', [...answered].filter((id) => !asked.has(id))],
  ] as const;
  const found = problems.filter(([, ids]) => ids.length > 0);
  if (found.length === 0) return passed(`each of ${grouped(asked.size)} samples was answered once`);
  return failed(
    'infrastructure',
    `${board.url} did not answer each of ${grouped(asked.size)} samples once`,
    ...found.map(
      ([what, ids]) => `${what}: ${ids.slice(0, 10).join(', ')}${ids.length > 10 ? ', …' : ''} (${ids.length})`,
    ),
    'reproduce: run again with --record FILE, then look at the bytes, or replay them with --replay FILE',
  );
}

/** Also what the protocol put right: a good line loses nothing. */
export function oneEachWithoutLoss(answers: Answers): Verdict {
  const each = oneEach(answers);
  const { asked, spoiled, recoveries } = answers.losses;
  if (!each.pass || asked + spoiled + recoveries === 0) return each;
  return failed(
    'infrastructure',
    `${answers.board.url} answered each sample once, but the line lost something and the protocol put it right`,
    `inputs sent again: ${asked}; frames spoiled: ${spoiled}; board lost and found again: ${recoveries}`,
    'next: check the cable and the baud rate; --record FILE keeps every byte with its time',
  );
}
