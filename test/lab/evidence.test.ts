import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sha256OfJson } from '../../host/artifact/digest.ts';
import { codeVersion } from '../../host/lab/code-version.ts';
import { compareSteps } from '../../host/lab/equal-steps.ts';
import { checkSeeds } from '../../host/lab/seed-rule.ts';
import { fixPlan, readEvidence } from '../bench/methods/evidence-file.ts';
import { experiments } from '../bench/methods/experiments.ts';
import { renderEvidenceSummary } from '../bench/methods/summary-file.ts';
import { renderTables } from '../bench/methods/tables.ts';

describe('the evidence', () => {
  it('in docs/methods.md is made of the cells: `npm run bench -- methods` writes it', async () => {
    const page = await readFile('docs/methods.md', 'utf8');
    expect(page).toBe(await renderTables());
    expect(page).toContain('| digits | student | soft-targets, temperature 4 |');
  });

  it('in the package is made of the cells too', async () => {
    expect(await readFile('host/lab/evidence-summary.ts', 'utf8')).toBe(await renderEvidenceSummary());
  });

  it('has cells whose digest is that of their configuration, one that counts for each method and seed', async () => {
    for (const { name } of experiments) {
      const { cells } = await readEvidence(name);
      for (const { digest, configuration } of cells) expect(digest).toBe(sha256OfJson(configuration));
      const counting = cells.filter(({ superseded }) => superseded === undefined);
      const keys = counting.map(({ configuration: { code, method, options, live, seed } }) =>
        sha256OfJson({ code, method, options, live, seed }),
      );
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('has no cell that counts with other steps than its scratch, nor with a seed beyond the plan', async () => {
    for (const { name } of experiments) {
      const { cells, fixed } = await readEvidence(name);
      for (const { configuration, figures, superseded } of cells) {
        if (superseded !== undefined || !figures) continue;
        const { code, method, seed } = configuration;
        const scratch = cells.find(({ configuration: other }) => {
          return other.method === 'scratch' && other.code === code && other.seed === seed;
        });
        const steps = figures.steps === 0 ? 'none' : compareSteps(figures.steps!, scratch!.figures!.steps!);
        // A student that is fitted to its teacher rather than trained is not comparable with scratch; tables say so. A tree's scratch is grown, too.
        const isTrained = method !== 'few-sample' && !configuration.network.name.startsWith('tree:');
        expect([name, method, steps]).toEqual([name, method, isTrained ? 'equal' : 'none']);
        if (method === 'tree') expect([name, scratch!.figures!.steps]).toEqual([name, 0]);
        const plan = fixed.find((one) => one.code === code);
        if (plan) checkSeeds(plan.seeds, [seed]);
        else expect([name, code]).toEqual([name, undefined]);
      }
    }
  });

  it('keeps the two cells of Hinton’s experiment that were once deleted, and counts neither', async () => {
    const { cells } = await readEvidence('hinton-mnist');
    const superseded = cells.filter((cell) => cell.superseded !== undefined);
    expect(superseded.map(({ digest }) => digest.slice(0, 12))).toEqual(['fd93976b773b', 'ae2817a8b918']);
    expect(superseded.map(({ figures }) => figures!.test.correct)).toEqual([9860, 9896]);
    const text = await renderTables();
    expect(text).toContain('- soft-targets, seed 1: run again as 464557865702 with a teacher of 160 epochs');
  });

  it('still has the plan that was fixed for the present code version, wherever one was', async () => {
    for (const { name, seeds, contrasts = [] } of experiments) {
      const evidence = await readEvidence(name);
      if (!evidence.fixed.some(({ code }) => code === codeVersion)) continue;
      expect(fixPlan(evidence, { code: codeVersion, seeds, contrasts })).toBe(evidence);
    }
  });
});
