import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exhibits } from '../../host/cli/demo/exhibits.ts';
import { resolveSettings } from '../../host/cli/settings/settings.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import type { FeaturePreprocessing } from '../../host/dataset/preprocessing.ts';
import { readTableRow } from '../../host/dataset/table-row.ts';
import { ulx3s85, up5k } from '../../host/image/core-description.ts';
import { networkNamed } from '../../host/network/named-networks.ts';
import { planNetwork } from '../../host/plan/plan-image.ts';
import { quantizeUntrained } from '../../host/quantize/quantize.ts';

const config = fileURLToPath(new URL('../../examples/cifar10-swish/retort.config.ts', import.meta.url));

describe('the article’s CIFAR-10 program', () => {
  it('as an example is the exhibit of the gallery', async () => {
    const { data, on, studentNetwork, teacherNetwork, teacher, distill } = await resolveSettings({ config });
    const exhibit = exhibits.find(({ name }) => name === 'swish')!;
    expect({ data, on, studentNetwork, teacherNetwork, teacher, distill: { ...distill, seeds: undefined } }).toEqual({
      data: exhibit.data,
      on: exhibit.on,
      studentNetwork: exhibit.studentNetwork,
      teacherNetwork: exhibit.teacherNetwork,
      teacher: exhibit.teacher,
      distill: exhibit.distill,
    });
  });

  it('has a student that fits the board it names, with swish as a table behind each layer', () => {
    const student = networkNamed('article-student', [32, 32, 3], 10);
    const quantized = quantizeUntrained(student, { scale: 1 / 255, offset: 0 });
    expect(planNetwork(quantized, ulx3s85)).toMatchObject({ fits: true, memory: { needed: 361_592 } });
    expect(planNetwork(quantized, up5k).fits).toBe(false);
  });
});

describe('the article’s MNIST walk-through', () => {
  it('compares three seeds of a small convolutional student that fits the smallest board', async () => {
    const { data, on, distill } = await resolveSettings({
      config: fileURLToPath(new URL('../../examples/mnist/retort.config.ts', import.meta.url)),
    });
    expect({ data, on, temperature: distill.temperature, seeds: distill.seeds }).toEqual({
      data: 'mnist',
      on: 'virtual:up5k',
      temperature: 4,
      seeds: 3,
    });
    const student = networkNamed('student', [28, 28, 1], 10);
    expect(planNetwork(quantizeUntrained(student, { scale: 1 / 255, offset: 0 }), up5k).fits).toBe(true);
  });
});

describe('windows of an accelerometer', () => {
  it('are the same table each time, with features that need their own scale, and a row of it without a label', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'retort-sensors-'));
    try {
      cpSync(fileURLToPath(new URL('../../examples/sensors', import.meta.url)), folder, { recursive: true });
      const make = () => {
        execFileSync(process.execPath, [join(folder, 'make-windows.mjs')]);
        return readFileSync(join(folder, 'windows.csv'), 'utf8');
      };
      const text = make();
      expect(make()).toBe(text);
      const { data, size } = await resolveSettings({ config: join(folder, 'retort.config.ts') });
      expect({ data, size }).toEqual({ data: join(folder, 'windows.csv'), size: 'small' });
      const { shape, classes, preprocessing, train, reading } = await loadDataset(data);
      expect({ shape, classes }).toEqual({ shape: [1, 1, 11], classes: ['cycle', 'rest', 'run', 'stairs', 'walk'] });
      expect(reading.warnings).toEqual([]);
      expect(train.ids.length).toBe(1600);
      const { scale, features } = preprocessing as FeaturePreprocessing;
      expect(Math.max(...scale) / Math.min(...scale)).toBeGreaterThan(50);
      expect(await readTableRow(join(folder, 'row.csv'), features)).toHaveLength(11);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
