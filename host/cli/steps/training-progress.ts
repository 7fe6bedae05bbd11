// A training's events as the text of a step.
import type { TrainingEvent } from '../../train/training-events.ts';
import { grouped, percent } from '../format.ts';

const STEPS_BETWEEN_UPDATES = 10;

/** For `onEvent` of a training. */
export function showTraining(update: (text: string) => void): (event: TrainingEvent) => void {
  return (event) => {
    if (event.type === 'step' && event.step % STEPS_BETWEEN_UPDATES !== 0) return;
    update(describeTraining(event));
  };
}

export function describeTraining(event: TrainingEvent): string {
  if (event.type === 'fallback') return event.reason;
  const where = `epoch ${event.epoch} of ${event.epochs}`;
  const within = event.type === 'step' ? `, step ${event.step} of ${event.steps}` : '';
  const speed = `${grouped(Math.round(event.imagesPerSecond))} images a second`;
  const loss = `loss ${event.loss.toFixed(4)}, ${percent(event.accuracy)} right`;
  return `${where}${within}, ${loss}, ${speed}, ${grouped(Math.ceil(event.secondsLeft))} s left`;
}
