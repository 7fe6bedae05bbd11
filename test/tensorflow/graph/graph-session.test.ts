import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { differentiate } from '../../../host/tensorflow/graph/differentiate.ts';
import { Graph } from '../../../host/tensorflow/graph/graph.ts';
import {
  GradientMissingError,
  GraphRefusedError,
  GraphShapeError,
  TensorFlowVersionError,
} from '../../../host/tensorflow/graph/graph-errors.ts';
import { createGraphOperations } from '../../../host/tensorflow/graph/graph-operations.ts';
import { openGraphSession, requirePinnedVersion } from '../../../host/tensorflow/graph/graph-session.ts';
import { encodeSavedModel, savedModelMessage } from '../../../host/tensorflow/graph/saved-model.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';

const before = tf.memory().numTensors;
afterAll(() => {
  expect(tf.memory().numTensors).toBe(before);
});

function catchError(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return expect.unreachable('nothing was thrown');
}

function squareGraph() {
  const graph = new Graph();
  const x = graph.placeholder('float32', [3]);
  return { graph, x, y: createGraphOperations(graph).square(x) };
}

describe('a graph session', () => {
  it('runs what it is fed, any number of times, and leaves no folder behind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'retort-session-')); // its own: other tests open sessions meanwhile
    vi.stubEnv('TMPDIR', folder);
    onTestFinished(() => {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true });
    });
    const { graph, x, y } = squareGraph();
    const session = openGraphSession(graph);
    expect(readdirSync(folder)).toEqual([]);
    expect(session.run([[x, Float32Array.of(1, 2, 3)]], [y])).toEqual([Float32Array.of(1, 4, 9)]);
    expect(session.run([[x, Float32Array.of(-1, 0, 5)]], [y])).toEqual([Float32Array.of(1, 0, 25)]);
    session.dispose();
    expect(() => session.run([], [y])).toThrow('it has been disposed of');
  });

  it('frees native tensors and sessions over many builds', () => {
    const { binding } = tf.backend() as unknown as {
      binding: { getNumOfTensors(): number; getNumOfSavedModels(): number };
    };
    const counts = () => [binding.getNumOfTensors(), binding.getNumOfSavedModels()];
    const start = counts();
    for (let cycle = 0; cycle < 10; cycle++) {
      const { graph, x, y } = squareGraph();
      const session = openGraphSession(graph);
      session.run([[x, Float32Array.of(1, 2, 3)]], [y]);
      session.dispose();
      session.dispose();
    }
    expect(counts()).toEqual(start);
  });

  it('names the layer when TensorFlow refuses a graph', () => {
    const graph = new Graph();
    const x = graph.placeholder('float32', [1, 2, 2, 1]);
    const attributes = { T: { type: 'float32' }, strides: { ints: [1, 1, 1, 1] }, padding: { text: 'VALID' } } as const;
    graph.within('conv 7', () =>
      graph.add({
        operation: 'Conv2D',
        inputs: [x, graph.constant(new Float32Array(9), [3, 3, 1, 1])],
        attributes,
        outputs: [{ type: 'float32', shape: [1, 1, 1, 1] }],
      }),
    );
    const error = catchError(() => openGraphSession(graph));
    expect(error).toBeInstanceOf(GraphRefusedError);
    expect(error).toMatchObject({ code: 'TRAINING_GRAPH_REFUSED', scope: 'conv 7', node: 'conv_7/Conv2D' });
    expect((error as Error).message).toContain('TensorFlow rejects layer "conv 7" (node conv_7/Conv2D)');
  });

  it('names the layer when a run fails', () => {
    const graph = new Graph();
    const x = graph.placeholder('float32', [2, 3]);
    const indices = graph.placeholder('int32', [1]);
    const [picked] = graph.within('picking', () =>
      graph.add({
        operation: 'GatherV2',
        inputs: [x, indices, graph.constant(Int32Array.of(0), [])],
        attributes: { Tparams: { type: 'float32' }, Tindices: { type: 'int32' }, Taxis: { type: 'int32' } },
        outputs: [{ type: 'float32', shape: [1, 3] }],
      }),
    );
    const session = openGraphSession(graph);
    const run = (row: number) =>
      session.run(
        [
          [x, new Float32Array(6)],
          [indices, Int32Array.of(row)],
        ],
        [picked],
      );
    expect(catchError(() => run(2))).toMatchObject({ code: 'TRAINING_GRAPH_REFUSED', scope: 'picking' });
    expect(run(1)).toEqual([new Float32Array(3)]);
    session.dispose();
  });

  it('is refused with any tfjs-node but the pinned one, and says what to do', () => {
    expect(() => requirePinnedVersion()).not.toThrow();
    const error = catchError(() => requirePinnedVersion('4.23.1'));
    expect(error).toBeInstanceOf(TensorFlowVersionError);
    expect((error as Error).message).toBe(
      '@tensorflow/tfjs-node is version 4.23.1, but training calls internals of 4.22.0: ' +
        'run `npm install --save-exact @tensorflow/tfjs-node@4.22.0`, then `npm run set-up`',
    );
  });
});

