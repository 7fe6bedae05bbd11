// The files of a SavedModel, and the operations that its graph is made of. Loads no TensorFlow.
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import protobuf from 'protobufjs/light.js';
import { readOutsideFile } from '../../artifact/read-outside-file.ts';
import { digestFiles } from './digest-files.ts';
import { OutsideTeacherFileError } from './outside-errors.ts';

const list = (id: number, type: string) => ({ id, type, rule: 'repeated' });
const field = (id: number, type: string) => ({ id, type });

/** Where a SavedModel names operations (tensorflow/core/protobuf/{saved_model,meta_graph}.proto, core/framework/{graph,function}.proto). */
const messages = {
  SavedModel: { fields: { metaGraphs: list(2, 'MetaGraphDef') } },
  MetaGraphDef: { fields: { graphDef: field(2, 'GraphDef') } },
  GraphDef: { fields: { node: list(1, 'NodeDef'), library: field(2, 'FunctionDefLibrary') } },
  FunctionDefLibrary: { fields: { function: list(1, 'FunctionDef') } },
  FunctionDef: { fields: { nodeDef: list(3, 'NodeDef') } },
  NodeDef: { fields: { op: field(2, 'string') } },
};

interface Nodes {
  readonly node?: readonly { readonly op: string }[];
  readonly nodeDef?: readonly { readonly op: string }[];
}

const savedModel: protobuf.Type = (() => {
  const root = new protobuf.Root();
  for (const [name, json] of Object.entries(messages)) root.add(protobuf.Type.fromJSON(name, json as protobuf.IType));
  return root.lookupType('SavedModel');
})();

export interface SavedModelFiles {
  readonly digest: string;
  /** Names of TensorFlow's operations, in the graph and its functions. */
  readonly operations: ReadonlySet<string>;
}

/** Every file in the folder counts for the digest. @throws OutsideTeacherFileError */
export async function readSavedModelFiles(folder: string): Promise<SavedModelFiles> {
  const files = new Map<string, Uint8Array>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(join(folder, sep).length).split(sep).join('/'), await readOutsideFile(path, 'weights'));
  }
  const operations = operationsOf(files.get('saved_model.pb')!, folder);
  if (operations.has('VarHandleOp') && !files.has('variables/variables.index')) {
    const path = join(folder, 'variables', 'variables.index');
    throw new OutsideTeacherFileError(path, 'there is no such file', 'Copy the whole folder, its variables included.');
  }
  return { digest: digestFiles(files), operations };
}

function operationsOf(bytes: Uint8Array, folder: string): Set<string> {
  let decoded: {
    readonly metaGraphs?: readonly { readonly graphDef?: Nodes & { library?: { function?: readonly Nodes[] } } }[];
  };
  try {
    decoded = savedModel.decode(bytes) as unknown as typeof decoded;
  } catch (error) {
    const nextStep = 'Export it again with model.export, and copy the whole folder.';
    throw new OutsideTeacherFileError(join(folder, 'saved_model.pb'), 'it is damaged', nextStep, error);
  }
  const graphs = (decoded.metaGraphs ?? []).flatMap(({ graphDef }) =>
    graphDef ? [graphDef, ...(graphDef.library?.function ?? [])] : [],
  );
  return new Set(graphs.flatMap(({ node, nodeDef }) => [...(node ?? []), ...(nodeDef ?? [])].map(({ op }) => op)));
}
