// Models that would run code, touch files, read what is not theirs or overflow a stack: refused with the reason, before TensorFlow sees them.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSavedModel } from '../../../host/teacher/outside/check-saved-model.ts';
import { openSavedModel } from '../../../host/teacher/outside/saved-model.ts';
import { decodeSavedModel } from '../../../host/teacher/outside/saved-model-graph.ts';
import { openTfjsModel } from '../../../host/teacher/outside/tfjs-model.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { goldenTeachers } from '../../support/golden-teachers.ts';
import { writeKeras3Model } from '../../support/layers-models.ts';
import { encodeSavedModel, type GraphPlan, writeSavedModel } from '../../support/saved-models.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-hostile-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;
async function open(plan: GraphPlan) {
  const path = join(folder, `model${count++}`);
  await writeSavedModel(path, plan);
  return openSavedModel(path);
}

const cases = join(dataFolder, '..', 'cases', 'hostile');
const casesMissing = existsSync(cases) ? '' : ` (no ${cases}: set RETORT_DATA to the data folder beside it)`;

describe.skipIf(casesMissing)(`a SavedModel of the cases${casesMissing}`, () => {
  it('that only computes is used', async () => {
    const model = await openSavedModel(join(cases, 'sm-plain'));
    const shape = model.inputShape.map((length) => length ?? 1);
    expect(tf.tidy(() => model.run(tf.ones([2, ...shape]))).every(Number.isFinite)).toBe(true);
    model.dispose();
  });

  it.each([
    ['sm-print', 'retort-case-print.txt', 'touch files: PrintV2 is not among the operations that only compute. Export'],
    [
      'sm-save',
      'retort-case-save',
      'its operation SaveV2 reads or writes a file when the model is run. Export only the layers',
    ],
  ])('%s is refused, and writes nothing', async (name, written, says) => {
    const before = existsSync(join('/tmp', written));
    await expect(openSavedModel(join(cases, name))).rejects.toThrow(says);
    expect(existsSync(join('/tmp', written))).toBe(before);
  });
});

describe('an operation of a SavedModel that does more than compute', () => {
  it.each([
    'ReadFile',
    'WriteFile',
    'MatchingFiles',
    'PyFunc',
    'EagerPyFunc',
    'Print',
    'PrintV2',
    'Assert',
    'DebugIdentity',
    'InitializeTableFromTextFileV2',
    'HashTableV2',
    'TextLineDataset',
    'Save',
    'SaveSlices',
    'Restore',
    'ImmutableConst',
    'XlaCallModule',
    'RemoteCall',
    'MyVendor>CustomOp',
  ])('is refused by its name, in the graph and in any function: %s', async (op) => {
    const says = `touch files: ${op} is not among the operations that only compute`;
    await expect(open({ nodes: [{ name: 'y', op }] })).rejects.toThrow(says);
    const functions = {
      outer: { nodes: [{ op: 'PartitionedCall', calls: { f: 'inner' } }] },
      inner: { nodes: [{ op: 'Identity' }, { op }] },
    };
    const call = { name: 'y', op: 'StatefulPartitionedCall', calls: { f: 'outer' } };
    await expect(open({ nodes: [call], functions })).rejects.toThrow(says);
    await expect(open({ nodes: [{ name: 'y', op: 'Const' }], functions })).rejects.toThrow(says);
  });

  it('is not hidden by a function of its name', async () => {
    const functions = { WriteFile: { nodes: [{ op: 'Identity' }] } };
    await expect(open({ nodes: [{ name: 'y', op: 'WriteFile' }], functions })).rejects.toThrow(
      'files: WriteFile is not',
    );
  });

  it('is named without its control characters', async () => {
    await expect(open({ nodes: [{ op: '\u001b[31mRed' }] })).rejects.toThrow('files: "\\u001b[31mRed" is not among');
  });
});

