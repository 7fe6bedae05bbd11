import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRetort } from './run-retort.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-data-'));
  const rows = Array.from({ length: 20 }, (_, row) => `${row % 2},${row},1,2,${row * 12}`);
  await writeFile(join(folder, 'own.csv'), rows.join('\n'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('retort data', () => {
  it('shows classes, splits and how they were made, and the shape', async () => {
    const { exitCode, json } = await runRetort(['data', 'own.csv', '--json'], { cwd: folder });
    expect(exitCode).toBe(0);
    const { classes, splits, shape, unused, warnings } = json();
    expect(shape).toEqual([2, 2, 1]);
    expect((classes as { name: string; samples: number }[]).map(({ name, samples }) => [name, samples])).toEqual([
      ['0', 10],
      ['1', 10],
    ]);
    expect(splits).toMatchObject({ train: { samples: 16 }, validation: { samples: 2 }, test: { samples: 2 } });
    expect(unused).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it('refuses a shape, a fit or a colour that is none', async () => {
    const shape = await runRetort(['data', 'own.csv', '--shape', '32x32x2'], { cwd: folder });
    expect(shape.exitCode).toBe(2);
    expect(shape.stderr).toContain("'32x32x2' is not ROWSxCOLUMNSxCHANNELS");
    await writeFile(join(folder, 'shape.mjs'), "export default { shape: '0x4x1' };");
    const configured = await runRetort(['data', 'own.csv', '--config', 'shape.mjs'], { cwd: folder });
    expect(configured.exitCode).toBe(2);
    expect(configured.stderr).toContain("shape.mjs: 'shape': '0x4x1' is not ROWSxCOLUMNSxCHANNELS");
  });
});
