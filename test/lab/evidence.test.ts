import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sha256OfJson } from '../../host/artifact/digest.ts';
import { readEvidence } from '../bench/methods/evidence-file.ts';
import { experiments } from '../bench/methods/experiments.ts';
import { renderReadme, renderTables } from '../bench/methods/tables.ts';

describe('the evidence', () => {
  it('in docs/methods.md is made of the cells: `npm run bench -- methods` writes it', async () => {
    expect(await readFile('docs/methods.md', 'utf8')).toBe(await renderTables());
  });

  it('in README.md is made of the cells too', async () => {
    const readme = await readFile('README.md', 'utf8');
    expect(readme).toBe(await renderReadme(readme));
    expect(readme).toContain('| digits | student | soft-targets, temperature 4 |');
  });

  it('has cells whose digest is that of their configuration, one for each method and seed', async () => {
    for (const { name } of experiments) {
      const { cells } = await readEvidence(name);
      for (const { digest, configuration } of cells) expect(digest).toBe(sha256OfJson(configuration));
      const keys = cells.map(({ configuration: { method, options, seed } }) => sha256OfJson({ method, options, seed }));
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});