describe('the saver of a SavedModel', () => {
  const y = { name: 'y', op: 'Const' };
  const file = { name: 'file', op: 'Placeholder' };
  const other = { name: 'other', op: 'Const' };
  const restoreFunction = { inputs: ['prefix', 'value'], nodes: [{ op: 'RestoreV2', input: ['prefix'] }] };
  const saveFunction = { inputs: ['prefix'], nodes: [{ op: 'SaveV2', input: ['prefix'] }] };
  const restore = (from: string, op = 'StatefulPartitionedCall', attribute = 'f') => ({
    name: 'restore',
    op,
    input: [from],
    calls: { [attribute]: 'restore_it' },
  });
  const save = { name: 'save', op: 'StatefulPartitionedCall', input: ['file'], calls: { f: 'save_it' } };
  const functions = { restore_it: restoreFunction, save_it: saveFunction };
  const saver = { filename: 'file:0', save: 'save:0', restore: 'restore' };
  const through = { name: 'through', op: 'Identity', input: ['file'] };
  const good: GraphPlan = { nodes: [y, file, through, restore('through'), save], functions, saver };

  it.each<[string, string, GraphPlan]>([
    ['run by the signature', 'SaveV2 reads or writes a file when the model is run', { ...good, output: 'save' }],
    ['run by an initializer', 'SaveV2 reads or writes a file when the model is run', { ...good, initializer: 'save' }],
    [
      'run for what the signature puts out',
      'RestoreV2 reads or writes a file when the model is run',
      { ...good, nodes: [...good.nodes, { name: 'z', op: 'Identity', input: ['y', '^restore'] }], output: 'z' },
    ],
    [
      'that saves to restore',
      'SaveV2 writes a file when the model is loaded',
      { ...good, nodes: [y, file, save], saver: { ...saver, restore: 'save' } },
    ],
    [
      'that restores another file',
      "RestoreV2 reads another file than the model's variables",
      { ...good, nodes: [y, file, other, restore('other'), save] },
    ],
    [
      'that restores another file in a branch',
      "RestoreV2 reads another file than the model's variables",
      { ...good, nodes: [y, file, other, restore('file', 'If', 'then_branch'), save] },
    ],
    [
      'that restores from a path of its own',
      "RestoreV2 reads another file than the model's variables",
      {
        ...good,
        functions: {
          ...functions,
          restore_it: { inputs: ['prefix'], nodes: [other, { op: 'RestoreV2', input: ['other:output:0'] }] },
        },
      },
    ],
    ['that is not named', 'SaveV2 belongs to no saver', { ...good, saver: { ...saver, save: '' } }],
    [
      'in a function of a function',
      'SaveV2 is called from within another function',
      { ...good, functions: { ...functions, outer: { nodes: [{ op: 'PartitionedCall', calls: { f: 'save_it' } }] } } },
    ],
    [
      'that can be swapped in',
      'SaveV2 can take the place of another function',
      { ...good, functions: { ...functions, save_it: { ...saveFunction, implements: 'lstm' } } },
    ],
  ])('%s is refused', async (_, says, plan) => {
    await expect(open(plan)).rejects.toThrow(`its operation ${says}`);
  });

  it('is accepted where an export has it, in functions or in the graph', () => {
    const check = (plan: GraphPlan) => checkSavedModel(decodeSavedModel(encodeSavedModel(plan), 'model'), 'model');
    const direct = { name: 'restore', op: 'RestoreV2', input: ['through'] };
    expect(() => check(good)).not.toThrow();
    expect(() => check({ ...good, nodes: [y, file, through, direct, save] })).not.toThrow();
  });
});

describe('the files of a SavedModel', () => {
  const exported = async (name: string) => {
    const path = join(folder, name);
    await cp(join(goldenTeachers, 'saved-model'), path, { recursive: true });
    return path;
  };

  it('that are links are used within the folder, and refused where they lead out of it', async () => {
    const path = await exported('linked');
    const data = join(path, 'variables', 'variables.data-00000-of-00001');
    await rename(data, join(path, 'values'));
    await symlink('../values', data);
    (await openSavedModel(path)).dispose();
    await rename(join(path, 'values'), join(folder, 'values'));
    await rm(data);
    await symlink('../../values', data);
    await expect(openSavedModel(path)).rejects.toThrow(
      'its file "variables/variables.data-00000-of-00001" is a link that leads outside its folder. Copy the files themselves',
    );
  });

  it('are regular ones', async () => {
    const path = await exported('pipe');
    await mkdir(join(path, 'assets'));
    execFileSync('mkfifo', [join(path, 'assets', 'words.txt')]);
    await expect(openSavedModel(path)).rejects.toThrow('words.txt cannot be read: it is a pipe');
  });

  it('hold no second description that TensorFlow might prefer', async () => {
    const path = await exported('chunked');
    await writeFile(join(path, 'saved_model.cpb'), '');
    await expect(openSavedModel(path)).rejects.toThrow('it holds a saved_model.cpb next to its saved_model.pb');
  });

  it.each([200, 1_000_000])('nested %i deep are damaged', async (depth) => {
    const path = join(folder, `nested${depth}`);
    await mkdir(path);
    await writeFile(join(path, 'saved_model.pb'), nestFunctions(depth));
    await expect(openSavedModel(path)).rejects.toThrow('it is damaged. Export it again');
  });
});

