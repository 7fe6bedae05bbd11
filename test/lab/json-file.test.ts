import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJson, writeJson } from '../../host/lab/json-file.ts';
import { LabFileError } from '../../host/lab/lab-errors.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-json-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a file of the laboratory', () => {
  it('gives back what was written, and nothing where there is none', async () => {
    const path = join(folder, 'cell.json');
    expect(await readJson(path)).toBeUndefined();
    await writeJson(path, { digest: 'ab', figures: { test: 0.5 }, absent: undefined });
    expect(await readJson(path)).toEqual({ digest: 'ab', figures: { test: 0.5 } });
  });

  it('is refused with any one bit changed, and without a digest', async () => {
    const path = join(folder, 'flipped.json');
    await writeJson(path, { testReads: 1, name: 'a' });
    const whole = await readFile(path);
    for (let bit = 0; bit < 8 * whole.length; bit++) {
      const damaged = Uint8Array.from(whole);
      damaged[bit >> 3] ^= 1 << (bit & 7);
      await writeFile(path, damaged);
      await expect(readJson(path)).rejects.toThrow(LabFileError);
    }
    await writeFile(path, '{"testReads":1}');
    await expect(readJson(path)).rejects.toThrow(
      'is damaged: it has no digest (files from earlier versions have none)',
    );
  });
});
