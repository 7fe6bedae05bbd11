import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../host/cli/settings/config.ts';
import { studentChoice, teacherChoice } from '../../host/cli/settings/recipes.ts';
import { resolveSettings } from '../../host/cli/settings/settings.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { networkNamed } from '../../host/network/named-networks.ts';
import type { Network } from '../../host/network/network.ts';
import { countParameters } from '../../host/network/shapes.ts';

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

  it('names networks, or has them as data; flags override them', async () => {
    const config = await configFile(`
      import { defineConfig, networkNamed } from 'retort-fpga';
      const student = { ...networkNamed('resnet8:4', [8, 8, 1], 3), name: 'own' };
      export default defineConfig({ student, teacherNetwork: 'resnet8', compare: { student: 'vgg:4/1', teacher: student } });`);
    const { compare } = await loadConfig(config);
    const own = { ...networkNamed('resnet8:4', [8, 8, 1], 3), name: 'own' };
    expect(compare).toEqual({ student: 'vgg:4', teacher: own });
    expect(await resolveSettings({ config })).toMatchObject({ studentNetwork: own, teacherNetwork: 'resnet8:16' });
    const flags = { studentNetwork: 'mlp:8', teacherNetwork: 'teacher' };
    expect(await resolveSettings({ config, ...flags })).toMatchObject(flags);
    await expect(resolveSettings({ studentNetwork: 'vgg' })).rejects.toThrow(
      "'vgg' is not a network name: write student, ",
    );
  });

  it('names a size, which networks that are named come before and flags override', async () => {
    const config = await configFile(
      `import { defineConfig } from 'retort-fpga';\nexport default defineConfig({ size: 'medium', teacherNetwork: 'vgg:4' });`,
    );
    const drawn = await loadDataset('glyphs');
    const chosen = async (name: string, flags = {}) => {
      const settings = await resolveSettings({ config, ...flags });
      const dataset = { ...drawn, name };
      return [studentChoice(dataset, settings), teacherChoice(dataset, settings)];
    };
    expect(await chosen('glyphs')).toEqual(['vgg:8-16-32/2', 'vgg:4']);
    expect(await chosen('cifar10', { size: 'small' })).toEqual(['student', 'vgg:4']);
    expect(await chosen('cifar10', { config: undefined })).toEqual(['vgg:16-32-64/2', 'vgg:32-64-128/2']);
    expect(await chosen('glyphs', { config: undefined })).toEqual(['student', 'teacher']);
  });

  const dense = `{ type: 'dense', name: 'logits', units: 3 }`;
  it.each([
    [
      `{ student: 'vgg:' }`,
      `'student': 'vgg:' is not a network name: write student, teacher, vgg:A-B-…[/S] (vgg:16-32-64/2), `,
    ],
    [`{ compare: { teacher: 'mlp' } }`, `'compare.teacher': 'mlp' is not a network name: write `],
    [`{ student: 5 }`, `'student': Invalid input: expected object, received number`],
    [`{ student: { name: 'own', layers: [${dense}] } }`, `'student.inputShape': Invalid input: expected tuple`],
    [`{ student: { name: 'own', inputShape: [8, 8, 1], layers: [] } }`, `'student.layers': Too small`],
    [
      `{ student: { name: 'own', inputShape: [8, 8, 1], layers: [${dense}, { type: 'dense', name: 'b', units: '3' }] } }`,
      `'student.layers.1.units': Invalid input: expected number, received string`,
    ],
    [
      `{ teacherNetwork: { name: 'own', inputShape: [8, 8, 1], layers: [{ type: 'softmax', name: 'a' }] } }`,
      `'teacherNetwork.layers.0.type': `,
    ],
    [
      `{ student: { name: 'own', inputShape: [8, 8, 1], layers: [{ type: 'dense', name: 'a', units: 3, filters: 2 }] } }`,
      `'student.layers.0': Unrecognized key: "filters"`,
    ],
    [
      `{ student: { name: 'own', inputShape: [8, 8, 1], layers: [${dense}, ${dense}] } }`,
      `'student': network "own", layer "logits": its name is already used`,
    ],
    [
      `{ student: { name: 'own', inputShape: [8, 8, 1], layers: [{ type: 'dropout', name: 'a', rate: 0.5 }] } }`,
      `'student': network "own", layer "a": the logits have shape [8, 8, 1]`,
    ],
  ])('is refused with a network that is none, and what is wrong with it: %s', async (text, reason) => {
    const path = await configFile(`export default ${text};`);
    const failure = loadConfig(path);
    await expect(failure).rejects.toThrow(`${path}: ${reason}`);
    await expect(failure).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('has every type of layer that networks have', async () => {
    const path = await configFile(`export default { student: { name: 'own', inputShape: [8, 8, 2], layers: [
      { type: 'conv2d', name: 'c', filters: 4, kernel: [3, 3], strides: [1, 2], padding: 'same', useBias: false, weightBits: 4 },
      { type: 'batchNorm', name: 'n', activation: 'relu6', epsilon: 0.01 },
      { type: 'depthwiseConv2d', name: 'd', kernel: [3, 3], padding: 'same', inputs: ['n'] },
      { type: 'swish', name: 's', beta: 1 },
      { type: 'fakeQuantize', name: 'q', scale: 0.1, zeroPoint: -3 },
      { type: 'add', name: 'a', inputs: ['n', 'q'], activation: 'relu' },
      { type: 'maxPool2d', name: 'm', pool: [2, 2], strides: [1, 1], padding: 'valid' },
      { type: 'averagePool2d', name: 'v', pool: [2, 2], padding: 'same' },
      { type: 'dropout', name: 'o', rate: 0.25 },
      { type: 'globalAveragePool', name: 'g' },
      { type: 'dense', name: 'l', units: 3, activation: 'linear' },
    ] } };`);
    const { student } = await loadConfig(path);
    expect(student).toMatchObject({ name: 'own', layers: expect.objectContaining({ length: 11 }) });
    expect(countParameters(student as Network)).toBe(72 + 16 + 40 + 15);
  });

  it('is refused where it was named and is not there', async () => {
    await expect(loadConfig('nowhere.ts')).rejects.toThrow('nowhere.ts: the file does not exist');
  });
});
