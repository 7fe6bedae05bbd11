// Watches the training runs of a comparison, each stage of each cell separately.

import type { LabEvent } from '../../lab/compare-methods.ts';
import type { EpochEvent } from '../../train/training-events.ts';
import { type TrainingWarning, watchTraining } from '../../train/watch.ts';
import type { Output } from '../output.ts';

type CellTraining = Extract<LabEvent, { type: 'training' }>;

/** Warnings become notes, and are kept. */
export function watchCells(output: Output) {
  const watches = new Map<string, (event: EpochEvent) => TrainingWarning[]>();
  const warnings: (TrainingWarning & { readonly method: string; readonly seed: number; readonly stage: string })[] = [];
  return {
    warnings,
    see({ configuration, stage, training }: CellTraining): void {
      if (training.type !== 'epoch') return;
      const { method, seed, recipe } = configuration;
      const key = JSON.stringify([configuration, stage]);
      const watch = watches.get(key) ?? watchTraining({ learningRate: recipe.learningRate });
      watches.set(key, watch);
      for (const warning of watch(training)) {
        warnings.push({ ...warning, method, seed, stage });
        output.note(`${method}, seed ${seed}, ${stage}, epoch ${warning.epoch}: ${warning.message}`);
      }
    },
  };
}
