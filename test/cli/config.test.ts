import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../host/cli/config.ts';
import { resolveSettings } from '../../host/cli/settings.ts';

let folder = '';
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function configFile(text: string): Promise<string> {
  const path = join(folder, `retort.config.${files++}.ts`);
  await writeFile(path, text);
  return path;
}

describe('retort.config.ts', () => {
  it('gives settings that flags override, over the defaults', async () => {
    const config = await configFile(`
      const temperature: number = 8;
      export default { data: 'fashion-mnist', seed: 3, distill: { temperature, epochs: 2 } };`);
    const settings = await resolveSettings({ config, seed: 5, distillation: { epochs: 9 } });
    expect(settings).toMatchObject({ data: 'fashion-mnist', dataNamed: true, seed: 5, out: 'retort-out' });
    expect(settings.distill).toEqual({ temperature: 8, epochs: 9, seeds: 1 });
    expect(settings.teacher).toEqual({});
  });

  it('may be missing', async () => {
    expect(await resolveSettings({})).toMatchObject({ data: 'mnist', dataNamed: false });
  });

  it.each([
    [`export default { distill: { temprature: 4 } };`, `'distill': Unrecognized key: "temprature"`],
    [`export default { distill: { alpha: 2 } };`, `'distill.alpha': Too big: expected number to be <=1`],
    [
      `export default { teacher: { epochs: '3' } };`,
      `'teacher.epochs': Invalid input: expected number, received string`,
    ],
    [`export const config = {};`, 'it has no default export'],
    [`throw new Error('broken');`, 'it cannot be loaded: broken'],
  ])('is refused with the key that is wrong: %s', async (text, reason) => {
    const path = await configFile(text);
    const failure = loadConfig(path);
    await expect(failure).rejects.toThrow(reason);
    await expect(failure).rejects.toMatchObject({ code: 'CONFIG_INVALID', path });
  });

  it('is refused where it was named and is not there', async () => {
    await expect(loadConfig('nowhere.ts')).rejects.toThrow('nowhere.ts: there is no such file');
  });
});
