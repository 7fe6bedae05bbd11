// What a saved_model.pb says of its graphs: nodes, functions, signatures, and how its variables are restored. Loads no TensorFlow.
import protobuf from 'protobufjs/light.js';
import { OutsideTeacherFileError } from './outside-errors.ts';

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** "node", "node:output" or "^node" in the graph; arguments too in a function. */
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, AttributeValue>>;
}

export interface AttributeValue {
  readonly func?: FunctionReference | null;
  readonly list?: { readonly func: readonly FunctionReference[] } | null;
}

interface FunctionReference {
  readonly name: string;
  readonly attr: Readonly<Record<string, AttributeValue>>;
}

export interface GraphFunction {
  readonly signature?: { readonly name: string; readonly inputArg: readonly { readonly name: string }[] } | null;
  readonly nodeDef: readonly GraphNode[];
  readonly attr: Readonly<Record<string, AttributeValue>>;
}

interface TensorInfo {
  readonly name: string;
}

export interface MetaGraph {
  readonly graphDef?: {
    readonly node: readonly GraphNode[];
    readonly library?: { readonly function: readonly GraphFunction[] } | null;
  } | null;
  readonly saverDef?: {
    readonly filenameTensorName: string;
    readonly saveTensorName: string;
    readonly restoreOpName: string;
  } | null;
  readonly collectionDef: Readonly<
    Record<string, { readonly nodeList?: { readonly value: readonly string[] } | null }>
  >;
  readonly signatureDef: Readonly<
    Record<string, { readonly inputs: Record<string, TensorInfo>; readonly outputs: Record<string, TensorInfo> }>
  >;
}

const one = (id: number, type: string) => ({ id, type });
const list = (id: number, type: string) => ({ id, type, rule: 'repeated' });
const map = (id: number, type: string) => ({ id, type, keyType: 'string' });

/** tensorflow/core/protobuf/{saved_model,meta_graph,saver}.proto, core/framework/{graph,function,op_def,node_def,attr_value}.proto, in part. */
const messages: Readonly<Record<string, object>> = {
  SavedModel: { metaGraphs: list(2, 'MetaGraphDef') },
  MetaGraphDef: {
    graphDef: one(2, 'GraphDef'),
    saverDef: one(3, 'SaverDef'),
    collectionDef: map(4, 'CollectionDef'),
    signatureDef: map(5, 'SignatureDef'),
  },
  SaverDef: { filenameTensorName: one(1, 'string'), saveTensorName: one(2, 'string'), restoreOpName: one(3, 'string') },
  CollectionDef: { nodeList: one(1, 'NodeList') },
  NodeList: { value: list(1, 'string') },
  SignatureDef: { inputs: map(1, 'TensorInfo'), outputs: map(2, 'TensorInfo') },
  TensorInfo: { name: one(1, 'string') },
  GraphDef: { node: list(1, 'NodeDef'), library: one(2, 'FunctionDefLibrary') },
  FunctionDefLibrary: { function: list(1, 'FunctionDef') },
  FunctionDef: { signature: one(1, 'OpDef'), nodeDef: list(3, 'NodeDef'), attr: map(5, 'AttrValue') },
  OpDef: { name: one(1, 'string'), inputArg: list(2, 'ArgDef') },
  ArgDef: { name: one(1, 'string') },
  NodeDef: { name: one(1, 'string'), op: one(2, 'string'), input: list(3, 'string'), attr: map(5, 'AttrValue') },
  AttrValue: { list: one(1, 'ListValue'), func: one(10, 'NameAttrList') },
  ListValue: { func: list(9, 'NameAttrList') },
  NameAttrList: { name: one(1, 'string'), attr: map(2, 'AttrValue') },
};

export const savedModel: protobuf.Type = (() => {
  const root = new protobuf.Root();
  for (const [name, fields] of Object.entries(messages)) {
    root.add(protobuf.Type.fromJSON(name, { fields } as protobuf.IType));
  }
  return root.lookupType('SavedModel');
})();

/** Nested deeper than 100 messages is damaged, as it is for TensorFlow. @throws OutsideTeacherFileError */
export function decodeSavedModel(bytes: Uint8Array, path: string): readonly MetaGraph[] {
  try {
    const decoded = savedModel.decode(bytes) as unknown as { readonly metaGraphs: readonly MetaGraph[] };
    return decoded.metaGraphs;
  } catch (error) {
    const nextStep = 'Export it again with model.export, and copy the whole folder.';
    throw new OutsideTeacherFileError(path, 'it is damaged', nextStep, error);
  }
}

/** The names of all functions that attributes refer to, however deep. */
export function functionsIn(attributes: Readonly<Record<string, AttributeValue>>): string[] {
  return Object.values(attributes).flatMap(({ func, list: values }) =>
    [...(func ? [func] : []), ...(values?.func ?? [])].flatMap(({ name, attr }) => [name, ...functionsIn(attr)]),
  );
}
