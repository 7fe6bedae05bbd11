// Shows training events as the text of a step, and warnings as notes.
import type { StageEvent } from '../../lab/method.ts';
import { type TrainingWarning, watchTraining } from '../../train/watch.ts';
import { grouped, percent } from '../text/format.ts';

const STEPS_BETWEEN_UPDATES = 10;

interface ShownTraining {
  /** The setting. */
  readonly learningRate: number;
  /** Replaces what is shown of the step. */
  readonly update: (text: string) => void;
  /** A line that stays. */
  readonly warn: (warning: TrainingWarning) => void;
}

/** For `onEvent` of one training. */
export function showTraining({ learningRate, update, warn }: ShownTraining): (event: StageEvent) => void {
  const watch = watchTraining({ learningRate });
  let warned = 0;
  return (event) => {
    if ((event.type === 'step' || event.type === 'making') && event.step % STEPS_BETWEEN_UPDATES !== 0) return;
    const warnings = event.type === 'epoch' ? watch(event) : [];
    warned += warnings.length;
    const soFar = warned > 0 ? `, ${warned} warning${warned > 1 ? 's' : ''}` : '';
    update(`${describeTraining(event)}${soFar}`);
    for (const warning of warnings) warn(warning);
  };
}

export function describeTraining(event: StageEvent): string {
  if (event.type === 'fallback') return event.reason;
  if (event.type === 'growing') return `${event.leaves} of at most ${event.most} leaves`;
  if (event.type === 'making') {
    const { batch, batches, step, steps, loss } = event;
    return `batch ${grouped(batch)} of ${grouped(batches)}, step ${grouped(step)} of ${grouped(steps)}, loss ${loss.toFixed(4)}`;
  }
  const where = `epoch ${event.epoch} of ${event.epochs}`;
  const within = event.type === 'step' ? `, step ${grouped(event.step)} of ${grouped(event.steps)}` : '';
  const speed = `${grouped(Math.round(event.imagesPerSecond))} images per second`;
  const loss = `loss ${event.loss.toFixed(4)}, ${percent(event.accuracy)} right`;
  return `${where}${within}, ${loss}, ${speed}, ${grouped(Math.ceil(event.secondsLeft))} s left`;
}
