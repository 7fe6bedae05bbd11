import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildNetwork, isRunnable, networkRecipes } from '../../support/random-networks.ts';
import { buildHarness, verilatorMissing } from './core-harness.ts';
import { compareOnRtl, fits, testedCores } from './random-networks.ts';

/** 200 in `npm run test:long` (vitest.long.config.ts); 5,000 were run once: docs/measurements.md. */
const programs = Number(process.env.RETORT_CORE_PROGRAMS ?? 40);
const seed = Number(process.env.RETORT_CORE_SEED ?? 5);

describe.skipIf(verilatorMissing)(
  `random networks on the core${verilatorMissing ? ` (${verilatorMissing})` : ''}`,
  () => {
    beforeAll(() => testedCores.forEach(({ name }) => void buildHarness(name)), 600_000);

    it.each(testedCores)(
      'equal the reference in every byte and the plan in every cycle, on $name',
      { timeout: 600_000 + 3_000 * programs },
      (core) => {
        let compared = 0;
        const recipes = networkRecipes.filter((recipe) => {
          const network = buildNetwork(recipe);
          return isRunnable(network) && fits(network, core);
        });
        const property = fc.property(recipes, (recipe) => {
          const network = buildNetwork(recipe);
          const { differing, mistimed, ...outcome } = compareOnRtl(network, core);
          compared += outcome.compared;
          expect({ differing, mistimed }).toEqual({ differing: 0, mistimed: [] });
        });
        fc.assert(property, { numRuns: programs, seed });
        expect(compared).toBeGreaterThan(programs * 100);
      },
    );
  },
);