describe('a graph', () => {
  it('is a SavedModel that reads back as what was built', () => {
    const { graph } = squareGraph();
    const { meta_graphs: read } = savedModelMessage.toObject(savedModelMessage.decode(encodeSavedModel(graph)), {
      longs: Number,
    });
    expect(read[0].meta_info_def.tags).toEqual(['serve']);
    expect(read[0].graph_def.node.map(({ name, op, input }: Record<string, unknown>) => [name, op, input])).toEqual([
      ['step/Placeholder', 'Placeholder', undefined],
      ['step/Square', 'Square', ['step/Placeholder']],
    ]);
    expect(read[0].graph_def.node[0].attr.shape.shape.dim).toEqual([{ size: 3 }]);
  });

  it('refuses shapes that do not fit, by the name of the layer', () => {
    const graph = new Graph();
    const ops = createGraphOperations(graph);
    const [a, b, map] = [[2, 3], [4], [1, 2, 2, 1]].map((shape) => graph.placeholder('float32', shape));
    const error = catchError(() => graph.within('sum', () => ops.add(a, b)));
    expect(error).toBeInstanceOf(GraphShapeError);
    expect((error as Error).message).toContain('shapes [2, 3] and [4] do not broadcast');
    expect(() => ops.matMul(a, b)).toThrow(GraphShapeError);
    expect(() => ops.reshape(a, [4])).toThrow('[2, 3] does not fill [4]');
    expect(() => ops.slice(a, [1, 0], [2, 3])).toThrow('lies outside [2, 3]');
    const pool = () => ops.maxPool2d(map, [4, 4], { strides: [1, 1], padding: 'valid' });
    expect(() => graph.within('pool 1', pool)).toThrow(
      'MaxPool in "pool 1" cannot be built: its output would have shape [1, -1, -1, 1]; change that layer',
    );
  });

  it('gives zeros where nothing depends on a variable, and says where a gradient is missing', () => {
    const { graph, x, y } = squareGraph();
    const other = graph.placeholder('float32', [2]);
    const [none, some] = differentiate(graph, y, [other, x]);
    const session = openGraphSession(graph);
    const feeds = [[x, Float32Array.of(1, 2, 3)]] as const;
    expect(session.run(feeds, [none, some])).toEqual([new Float32Array(2), Float32Array.of(2, 4, 6)]);
    session.dispose();
    const attributes = { T: { type: 'float32' } } as const;
    const description = {
      operation: 'Sin',
      inputs: [x],
      attributes,
      outputs: [{ type: 'float32', shape: [3] }],
    } as const;
    const [sine] = graph.add(description);
    const error = catchError(() => differentiate(graph, sine, [x]));
    expect(error).toBeInstanceOf(GradientMissingError);
    expect((error as Error).message).toContain('Sin in "step" has no gradient');
  });
});
