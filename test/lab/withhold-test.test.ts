import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeJson } from '../../host/lab/json-file.ts';
import { TestSplitError } from '../../host/lab/lab-errors.ts';
import { withholdTest } from '../../host/lab/withhold-test.ts';
import { createTinyDataset } from '../support/tiny-dataset.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-gate-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the test split', () => {
  const dataset = createTinyDataset();

  it('is not in what methods and tuning are given', () => {
    const { data } = withholdTest(dataset);
    expect(Object.keys(data)).not.toContain('test');
    expect(data.validation).toBe(dataset.validation);
  });

  it('opens once the configuration is in its file, and only once', async () => {
    const { gate } = withholdTest(dataset);
    const [path, digest] = [join(folder, 'cell.json'), 'ab'.repeat(32)];
    await expect(gate.open(digest, path)).rejects.toThrow(TestSplitError);
    await expect(gate.open(digest, path)).rejects.toThrow(
      `the test split stays closed to configuration abababababab: ${path} does not list this configuration yet`,
    );
    await writeJson(path, { digest: 'cd'.repeat(32) });
    await expect(gate.open(digest, path)).rejects.toThrow('does not list this configuration yet');
    await writeJson(path, { digest });
    expect(await gate.open(digest, path)).toBe(dataset.test);
    await expect(gate.open(digest, path)).rejects.toThrow('it has already been read for this configuration');
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ digest, testReads: 1 });
  });

  it('stays closed in another process too, once the figures stand there, and counts each reading', async () => {
    const [path, digest] = [join(folder, 'done.json'), 'ef'.repeat(32)];
    await writeJson(path, { digest, testReads: 1 });
    await withholdTest(dataset).gate.open(digest, path);
    expect(JSON.parse(await readFile(path, 'utf8')).testReads).toBe(2);
    await writeJson(path, { digest, testReads: 2, figures: {} });
    await expect(withholdTest(dataset).gate.open(digest, path)).rejects.toThrow(`${path} already has its figures`);
  });
});