/** A node whose attribute names a function, with an attribute that names a function, and so on. */
function nestFunctions(depth: number): Uint8Array {
  const heads: Buffer[] = [];
  let length = 0;
  const wrap = (...fields: readonly number[]) => {
    for (const field of fields) {
      const size: number[] = [];
      for (let left = length; ; left >>>= 7) {
        size.push(left < 128 ? left : (left & 127) | 128);
        if (left < 128) break;
      }
      const head = Buffer.from([(field << 3) | 2, ...size]);
      heads.push(head);
      length += head.length;
    }
  };
  for (let level = 0; level < depth; level++) wrap(10, 2, 2); // AttrValue.func, the entry's value, NameAttrList.attr
  wrap(10, 2, 5, 1, 2, 2); // AttrValue.func, the entry's value, NodeDef.attr, GraphDef.node, MetaGraphDef.graph_def, SavedModel.meta_graphs
  return Buffer.concat(heads.reverse());
}

describe('the manifest of a model.json', () => {
  const manifest = (paths: readonly string[], shape: readonly number[] = [2]) =>
    JSON.stringify({
      modelTopology: {},
      weightsManifest: [{ paths, weights: [{ name: 'w', dtype: 'float32', shape }] }],
    });
  const write = async (name: string, json: string) => {
    const path = join(folder, name);
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'model.json'), json);
    return path;
  };

  it.each([
    '../weights.bin',
    '/etc/passwd',
    'deep/../../weights.bin',
    'https://example.com/w.bin',
    'file:///etc/passwd',
    '..',
  ])('that names %s is refused', async (name) => {
    const path = await write('manifest', manifest([name]));
    await expect(openTfjsModel(path)).rejects.toThrow(
      `it names a file outside its folder, "${name}". Put every file into the folder`,
    );
  });

  it('that names a link out of the folder is refused', async () => {
    const path = await write('link', manifest(['w.bin', 'folder/w.bin']));
    await writeFile(join(folder, 'secret'), 'secret!!');
    await symlink('../secret', join(path, 'w.bin'));
    await expect(openTfjsModel(path)).rejects.toThrow('its file "w.bin" is a link that leads outside its folder');
    await rm(join(path, 'w.bin'));
    await writeFile(join(path, 'w.bin'), '');
    await symlink('..', join(path, 'folder'));
    await writeFile(join(folder, 'w.bin'), 'secret!!');
    await expect(openTfjsModel(path)).rejects.toThrow(
      'its file "folder/w.bin" is a link that leads outside its folder',
    );
  });

  it('that is a link out of the folder itself is refused', async () => {
    const path = join(folder, 'foreign');
    await mkdir(path);
    await writeFile(join(folder, 'foreign.json'), manifest([]));
    await symlink('../foreign.json', join(path, 'model.json'));
    await expect(openTfjsModel(path)).rejects.toThrow('its file "model.json" is a link that leads outside');
  });

  it.each([
    [[2 ** 30, 2 ** 30], 'it has 4,611,686,018,427,388,000 bytes'],
    [
      [2 ** 50, 2 ** 50, 2 ** 50, 2 ** 50, 2 ** 50, 2 ** 50, 2 ** 53 - 1, 2 ** 53 - 1, ...Array(20).fill(2 ** 50)],
      'it has ∞ bytes',
    ],
  ])('of weights that no file may have is refused before one is read', async (shape, says) => {
    const path = await write('large', manifest(['missing.bin'], shape));
    await expect(openTfjsModel(path)).rejects.toThrow(
      `${says}, but a file of weights or outputs has at most 2,048 MiB`,
    );
  });

  it('that names one file often counts it as often', async () => {
    const path = await write('often', manifest(Array(9000).fill('w.bin'), [1000]));
    await writeFile(join(path, 'w.bin'), new Uint8Array(4000));
    await expect(openTfjsModel(path)).rejects.toThrow('its weights take 4,000 bytes, but their files have 36,000,000');
    await write('often', manifest(Array(10_001).fill('w.bin')));
    await expect(openTfjsModel(path)).rejects.toThrow('it consists of more than 10,000 files');
  });

  it.each([6000, 1_000_000])('nested %i deep is refused', async (depth) => {
    const path = join(folder, `deep${depth}`);
    await writeKeras3Model(path, 'path');
    const nested = `{"modelTopology":${'{"config":'.repeat(depth)}1${'}'.repeat(depth)},"weightsManifest":[]}`;
    await writeFile(join(path, 'model.json'), nested);
    await expect(openTfjsModel(path)).rejects.toThrow(
      'it is not valid JSON (it is nested more than 200 deep). Save the model again',
    );
  });
});
