// A teacher and a student that learn nothing, since there is nothing to learn: every command says so, from training to the report.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { runRetort } from './run-retort.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-chance-'));
  const random = createRandom(1);
  const lines = Array.from({ length: 300 }, (_, i) =>
    [`class ${i % 3}`, ...Array.from({ length: 16 }, () => random.integer(256))].join(','),
  );
  await writeFile(join(folder, 'noise.csv'), `${lines.join('\n')}\n`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (line: string) => runRetort(`${line} --data noise.csv --json`.split(' '), { cwd: folder });

describe('noise', { timeout: 120_000 }, () => {
  it.each([
    ['demo --epochs 2 --on reference', 'board'],
    ['distill --epochs 2', 'student of seed 1'],
    ['quantize', 'int8 student'],
    ['validate --on reference --report report.html', 'board'],
  ])('is not celebrated by retort %s', async (line, model) => {
    const { exitCode, json, stderr } = await run(line);
    expect(exitCode, stderr).toBe(0);
    const { noBetterThanGuessing, warnings } = json() as {
      noBetterThanGuessing: boolean;
      warnings: { kind: string; model: string; message: string }[];
    };
    expect(noBetterThanGuessing).toBe(true);
    const found = warnings.find((one) => one.kind === 'no-better-than-guessing' && one.model === model);
    expect(found?.message).toMatch(new RegExp(`^the ${model} is no better than guessing: .*; (try|make sure) `));
    if (line.startsWith('validate')) {
      const report = await readFile(join(folder, 'report.html'), 'utf8');
      expect(report).toContain('<span class="bad">No better than guessing.</span> The board');
      expect(report).not.toContain('<span class="good">'); // single samples may be right
    } else if (!line.startsWith('demo')) expect(stderr).toContain(`warning: ${found?.message}\n`);
  });
});
