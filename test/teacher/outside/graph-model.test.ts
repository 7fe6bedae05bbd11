// tfjs GraphModels: outputs as operations one by one compute them, and what is refused before tfjs loads it.
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computeOutsideOutputs } from '../../../host/teacher/outside/compute-outside-outputs.ts';
import { OutsideTeacherFileError, OutsideTeacherModelError } from '../../../host/teacher/outside/outside-errors.ts';
import { openTfjsModel } from '../../../host/teacher/outside/tfjs-model.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import {
  computeSmallGraph,
  type GraphModel,
  type GraphNode,
  quantizeDense,
  smallGraph,
  writeGraphModel,
} from '../../support/graph-models.ts';
import { createTinyDataset } from '../../support/tiny-dataset.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-graph-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;
const write = async (changes: Partial<GraphModel>) => {
  const path = join(folder, `model${count++}`);
  await writeGraphModel(path, { ...smallGraph, ...changes });
  return path;
};
const open = async (changes: Partial<GraphModel> = {}) => openTfjsModel(await write(changes));

const images = Float32Array.from({ length: 5 * 64 }, (_, i) => Math.cos(i));
const ask = ({ run }: Awaited<ReturnType<typeof open>>) => tf.tidy(() => run(tf.tensor4d(images, [5, 8, 8, 1])));

/** The small graph with one node more. */
const withNode = (node: GraphNode): Partial<GraphModel> => ({ nodes: [...smallGraph.nodes, node] });

