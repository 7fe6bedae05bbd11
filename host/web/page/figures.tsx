// The strip of figures: how good, how fast, how healthy.
import type { LiveFrame, SecondOfBoard } from '../messages.ts';
import { sumOfLast } from '../wilson.ts';
import { definitions, windowSeconds } from './definitions.ts';
import { Figure } from './figure.tsx';
import { grouped, interval, milliseconds } from './format.ts';

export interface FiguresProps {
  readonly frame: LiveFrame;
  readonly seconds: readonly SecondOfBoard[];
  readonly noTeacher?: string;
  readonly noReference?: string;
}

export function Figures({ frame, seconds, noTeacher, noReference }: FiguresProps) {
  const agreement = interval(
    sumOfLast(
      seconds.map((second) => second.agreement),
      windowSeconds,
    ),
  );
  const right = sumOfLast(
    seconds.map((second) => second.right),
    windowSeconds,
  );
  const accuracy = interval(right);
  const exact = sumOfLast(
    seconds.map((second) => second.bitExact),
    windowSeconds,
  );
  const last = seconds.findLast(({ latencyMs }) => latencyMs !== null);
  const { latencyMs = null, cycles = null } = last ?? {};
  const { clockHz, health, drift } = frame;
  const differing = exact.total - exact.count;
  return (
    <ul class="strip" aria-label="figures">
      <Figure
        name="agreement with the teacher"
        definition={definitions.agreement}
        value={noTeacher ? '–' : agreement.value}
        note={noTeacher ?? agreement.range}
      />
      <Figure
        name="accuracy"
        definition={definitions.accuracy}
        value={right.total === 0 ? '–' : accuracy.value}
        note={right.total === 0 ? 'labels are not known here' : accuracy.range}
      />
      <Figure
        name="bit-exact"
        definition={definitions.bitExact}
        value={noReference || exact.total === 0 ? '–' : differing === 0 ? 'all' : `${grouped(differing)} differ`}
        note={
          noReference ??
          (exact.total === 0 ? 'none compared yet' : `${grouped(exact.count)} of ${grouped(exact.total)}`)
        }
        tone={exact.total === 0 ? undefined : differing === 0 ? 'good' : 'bad'}
      />
      <Figure
        name="predictions per second"
        definition={definitions.rate}
        value={frame.perSecond.toFixed(frame.perSecond < 100 ? 1 : 0)}
        note={`${grouped(frame.predictions)} so far`}
      />
      <Figure
        name="latency"
        definition={definitions.latency}
        value={latencyMs ? milliseconds(latencyMs.median) : '–'}
        note={latencyMs ? `p99 ${milliseconds(latencyMs.p99)}` : 'no prediction yet'}
      />
      <Figure
        name="on the core"
        definition={definitions.cycles}
        value={cycles !== null && clockHz > 0 ? milliseconds((1000 * cycles) / clockHz) : '–'}
        note={cycles !== null ? `${grouped(cycles)} cycles` : 'no prediction yet'}
      />
      <Figure
        name="link"
        definition={definitions.link}
        value={health ? grouped(health.requestsRepeated + health.chunksRepeated + health.inferencesRepeated) : '–'}
        note={
          health
            ? `sent again · ${grouped(health.recoveries)} recovered · ${grouped(health.staleReplies)} late`
            : 'the link has said nothing yet'
        }
      />
      <Figure
        name="drift"
        definition={definitions.drift}
        value={drift === undefined ? '–' : drift.alarmAt === undefined ? 'none' : 'alarm'}
        note={
          drift === undefined
            ? 'the output names no class'
            : drift.alarmAt === undefined
              ? `wealth ${drift.log10Wealth < 3 ? (10 ** drift.log10Wealth).toPrecision(2) : '> 1000'} of 100`
              : `raised after ${grouped(drift.alarmAt)} predictions`
        }
        tone={drift?.alarmAt === undefined ? undefined : 'bad'}
      />
    </ul>
  );
}
