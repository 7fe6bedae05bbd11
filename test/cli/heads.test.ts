// validate with its report, feed, monitor, inspect and trace, on models that name one of two classes, several labels, or no class.
// Accuracies are counted here from the pixels.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { percent } from '../../host/cli/text/format.ts';
import type { Dataset } from '../../host/dataset/dataset.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { binaryNetwork, labelsNetwork, mapNetwork, SIDE } from '../support/head-networks.ts';
import { startVirtualBridge, type VirtualBridge } from '../support/virtual-bridge.ts';
import { runInProcess } from './run-in-process.ts';
import { writeRunFolder } from './write-run-folder.ts';

let folder = '';
let bridge: VirtualBridge;
let halves: Dataset;
let columns: Dataset;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-heads-'));
  bridge = await startVirtualBridge();
  halves = await writePictures('halves', ['left', 'right']);
  columns = await writePictures('columns', ['one', 'three', 'two']);
  for (const output of ['logit', 'sigmoid'] as const)
    await writeRunFolder(join(folder, output), halves, binaryNetwork(output));
  await writeRunFolder(join(folder, 'labels'), columns, labelsNetwork());
  await writeImage('map', mapNetwork(), ['dark', 'bright']);
});
afterAll(async () => {
  await bridge.close();
  await rm(folder, { recursive: true, force: true });
});

/** 200 pictures at random, each of a class at random: a model is right about some. None is near a threshold, where int8 rounds. */
async function writePictures(name: string, classes: readonly string[]): Promise<Dataset> {
  const random = createRandom(3);
  const lines: string[] = [];
  while (lines.length < 200) {
    const pixels = Array.from({ length: SIDE * SIDE }, () => random.integer(256));
    const [a, b, c, d] = columnSums(pixels);
    if ([a + b - c - d, a - d, b - d, c - d].some((difference) => Math.abs(difference) < 20)) continue;
    lines.push([classes[random.integer(classes.length)], ...pixels].join(','));
  }
  const path = join(folder, `${name}.csv`);
  await writeFile(path, `${lines.join('\n')}\n`);
  return loadDataset(path);
}

async function writeImage(name: string, quantized: QuantizedNetwork, labels: readonly string[]): Promise<void> {
  const preprocessing = { scale: quantized.tensors.get(quantized.input)!.scale, offset: 0 };
  const provenance = { toolVersion: '0' };
  await writeFile(join(folder, `${name}.retort`), packStudentImage({ quantized, labels, preprocessing, provenance }));
}

async function run(...command: string[]) {
  const { exitCode, stdout } = await runInProcess(command);
  return { exitCode, json: JSON.parse(stdout.trim().split('\n').at(-1)!) };
}

function columnSums(pixels: readonly number[]): number[] {
  return Array.from({ length: SIDE }, (_, column) =>
    pixels.reduce((sum, pixel, i) => sum + (i % SIDE === column ? pixel : 0), 0),
  );
}

/** Of a test picture. */
function sumsOf({ test }: Dataset, row: number): number[] {
  return columnSums([...test.images.subarray(row * SIDE * SIDE, (row + 1) * SIDE * SIDE)]);
}

/** How many test pictures have their class on the brighter side. */
function countRightHalves(): number {
  return halves.test.labels.filter((label, row) => {
    const [a, b, c, d] = sumsOf(halves, row);
    return label === (c + d > a + b ? 1 : 0);
  }).length;
}

/** Of each label, how often its yes or no is that of the class. */
function countRightLabels(): number[] {
  return [0, 1, 2].map(
    (label) =>
      columns.test.labels.filter((truth, row) => {
        const sums = sumsOf(columns, row);
        return (truth === label) === sums[label] > sums[3];
      }).length,
  );
}

const mapFile = () => join(folder, 'map.retort');
const csv = (name: string) => join(folder, `${name}.csv`);

describe.each(['logit', 'sigmoid'])('two classes by one %s', (name) => {
  const files = () => ['--out', join(folder, name), '--data', csv('halves')];

  it('are counted by validate, on the reference and on a board, and drawn in the report', async () => {
    const total = halves.test.ids.length;
    const right = countRightHalves();
    expect(right).toBeGreaterThan(total / 4);
    expect(right).toBeLessThan((3 * total) / 4);
    const accuracy = right / total;
    for (const on of ['reference', bridge.boardUrl]) {
      const report = join(folder, `${name}.html`);
      const { exitCode, json } = await run('validate', '--on', on, ...files(), '--report', report);
      expect(exitCode).toBe(0);
      // The run folder's teacher is always right.
      expect(json).toMatchObject({ head: 'binary', total, bitExact: total, boardAccuracy: accuracy });
      expect(json.agreement.value).toBe(accuracy);
      const html = await readFile(report, 'utf8');
      expect(html.split(percent(accuracy)).length - 1).toBeGreaterThanOrEqual(3);
      expect(html.replaceAll(/<script>.*?<\/script>/gs, '')).not.toMatch(/NaN|undefined/);
    }
  });

  it('are counted by feed, and shown by monitor with the probability of the one that is named', async () => {
    await run('flash', '--on', bridge.boardUrl, '--out', join(folder, name));
    const total = halves.test.ids.length;
    const fed = await run('feed', bridge.boardUrl, ...files());
    expect(fed.json).toMatchObject({ predictions: total, accuracy: countRightHalves() / total });
    const seen = await run('monitor', 'virtual:up5k', ...files(), '--count', String(total), '--rate', '200');
    const { latest, reference } = seen.json;
    expect(reference.total).toBeGreaterThan(0);
    expect(reference.count).toBe(reference.total);
    const [a, b, c, d] = sumsOf(halves, latest.sampleId);
    expect(latest.class).toBe(c + d > a + b ? 'right' : 'left');
    expect(latest.label).toBe(latest.referenceLabel);
    expect(latest.confidence).toBeGreaterThanOrEqual(0.5);
    expect(seen.json.disagreements).toEqual([]);
  });

  it('are traced and inspected', async () => {
    const image = join(folder, name, 'student.retort');
    expect((await run('inspect', image)).json).toMatchObject({ head: { kind: 'binary' }, labels: ['left', 'right'] });
    expect(await run('trace', image, '--on', bridge.boardUrl)).toMatchObject({ exitCode: 0, json: { equal: true } });
  });
});

