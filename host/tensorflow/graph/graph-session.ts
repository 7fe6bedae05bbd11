// Runs a graph through tfjs-node's own addon: one native call per run, on typed arrays and outside tfjs's tensors. The only place that knows
// of the addon's calls, which tfjs-node keeps to itself; hence the pinned version.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tf } from '../tensorflow.ts';
import type { Graph, GraphTensor } from './graph.ts';
import { GraphRefusedError, TensorFlowVersionError } from './graph-errors.ts';
import { encodeSavedModel } from './saved-model.ts';

type Values = Float32Array | Int32Array | Uint8Array;

/** What is fed for a placeholder; its shape is the placeholder's. */
export type Feed = readonly [placeholder: GraphTensor, values: Values];

export interface GraphSession {
  /**
   * The values of `fetches`, whose graph tells type and shape.
   * @throws GraphRefusedError
   */
  run(feeds: readonly Feed[], fetches: readonly GraphTensor[]): Values[];
  /** Frees the graph and its variables. Later runs throw GraphRefusedError. */
  dispose(): void;
}

/** The part of the addon in use (`binding/tfjs_binding.cc` of tfjs-node 4.22). */
interface Addon {
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_UINT8: number;
  createTensor(shape: readonly number[], type: number, values: Values): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Values;
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(id: number, inputs: readonly number[], inputNames: string, outputNames: string): { id: number }[];
}

export const pinnedVersion = '4.22.0';

/** @throws TensorFlowVersionError */
export function requirePinnedVersion(actual: string = (tf.version as Record<string, string>)['tfjs-node']): void {
  if (actual !== pinnedVersion) throw new TensorFlowVersionError(actual, pinnedVersion);
}

/** @throws GraphRefusedError, TensorFlowVersionError */
export function openGraphSession(graph: Graph): GraphSession {
  requirePinnedVersion();
  const { binding } = tf.backend() as unknown as { readonly binding: Addon };
  const id = load(binding, graph);
  let disposed = false;
  return {
    run(feeds, fetches) {
      if (disposed) throw new GraphRefusedError('it has been disposed of');
      const inputs: number[] = [];
      try {
        for (const [{ type, shape }, values] of feeds) {
          inputs.push(binding.createTensor(shape, typeNumber(binding, type), values));
        }
        const outputs = runNamed(binding, id, graph, inputs, namesOf(feeds.map(([tensor]) => tensor)), fetches);
        return outputs.map((output) => takeValues(binding, output.id));
      } finally {
        for (const input of inputs) binding.deleteTensor(input);
      }
    },
    dispose() {
      if (!disposed) binding.deleteSavedModel(id);
      disposed = true;
    },
  };
}

function load(binding: Addon, graph: Graph): number {
  const folder = mkdtempSync(join(tmpdir(), 'retort-graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), encodeSavedModel(graph));
    return binding.loadSavedModel(folder, 'serve');
  } catch (error) {
    throw refused(graph, error);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runNamed(
  binding: Addon,
  id: number,
  graph: Graph,
  inputs: readonly number[],
  inputNames: string,
  fetches: readonly GraphTensor[],
): { id: number }[] {
  try {
    return binding.runSavedModel(id, inputs, inputNames, namesOf(fetches));
  } catch (error) {
    throw refused(graph, error);
  }
}

/** A copy: the addon's array ends with the tensor. */
function takeValues(binding: Addon, id: number): Values {
  const values = binding.tensorDataSync(id).slice();
  binding.deleteTensor(id);
  return values;
}

function namesOf(tensors: readonly GraphTensor[]): string {
  return tensors.map(({ node, output }) => `${node.name}:${output}`).join();
}

function typeNumber({ TF_FLOAT, TF_INT32, TF_UINT8 }: Addon, type: GraphTensor['type']): number {
  const numbers: Partial<Record<GraphTensor['type'], number>> = { float32: TF_FLOAT, int32: TF_INT32, uint8: TF_UINT8 };
  const number = numbers[type];
  if (number === undefined) throw new TypeError(`values of type ${type} cannot be fed`);
  return number;
}

function refused(graph: Graph, error: unknown): GraphRefusedError {
  const message = error instanceof Error ? error.message : String(error);
  const named = [...message.matchAll(/\{\{node ([^}]+)\}\}|[Nn]ode '([^']+)'/g)].map(
    ([, braced, quoted]) => braced ?? quoted,
  );
  return new GraphRefusedError(
    message,
    graph.nodes.find(({ name }) => named.includes(name)),
  );
}
