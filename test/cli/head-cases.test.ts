// Models with each kind of head and of edges, from import to outputs, on the reference and on a virtual board: TensorFlow Lite Micro's bytes, and
// what they mean.

import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeNpy } from '../../host/artifact/npy.ts';
import { casePath, modelCasesMissing } from '../support/model-cases.ts';
import { startVirtualBridge, type VirtualBridge } from '../support/virtual-bridge.ts';
import { runInProcess } from './run-in-process.ts';

const SAMPLES = 12;

let folder = '';
let bridge: VirtualBridge;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-heads-'));
  bridge = await startVirtualBridge();
});
afterAll(async () => {
  await bridge.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(...command: string[]) {
  const { exitCode, stdout, stderr } = await runInProcess(command);
  return { exitCode, stderr, json: JSON.parse(stdout.trim().split('\n').at(-1)!) };
}

/** Imports `made/NAME.tflite` as `IMAGE.retort`. */
const importCase = (name: string, image: string, ...options: string[]) =>
  run('import', casePath(`made/${name}`, 'tflite'), '--out', at(`${image}.retort`), ...options);

async function labelsFile(...labels: string[]): Promise<string> {
  const path = at(`${labels.join('-')}.txt`);
  await writeFile(path, `${labels.join('\n')}\n`);
  return path;
}

/** The case's first input in a file by itself. */
async function firstInput(name: string): Promise<string> {
  const inputs = readFileSync(casePath(`made/${name}`, 'inputs.i8'));
  const path = at(`${name}.first.i8`);
  await writeFile(path, inputs.subarray(0, inputs.length / SAMPLES));
  return path;
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

describe.skipIf(modelCasesMissing)(`imported${modelCasesMissing ? ` (${modelCasesMissing})` : ''}`, () => {
  it.each([
    ['sigmoid_one', { kind: 'binary', output: 'probabilities', shape: [1, 1, 1] }, 'int8'],
    ['logit_one', { kind: 'binary', output: 'logits', shape: [1, 1, 1] }, 'int8'],
    ['sigmoid_three', { kind: 'multi-label', output: 'probabilities', shape: [1, 1, 3] }, 'int8'],
    ['fomo_small', { kind: 'softmax', output: 'logits', shape: [4, 4, 2], softmaxBeta: 1 }, 'int8'],
    ['float_edges', { kind: 'softmax', output: 'logits', shape: [1, 1, 3], softmaxBeta: 1 }, 'float32'],
  ])('%s says what its output means, and what it takes and gives', async (name, head, type) => {
    const { json } = await importCase(name, name);
    expect(json).toMatchObject({ head, edges: { input: { type }, output: { type } }, labels: [] });
    expect('assumed' in json).toBe(name === 'logit_one');
    expect((await run('inspect', at(`${name}.retort`))).json).toMatchObject({ head, format: '1.3' });
  });

  it('a map is said to be no classifier', async () => {
    const imported = await runInProcess(['import', casePath('made/fomo_small', 'tflite'), '--out', at('map')], false);
    expect(imported.stdout).toContain('Not an N-way classifier: the output is a map of 32 values (softmax over 2');
  });

  describe.each(['the reference', 'a virtual board'])('on %s', (target) => {
    let on = 'reference';
    beforeAll(() => {
      if (target === 'a virtual board') on = bridge.boardUrl;
    });

    it.each([
      ['sigmoid_one', [1, 1, 1]],
      ['logit_one', [1, 1, 1]],
      ['sigmoid_three', [1, 1, 3]],
      ['fomo_small', [4, 4, 2]],
    ])('%s gives TensorFlow Lite Micro’s bytes', async (name, shape) => {
      await importCase(name, name);
      const inputs = ['--inputs', casePath(`made/${name}`, 'inputs.i8')];
      const { json } = await run('infer', at(`${name}.retort`), ...inputs, '--out', at('out.i8'), '--on', on);
      const expected = readFileSync(casePath(`made/${name}`, 'outputs-tflm.i8'));
      expect(json).toMatchObject({ count: SAMPLES, bytes: expected.length, type: 'int8', shape });
      expect((await readFile(at('out.i8'))).equals(expected)).toBe(true);
    });

    it('float_edges takes float32 and gives it', async () => {
      await importCase('float_edges', 'float_edges');
      const inputs = ['--inputs', casePath('made/float_edges', 'inputs.npy')];
      const infer = (...more: string[]) => run('infer', at('float_edges.retort'), ...inputs, '--on', on, ...more);
      expect((await infer('--out', at('out.npy'))).json).toMatchObject({ count: SAMPLES, type: 'float32' });
      const decode = (bytes: Uint8Array) => decodeNpy(bytes, () => 4, Error);
      const given = decode(await readFile(at('out.npy')));
      const expected = decode(readFileSync(casePath('made/float_edges', 'outputs-tflm.npy')));
      expect(given).toMatchObject({ type: '<f4', shape: [SAMPLES, 3] });
      expect(Buffer.from(given.data).equals(expected.data)).toBe(true);
      await infer('--out', at('out.f32'));
      expect((await readFile(at('out.f32'))).equals(expected.data)).toBe(true);
      // Inside the model a probability is (q + 128) / 256.
      await infer('--out', at('inside.i8'));
      const reals = new DataView(expected.data.buffer, expected.data.byteOffset);
      const inside = new Int8Array(await readFile(at('inside.i8')));
      expect([...inside].map((q) => (q + 128) / 256)).toEqual(
        Array.from({ length: 3 * SAMPLES }, (_, i) => reals.getFloat32(4 * i, true)),
      );
    });

    it('one sample of sigmoid_one is one of two classes, from one half on', async () => {
      await importCase('sigmoid_one', 'named', '--labels', await labelsFile('cat', 'dog'));
      const { json } = await run('infer', await firstInput('sigmoid_one'), '--image', at('named.retort'), '--on', on);
      expect(json).toMatchObject({ head: 'binary', label: 1, class: 'dog', logits: [32] });
      expect(json.probabilities).toEqual([0.375, 0.625]);
    });

    it('one sample of logit_one is the positive class above the zero point', async () => {
      await importCase('logit_one', 'named', '--labels', await labelsFile('cat', 'dog'));
      const { json } = await run('infer', await firstInput('logit_one'), '--image', at('named.retort'), '--on', on);
      expect(json).toMatchObject({ head: 'binary', label: 1, class: 'dog', logits: [-93] });
      const positive = sigmoid(0.0113786980509758 * (-93 + 97));
      expect(json.probabilities[1]).toBeCloseTo(positive, 7);
      expect(json.probabilities[0]).toBeCloseTo(1 - positive, 7);
    });

    it('one sample of sigmoid_three says yes or no to each label', async () => {
      await importCase('sigmoid_three', 'named', '--labels', await labelsFile('a', 'b', 'c'));
      const { json } = await run('infer', await firstInput('sigmoid_three'), '--image', at('named.retort'), '--on', on);
      expect(json).toMatchObject({ head: 'multi-label', labels: [0, 2], classes: ['a', 'c'], logits: [104, -65, 19] });
      expect(json.probabilities).toEqual([232 / 256, 63 / 256, 147 / 256]);
      expect(json).not.toHaveProperty('label');
    });

    it('one sample of fomo_small is a map, and no class', async () => {
      await importCase('fomo_small', 'named', '--labels', await labelsFile('nothing', 'thing'));
      const { json } = await run('infer', await firstInput('fomo_small'), '--image', at('named.retort'), '--on', on);
      expect(json).toMatchObject({ head: 'softmax', shape: [4, 4, 2] });
      expect(json.logits).toHaveLength(32);
      expect(json).not.toHaveProperty('label');
      const expected = new Int8Array(readFileSync(casePath('made/fomo_small', 'outputs-tflm.i8')));
      // Of the int8 SOFTMAX; the host's is of double precision.
      for (const [i, p] of json.probabilities.entries()) {
        expect(Math.abs(p - (expected[i] + 128) / 256)).toBeLessThan(1.5 / 256);
      }
    });
  });
});

describe.skipIf(modelCasesMissing)('import --labels and --head', () => {
  it.each([
    [
      'sigmoid_one',
      ['one'],
      "1 label was given, but the model's output (two classes by one sigmoid) takes 2, the negative class first: ",
    ],
    [
      'logit_one',
      ['one', 'two', 'three'],
      "3 labels were given, but the model's output (two classes by one logit) takes 2, the negative class first: ",
    ],
    ['sigmoid_three', ['one', 'two'], "2 labels were given, but the model's output (3 independent labels) takes 3: "],
    [
      'fomo_small',
      ['one', 'two', 'three'],
      "3 labels were given, but the model's output (softmax over 2 classes, at each position of a 4×4 map) takes 2: ",
    ],
    ['float_edges', ['one', 'two'], "2 labels were given, but the model's output (softmax over 3 classes) takes 3: "],
  ])('%s refuses %j', async (name, labels, message) => {
    const { exitCode, json } = await importCase(name, 'refused', '--labels', await labelsFile(...labels));
    expect(json.error).toMatchObject({ code: 'IMAGE_LABEL_COUNT' });
    expect(json.error.message).toContain(message);
    expect(exitCode).toBe(5);
    expect(existsSync(at('refused.retort'))).toBe(false);
  });

  it('--head values makes a number of a bare output, which one label names', async () => {
    const labels = ['--labels', await labelsFile('volts')];
    const { json: imported } = await importCase('logit_one', 'values', '--head', 'values', ...labels);
    expect(imported).toMatchObject({ head: { kind: 'values' }, labels: ['volts'] });
    expect(imported).not.toHaveProperty('assumed');
    const infer = ['infer', await firstInput('logit_one'), '--image', at('values.retort'), '--on', 'reference'];
    const { json } = await run(...infer);
    expect(json).toMatchObject({ head: 'values', shape: [1, 1, 1], logits: [-93] });
    expect(json.values[0]).toBeCloseTo(0.0113786980509758 * 4, 7);
    expect(json).not.toHaveProperty('probabilities');
    expect((await runInProcess(infer, false)).stdout).toMatch(
      /^1 value\n\noutput +value +int8\nvolts +0\.045514\d +-93/,
    );
  });

  it('--head softmax makes three sigmoids exclude each other', async () => {
    const { json: imported } = await importCase('sigmoid_three', 'exclusive', '--head', 'softmax');
    expect(imported.head).toMatchObject({ kind: 'softmax', output: 'probabilities' });
    const infer = ['infer', await firstInput('sigmoid_three'), '--image', at('exclusive.retort'), '--on', 'reference'];
    const { json } = await run(...infer);
    expect(json).toMatchObject({ label: 0, class: '0', probabilities: [232 / 256, 63 / 256, 147 / 256] });
  });

  it.each([
    ['sigmoid_one', 'softmax', 'it has one output; choose sigmoid, logit or values'],
    ['sigmoid_one', 'logit', 'its output comes from a LOGISTIC and is a probability; choose sigmoid'],
    ['sigmoid_three', 'sigmoid', 'it has 3 outputs; choose softmax or multi-label'],
    ['fomo_small', 'multi-label', 'it ends in a SOFTMAX; leave --head out'],
  ])('%s refuses --head %s', async (name, head, problem) => {
    const { exitCode, json } = await importCase(name, 'refused', '--head', head);
    expect(json.error).toEqual(
      expect.objectContaining({
        code: 'IMAGE_HEAD_CHOICE',
        message: `--head ${head} does not fit the model: ${problem}`,
      }),
    );
    expect(exitCode).toBe(2);
  });
});