describe('a GraphModel', () => {
  it('gives what its operations compute, and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    const model = await open();
    expect(model).toMatchObject({
      kind: 'graph-model',
      inputShape: [8, 8, 1],
      largestBatch: Number.POSITIVE_INFINITY,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const [outputs, expected] = [ask(model), computeSmallGraph(images)];
    expect(outputs).toHaveLength(50);
    for (const [at, value] of expected.entries()) expect(outputs[at]).toBeCloseTo(value, 5);
    expect(ask(model)).toEqual(outputs);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('without a signature is asked at its placeholder, for the node that nothing reads', async () => {
    const model = await open({ signature: undefined });
    expect(ask(model)).toEqual(computeSmallGraph(images));
    model.dispose();
  });

  it('with weights stored in 8 bits is used with what they stand for', async () => {
    const quantized = quantizeDense();
    const model = await open(quantized.model);
    const [outputs, expected] = [ask(model), computeSmallGraph(images, quantized.kernel)];
    for (const [at, value] of expected.entries()) expect(outputs[at]).toBeCloseTo(value, 4);
    model.dispose();
  });

  it.each<[string, Partial<GraphModel>]>([
    ['one weight', { bytes: smallGraph.bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte)) }],
    ['its graph', withNode({ name: 'unused', op: 'NoOp' })],
  ])('with another byte in %s has another digest', async (_, changes) => {
    const [one, other] = [await open(), await open(changes)];
    expect(one.digest).not.toBe(other.digest);
    one.dispose();
    other.dispose();
  });
});

const hidden = { signature: { name: 'inner', inputArg: [], outputArg: [] } };

describe('a GraphModel is refused, and leaves no tensor,', () => {
  it.each<[string, Partial<GraphModel>, typeof OutsideTeacherModelError | typeof OutsideTeacherFileError, string]>([
    [
      'with an operation that prints',
      withNode({ name: 'p', op: 'Print', input: ['scores'] }),
      OutsideTeacherModelError,
      'its graph has operations that do more than compute tensors, Print. Give the SavedModel that it was converted from.',
    ],
    [
      'with an operation of its own, whatever its name',
      withNode({ name: 'p', op: 'My\u001b[31mOp' }),
      OutsideTeacherModelError,
      'do more than compute tensors, "My\\u001b[31mOp"',
    ],
    [
      'with a lookup table',
      withNode({ name: 't', op: 'HashTableV2' }),
      OutsideTeacherModelError,
      'do more than compute tensors, HashTableV2',
    ],
    [
      'with such an operation in a function that nothing calls',
      { functions: [{ ...hidden, nodeDef: [{ name: 'w', op: 'WriteFile' }] }] },
      OutsideTeacherModelError,
      'do more than compute tensors, WriteFile',
    ],
    [
      'with such an operation in its initializer',
      { initializer: { node: [{ name: 'l', op: 'LookupTableImportV2' }] } },
      OutsideTeacherModelError,
      'do more than compute tensors, LookupTableImportV2',
    ],
    [
      'with any initializer',
      { initializer: { node: [{ name: 'n', op: 'NoOp' }] } },
      OutsideTeacherModelError,
      'it has a graph that runs before it. Give the SavedModel',
    ],
    [
      'with control flow',
      withNode({ name: 'w', op: 'StatelessWhile', input: ['scores'] }),
      OutsideTeacherModelError,
      'it branches, loops or derives shapes from values (StatelessWhile), so it does not run in one pass',
    ],
    [
      'with a node that reads what is not there',
      withNode({ name: 'n', op: 'Identity', input: ['gone:1'] }),
      OutsideTeacherFileError,
      'its node "n" reads "gone:1", which is not in the graph',
    ],
    [
      'with two nodes of one name',
      withNode({ name: 'scores', op: 'NoOp' }),
      OutsideTeacherFileError,
      'two nodes of its graph have the same name',
    ],
    [
      'with a constant that has no weights',
      withNode({ name: 'c', op: 'Const' }),
      OutsideTeacherFileError,
      'no weights are given for "c"',
    ],
    [
      'with weights outside its folder',
      { paths: ['../secret.bin'] },
      OutsideTeacherFileError,
      'it names a file outside its folder, "../secret.bin"',
    ],
    [
      'with too few bytes of weights',
      { bytes: smallGraph.bytes.subarray(4) },
      OutsideTeacherFileError,
      'its weights take 5,208 bytes, but their files have 5,204',
    ],
    [
      'with too many bytes of weights',
      { bytes: Buffer.concat([smallGraph.bytes, new Uint8Array(1)]) },
      OutsideTeacherFileError,
      'its weights take 5,208 bytes, but their files have 5,209',
    ],
    [
      'with weights of text',
      { weights: smallGraph.weights.map((weight) => ({ ...weight, dtype: 'string' })) },
      OutsideTeacherModelError,
      'its weight "kernel" is of type string',
    ],
    [
      'with weights that are quantized to nothing known',
      { weights: smallGraph.weights.map((weight) => ({ ...weight, quantization: { dtype: 'uint4' } })) },
      OutsideTeacherModelError,
      'its weight "kernel" is quantized in a way that tfjs does not support',
    ],
    [
      'with two inputs',
      { ...withNode({ name: 'more', op: 'Placeholder' }), signature: undefined },
      OutsideTeacherModelError,
      'it has 2 inputs: picture, more. Convert a model with one.',
    ],
    [
      'with two outputs',
      { ...withNode({ name: 'more', op: 'Relu', input: ['row'] }), signature: undefined },
      OutsideTeacherModelError,
      'it has 2 outputs: scores, more. Convert a model with one.',
    ],
    [
      'with an input of whole numbers',
      {
        nodes: smallGraph.nodes.map((node) =>
          node.name === 'picture' ? { ...node, attr: { ...node.attr, dtype: { type: 'DT_UINT8' } } } : node,
        ),
      },
      OutsideTeacherModelError,
      'its input "picture" is int32, not float32',
    ],
    [
      'with an input of any shape',
      {
        nodes: smallGraph.nodes.map((node) =>
          node.name === 'picture' ? { ...node, attr: { dtype: { type: 'DT_FLOAT' } } } : node,
        ),
      },
      OutsideTeacherModelError,
      'its input "picture" has no shape. Give the input layer a shape',
    ],
    [
      'with nodes that are none',
      { nodes: [null as unknown as GraphNode] },
      OutsideTeacherFileError,
      'it describes no graph. Convert the model again',
    ],
  ])('%s', async (_, changes, type, says) => {
    const before = tf.memory().numTensors;
    const error = await open(changes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(type);
    expect((error as Error).message).toContain(says);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('when it is asked, for batches of no sample', async () => {
    const shape = { shape: { dim: ['0', '8', '8', '1'].map((size) => ({ size })) } };
    const nodes = smallGraph.nodes.map((node) =>
      node.name === 'picture' ? { ...node, attr: { ...node.attr, shape } } : node,
    );
    const [model, dataset] = [await open({ nodes }), createTinyDataset()];
    await expect(computeOutsideOutputs(model, dataset, dataset.test)).rejects.toThrow(
      'it takes batches of 0 samples. Export it with a variable batch size.',
    );
    model.dispose();
  });

  it('with a link out of its folder', async () => {
    await writeFile(join(folder, 'secret.bin'), smallGraph.bytes);
    const path = await write({ paths: ['link.bin'] });
    await symlink('../secret.bin', join(path, 'link.bin'));
    await expect(openTfjsModel(path)).rejects.toThrow('its file "link.bin" is a link that leads outside its folder');
  });

  it.each<[string, GraphNode, string]>([
    [
      'an operation that tfjs has not',
      { name: 'x', op: 'Lgamma', input: ['scores'] },
      'tfjs does not support the operation Lgamma',
    ],
    ['a cycle', { name: 'x', op: 'AddV2', input: ['scores', 'x'] }, 'tfjs cannot run it ('],
  ])('when it is run, for %s', async (_, node, says) => {
    const outputs = { scores: { name: 'x:0', dtype: 'DT_FLOAT' } };
    const model = await open({ ...withNode(node), signature: { ...smallGraph.signature, outputs } });
    const before = tf.memory().numTensors;
    expect(() => ask(model)).toThrow(OutsideTeacherModelError);
    expect(() => ask(model)).toThrow(says);
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });
});
