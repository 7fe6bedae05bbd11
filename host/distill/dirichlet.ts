// Draws from Dirichlet's distribution: probabilities of classes that belong together.
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import type { Random } from '../artifact/random.ts';

/**
 * By parting what is left, class by class: a share of it is Beta(α_i, Σ_{j>i} α_j), drawn by that distribution's quantile (Gelman et al.,
 * "Bayesian Data Analysis", appendix A).
 * @param concentrations α, each above 0
 * @returns as many probabilities, whose sum is 1
 */
export function drawDirichlet(concentrations: readonly number[], random: Random): Float64Array {
  let behind = concentrations.reduce((sum, alpha) => sum + alpha, 0);
  let left = 1;
  return Float64Array.from(concentrations, (alpha, i) => {
    behind -= alpha;
    if (i === concentrations.length - 1) return left;
    const share = left * betaQuantile(random.next(), alpha, behind);
    left -= share;
    return share;
  });
}
