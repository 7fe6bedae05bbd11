// `toTakePlannedCycles` and `toAnswerWithin`: how long an inference takes, by the board's own counter or by this computer's clock.

import { grouped } from '../../../proto/numbers.ts';
import { boardLike } from '../../image/core-description.ts';
import { planImage } from '../../plan/plan-image.ts';
import { percentilesOf } from '../../validate/statistics.ts';
import { type Answers, traceCommandOf } from '../answers.ts';
import { oneEach } from './one-each.ts';
import { failed, passed, type Verdict } from './verdict.ts';

/** The plan is exact, so one cycle more or less is a failure. */
export function plannedCycles(answers: Answers): Verdict {
  const incomplete = oneEach(answers);
  if (!incomplete.pass) return incomplete;
  const { board, samples, predictions } = answers;
  const core = boardLike(board.identity);
  if (!core)
    return failed(
      'timing',
      `${board.url} cannot be planned: its core, memory and clock are not those of a board that this version knows`,
      `next: \`retort boards\` lists them; compare with a level instead: toAnswerWithin({ milliseconds: … })`,
    );
  const { image, path } = samples.student;
  const planned = planImage(image, core).cycles;
  const other = predictions.filter(({ cycles }) => cycles !== planned);
  if (other.length === 0) return passed(`each inference took the planned ${grouped(planned)} cycles`);
  const [{ sampleId, cycles }] = other;
  const difference = cycles - planned;
  return failed(
    'timing',
    `${grouped(other.length)} of ${grouped(predictions.length)} inferences on ${board.url} did not take the ${grouped(planned)} cycles of the plan`,
    `first: sample id ${sampleId} took ${grouped(cycles)}, ${grouped(Math.abs(difference))} ${difference > 0 ? 'more' : 'fewer'}`,
    `reproduce: ${traceCommandOf(answers, samples.ids.indexOf(sampleId))} (layer by layer); the plan: retort plan ${path} --board ${core.name}`,
  );
}

export interface LatencyLevel {
  readonly milliseconds: number;
  /** Of the samples, how many percent must keep to it; 100 if absent. */
  readonly percentile?: number;
  /**
   * `core`: cycles over the board's clock, the same in every run. `round trip`: from this computer and back, with the line, the queue of inputs in
   * flight and whatever else the computer does.
   */
  readonly of?: 'core' | 'round trip';
}

export function answersWithin(
  answers: Answers,
  { milliseconds, percentile = 100, of = 'core' }: LatencyLevel,
): Verdict {
  const incomplete = oneEach(answers);
  if (!incomplete.pass) return incomplete;
  const { board, predictions, roundTripsMs, samples } = answers;
  const times =
    of === 'core' ? predictions.map(({ cycles }) => (1000 * cycles) / board.identity.clockHz) : roundTripsMs;
  const late = predictions.filter((_, i) => times[i] > milliseconds);
  const { median, max } = percentilesOf(times);
  const text = `${grouped(late.length)} of ${grouped(times.length)} answers of ${board.url} took longer than ${milliseconds} ms (${of}): median ${median.toFixed(3)} ms, longest ${max.toFixed(3)} ms`;
  if (times.length - late.length >= (percentile / 100) * times.length) return passed(text);
  return failed(
    'timing',
    text,
    `late: ids ${late
      .slice(0, 10)
      .map(({ sampleId }) => sampleId)
      .join(', ')}; ${percentile} % must keep to it`,
    `reproduce: ${traceCommandOf(answers, samples.ids.indexOf(late[0].sampleId))}`,
  );
}
