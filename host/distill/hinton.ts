// Soft targets beside the labels, as Hinton, Vinyals and Dean weigh them.
import type { Recipe } from '../train/recipe.ts';
import { TrainingSettingError } from '../train/training-errors.ts';
import type { TermSpec } from './compose-loss.ts';

export interface HintonSettings {
  /** Weight of the soft targets, 0 … 1; the labels have 1 − alpha. */
  readonly alpha: number;
  /** Of the soft targets, 1 … 1,000. */
  readonly temperature: number;
  /** Whether the logits of both are standardized sample by sample first (Sun et al. 2024); they are not where absent. */
  readonly standardize?: boolean;
}

/**
 * The terms of (1 − α) CE(labels) + α T² KL(p_t^T ‖ p_s^T), Hinton, Vinyals, Dean 2015, section 2. With α = 0 this is the labels' loss alone.
 * @throws TrainingSettingError where alpha is out of range
 * @example
 * import { hintonTerms } from 'retort-fpga/train';
 *
 * console.log(hintonTerms({ alpha: 0.9, temperature: 4 })); // for composeLoss
 */
export function hintonTerms({ alpha, temperature, standardize = false }: HintonSettings): TermSpec[] {
  if (!(alpha >= 0 && alpha <= 1)) throw new TrainingSettingError('alpha', alpha, 'a number in 0 … 1');
  return [
    { type: 'labels', weight: 1 - alpha },
    { type: 'soft-targets', weight: alpha, temperature, ...(standardize && { standardize }) },
  ];
}

/** What is tuned, on the validation split, before a student is trained. */
export interface StudentRecipe extends Recipe, HintonSettings {}
