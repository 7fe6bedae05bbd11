// A graph as the bytes of a `saved_model.pb`, in TensorFlow's protobuf messages, of which only the fields in use are described here
// (tensorflow/core/protobuf/{saved_model,meta_graph}.proto, tensorflow/core/framework/{graph,node_def,attr_value,tensor,types}.proto).
import protobuf from 'protobufjs/light.js';
import type { Attribute, ElementType, Graph, GraphNode } from './graph.ts';

const field = (id: number, type: string) => ({ id, type });
const list = (id: number, type: string) => ({ id, type, rule: 'repeated' });

const { nested: messages } = {
  nested: {
    SavedModel: { fields: { saved_model_schema_version: field(1, 'int64'), meta_graphs: list(2, 'MetaGraphDef') } },
    MetaGraphDef: { fields: { meta_info_def: field(1, 'MetaInfoDef'), graph_def: field(2, 'GraphDef') } },
    MetaInfoDef: { fields: { tags: list(4, 'string') } },
    GraphDef: { fields: { node: list(1, 'NodeDef'), versions: field(4, 'VersionDef') } },
    VersionDef: { fields: { producer: field(1, 'int32'), min_consumer: field(2, 'int32') } },
    NodeDef: {
      fields: {
        name: field(1, 'string'),
        op: field(2, 'string'),
        input: list(3, 'string'),
        attr: { id: 5, keyType: 'string', type: 'AttrValue' },
      },
    },
    AttrValue: {
      fields: {
        list: field(1, 'ListValue'),
        s: field(2, 'bytes'),
        i: field(3, 'int64'),
        f: field(4, 'float'),
        b: field(5, 'bool'),
        type: field(6, 'int32'), // an enum, which is written as an int32
        shape: field(7, 'TensorShapeProto'),
        tensor: field(8, 'TensorProto'),
      },
      oneofs: { value: { oneof: ['list', 's', 'i', 'f', 'b', 'type', 'shape', 'tensor'] } },
    },
    ListValue: { fields: { i: list(3, 'int64') } },
    TensorShapeProto: { fields: { dim: list(2, 'Dim') } },
    Dim: { fields: { size: field(1, 'int64') } },
    TensorProto: {
      fields: {
        dtype: field(1, 'int32'),
        tensor_shape: field(2, 'TensorShapeProto'),
        tensor_content: field(4, 'bytes'),
      },
    },
  },
};

/** The one of TensorFlow's messages that holds the others. Field names stay TensorFlow's. */
export const savedModelMessage: protobuf.Type = (() => {
  const root = new protobuf.Root();
  for (const [name, json] of Object.entries(messages)) root.add(protobuf.Type.fromJSON(name, json as protobuf.IType));
  return root.lookupType('SavedModel');
})();

/** tensorflow/core/framework/types.proto, enum DataType. */
const dataTypes: Readonly<Record<ElementType, number>> = { float32: 1, int32: 3, uint8: 4, bool: 10, resource: 20 };

/** A GraphDef version of TensorFlow 2: no operation in use has changed its meaning since, and 2.16 reads it. */
const versions = { producer: 1000, min_consumer: 12 };

/** A SavedModel with one MetaGraph, tagged `serve`. */
export function encodeSavedModel(graph: Graph): Uint8Array {
  const graphDef = { node: graph.nodes.map(describeNode), versions };
  return savedModelMessage
    .encode({
      saved_model_schema_version: 1,
      meta_graphs: [{ meta_info_def: { tags: ['serve'] }, graph_def: graphDef }],
    })
    .finish();
}

function describeNode({ name, operation, inputs, controls, attributes }: GraphNode) {
  return {
    name,
    op: operation,
    input: [
      ...inputs.map(({ node, output }) => (output === 0 ? node.name : `${node.name}:${output}`)),
      ...controls.map((control) => `^${control.name}`),
    ],
    attr: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, describeAttribute(value)])),
  };
}

function describeAttribute(value: Attribute): object {
  if ('type' in value) return { type: dataTypes[value.type] };
  if ('int' in value) return { i: value.int };
  if ('ints' in value) return { list: { i: value.ints } };
  if ('float' in value) return { f: value.float };
  if ('flag' in value) return { b: value.flag };
  if ('text' in value) return { s: new TextEncoder().encode(value.text) };
  if (!('values' in value)) return { shape: describeShape(value.shape) };
  const { values, shape } = value;
  const dtype = dataTypes[values instanceof Float32Array ? 'float32' : 'int32'];
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { tensor: { dtype, tensor_shape: describeShape(shape), tensor_content: bytes } };
}

function describeShape(shape: readonly number[]) {
  return { dim: shape.map((size) => ({ size })) };
}