describe('independent labels', () => {
  const files = () => ['--out', join(folder, 'labels'), '--data', csv('columns')];

  it('are each counted by validate, and none is a class', async () => {
    const total = columns.test.ids.length;
    const labelAccuracy = countRightLabels().map((right) => right / total);
    for (const on of ['reference', bridge.boardUrl]) {
      const { exitCode, json } = await run('validate', '--on', on, ...files());
      expect(exitCode).toBe(0);
      expect(json).toMatchObject({ head: 'multi-label', total, bitExact: total, labelAccuracy });
      expect(json).not.toHaveProperty('boardAccuracy');
      expect(json).not.toHaveProperty('agreement');
    }
    const shown = await runInProcess(['validate', '--on', 'reference', ...files()], false);
    expect(shown.stdout).toContain(`label three  ${percent(labelAccuracy[1])}`);
  });

  it('are named by monitor, and feed reports that accuracy does not apply', async () => {
    await run('flash', '--on', bridge.boardUrl, '--out', join(folder, 'labels'));
    const fed = await run('feed', bridge.boardUrl, ...files());
    expect(fed.json.predictions).toBe(columns.test.ids.length);
    expect(fed.json).not.toHaveProperty('accuracy');
    const { json } = await run('monitor', 'virtual:up5k', ...files(), '--count', '12', '--rate', '200');
    expect(json.reference.total).toBeGreaterThan(0);
    expect(json.reference.count).toBe(json.reference.total);
    const sums = sumsOf(columns, json.latest.sampleId);
    const expected = [0, 1, 2].filter((label) => sums[label] > sums[3]);
    expect(json.latest.labels).toEqual(expected);
    expect(json.latest.classes).toEqual(expected.map((label) => columns.classes[label]));
  });

  it('have no report', async () => {
    const { exitCode, json } = await run(
      'validate',
      '--on',
      'reference',
      ...files(),
      '--report',
      join(folder, 'r.html'),
    );
    expect(json.error).toMatchObject({ code: 'CLI_NO_CLASSES' });
    expect(json.error.message).toContain('its output is 3 independent labels; leave --report out');
    expect(exitCode).toBe(2);
  });

  it('are traced and inspected', async () => {
    const image = join(folder, 'labels', 'student.retort');
    expect((await run('inspect', image)).json).toMatchObject({ head: { kind: 'multi-label', shape: [1, 1, 3] } });
    expect(await run('trace', image, '--on', bridge.boardUrl)).toMatchObject({ exitCode: 0, json: { equal: true } });
  });
});

describe('a map', () => {
  const files = () => ['--image', mapFile(), '--data', csv('halves')];

  it('is compared with the reference, and with no class', async () => {
    const total = halves.test.ids.length;
    for (const on of ['reference', bridge.boardUrl]) {
      const { exitCode, json } = await run('validate', '--on', on, ...files());
      expect(exitCode).toBe(0);
      expect(json).toMatchObject({ head: 'softmax', total, bitExact: total });
      for (const absent of ['boardAccuracy', 'labelAccuracy', 'agreement']) expect(json).not.toHaveProperty(absent);
    }
    const shown = await runInProcess(['validate', '--on', 'reference', ...files()], false);
    expect(shown.stdout).toContain(
      'accuracy   not applicable: the output is softmax over 2 classes, at each position of a 4×4 map',
    );
  });

  it('is fed, watched, traced and inspected', async () => {
    await run('flash', mapFile(), '--on', bridge.boardUrl);
    const fed = await run('feed', bridge.boardUrl, ...files());
    expect(fed.json.predictions).toBe(halves.test.ids.length);
    expect(fed.json).not.toHaveProperty('accuracy');
    const { json } = await run('monitor', 'virtual:up5k', ...files(), '--count', '12', '--rate', '200');
    expect(json.reference.total).toBeGreaterThan(0);
    expect(json.reference.count).toBe(json.reference.total);
    expect(json.latest).not.toHaveProperty('label');
    const traced = await run('trace', mapFile(), '--on', bridge.boardUrl);
    expect(traced).toMatchObject({ exitCode: 0, json: { equal: true, compared: 2 * SIDE * SIDE } });
    expect((await run('inspect', mapFile())).json).toMatchObject({ head: { kind: 'softmax', shape: [4, 4, 2] } });
  });
});
