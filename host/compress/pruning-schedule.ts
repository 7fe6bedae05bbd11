// Pruning little by little while a network trains, so that it can make up for what it loses each time.
import { grouped } from '../../proto/numbers.ts';
import type { EpochTransform } from '../train/training-options.ts';
import { CompressionSettingError } from './compress-errors.ts';
import { checkShare, type PruningScope, pruneByMagnitude } from './prune.ts';

export interface PruningSchedule {
  /** s_f, the share of the kernels' weights that are 0 in the end. */
  readonly finalSparsity: number;
  /** s_i; 0 where absent. */
  readonly initialSparsity?: number;
  /** Shares of the run, 0 before the first epoch and 1 before the last, between which the sparsity rises; 0 and 0.75 where absent. */
  readonly begin?: number;
  readonly end?: number;
  readonly scope?: PruningScope;
}

/**
 * Zhu, Gupta 2017, "To prune, or not to prune", equation 1: s_f + (s_i − s_f)(1 − t)³.
 * @param t the share of the schedule that is done; s_i below 0, s_f above 1
 */
export function sparsityAt(t: number, initial: number, final: number): number {
  return final + (initial - final) * (1 - Math.min(1, Math.max(0, t))) ** 3;
}

/**
 * Prunes by magnitude before each epoch from `begin` on. The recipe must say `keepZeros: true`: training refuses it otherwise.
 * @throws CompressionSettingError
 */
export function createPruningTransform(schedule: PruningSchedule): EpochTransform {
  const { finalSparsity, initialSparsity = 0, begin = 0, end = 0.75, scope = 'global' } = schedule;
  const settings = { finalSparsity, initialSparsity, begin, end };
  for (const [setting, value] of Object.entries(settings)) checkShare(setting, value);
  if (initialSparsity > finalSparsity) {
    throw new CompressionSettingError(
      'initialSparsity',
      initialSparsity,
      `at most the finalSparsity, ${finalSparsity}`,
    );
  }
  if (begin > end) throw new CompressionSettingError('begin', begin, `at most the end, ${grouped(end)}`);
  return {
    description: JSON.stringify({ pruning: 'cubic, by magnitude', ...settings, scope }),
    prunes: true,
    apply(weights, epoch, epochs) {
      const done = epochs === 1 ? 1 : (epoch - 1) / (epochs - 1);
      if (done < begin) return weights;
      const t = done >= end ? 1 : (done - begin) / (end - begin);
      return pruneByMagnitude(weights, sparsityAt(t, initialSparsity, finalSparsity), scope);
    },
  };
}
