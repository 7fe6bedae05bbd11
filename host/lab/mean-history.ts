// A training run's history as the mean over its seeds, stage by stage, epoch by epoch and term by term. Pure.
import type { EpochFigures, StageHistory } from './cell.ts';

/** Each figure is the mean of the seeds that have it; stages in the order in which they first come. */
export function meanHistory(histories: readonly (readonly StageHistory[])[]): StageHistory[] {
  const stages = new Set(histories.flatMap((history) => history.map(({ stage }) => stage)));
  return [...stages].map((stage) => {
    const runs = histories.flatMap((history) => history.filter((one) => one.stage === stage));
    const epochs = new Set(runs.flatMap((run) => run.epochs.map(({ epoch }) => epoch)));
    return {
      stage,
      epochs: [...epochs]
        .sort((a, b) => a - b)
        .map((epoch) => meanEpoch(runs.flatMap((run) => run.epochs.filter((one) => one.epoch === epoch)))),
    };
  });
}

function meanEpoch(seeds: readonly EpochFigures[]): EpochFigures {
  const names = new Set(seeds.flatMap(({ terms }) => Object.keys(terms)));
  const terms = [...names].map((name) => {
    const values = seeds.flatMap(({ terms }) => terms[name] ?? []);
    return [
      name,
      { value: mean(values.map(({ value }) => value)), gradientNorm: mean(values.map((term) => term.gradientNorm)) },
    ];
  });
  return {
    epoch: seeds[0].epoch,
    loss: mean(seeds.map(({ loss }) => loss)),
    accuracy: mean(seeds.map(({ accuracy }) => accuracy)),
    terms: Object.fromEntries(terms),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
