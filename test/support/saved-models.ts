// SavedModels that are written as bytes, for what no exporter writes. They are checked, never loaded.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { savedModel } from '../../host/teacher/outside/saved-model-graph.ts';

interface Node {
  readonly name?: string;
  readonly op: string;
  readonly input?: readonly string[];
  /** Functions by the name of the attribute. */
  readonly calls?: Readonly<Record<string, string>>;
}

export interface GraphPlan {
  readonly nodes: readonly Node[];
  readonly functions?: Readonly<
    Record<
      string,
      { readonly inputs?: readonly string[]; readonly nodes: readonly Node[]; readonly implements?: string }
    >
  >;
  readonly saver?: { readonly filename?: string; readonly save?: string; readonly restore?: string };
  /** The tensor that the signature "serving_default" puts out; "y" unless given. */
  readonly output?: string;
  /** The operation that initializes, by the collection. */
  readonly initializer?: string;
}

function describe({ name, op, input = [], calls = {} }: Node, at: number) {
  const attr = Object.fromEntries(Object.entries(calls).map(([key, called]) => [key, { func: { name: called } }]));
  return { name: name ?? `node${at}`, op, input, attr };
}

export function encodeSavedModel({
  nodes,
  functions = {},
  saver = {},
  output = 'y',
  initializer,
}: GraphPlan): Uint8Array {
  const library = Object.entries(functions).map(([name, { inputs = [], nodes: inner, implements: replaces }]) => ({
    signature: { name, inputArg: inputs.map((argument) => ({ name: argument })) },
    nodeDef: inner.map(describe),
    attr: replaces === undefined ? {} : { api_implements: {} },
  }));
  const graph = {
    graphDef: { node: nodes.map(describe), library: { function: library } },
    saverDef: {
      filenameTensorName: saver.filename ?? '',
      saveTensorName: saver.save ?? '',
      restoreOpName: saver.restore ?? '',
    },
    signatureDef: { serving_default: { outputs: { scores: { name: `${output}:0` } } } },
    collectionDef: initializer === undefined ? {} : { saved_model_main_op: { nodeList: { value: [initializer] } } },
  };
  return savedModel.encode(savedModel.fromObject({ metaGraphs: [graph] })).finish();
}

export async function writeSavedModel(folder: string, plan: GraphPlan): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'saved_model.pb'), encodeSavedModel(plan));
}
