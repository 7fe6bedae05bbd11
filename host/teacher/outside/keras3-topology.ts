// A Keras 3 topology in the words of Keras 2, which are those that tfjs (4.22) reads. Pure; what it does not know it leaves as it is.

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Fields = { [key: string]: Json };

export interface LayersTopology {
  readonly model_config?: Fields;
  readonly keras_version?: string;
}

/** Layers that hold layers. */
const containers = new Set(['Functional', 'Model', 'Sequential']);

export function isKeras3({ keras_version: version }: LayersTopology): boolean {
  return typeof version === 'string' && Number.parseInt(version, 10) >= 3;
}

/** `config`: of a model, {class_name, config}. */
export function toKeras2(config: Fields): Fields {
  return describeLayer(config);
}

/**
 * The names of a model's weights in the words of Keras 2, as `${layer}/${weight}`: without the names of the models around a layer
 * ("sequential/dense/kernel"), and with a layer's own name in place of the one by which a .keras file stores it (of "layers/dense_1/vars/0").
 */
export function renameWeights(config: Fields, names: readonly string[]): string[] {
  const inner = isFields(config.config) && Array.isArray(config.config.layers) ? config.config.layers : [];
  const stored = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const layer of inner) {
    if (!isFields(layer) || !isFields(layer.config)) continue;
    const base = toSnakeCase(String(layer.class_name));
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    stored.set(count === 0 ? base : `${base}_${count}`, String(layer.config.name));
  }
  return names.map((name) => {
    const parts = name.replace(/:0$/, '').split('/');
    const byStore = /^(?:_?layers)\/([^/]+)\/vars\/(\d+)$/.exec(name);
    if (byStore) return `${stored.get(byStore[1]) ?? byStore[1]}/vars/${byStore[2]}`;
    return parts.slice(-2).join('/');
  });
}

/** As Keras names what it stores of a layer (keras/src/utils/naming.py). */
function toSnakeCase(name: string): string {
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

function describeLayer(layer: Fields): Fields {
  const { module: _module, registered_name: _registered, build_config: _build, ...rest } = layer;
  const config = isFields(layer.config)
    ? describeConfig(layer.config, containers.has(String(layer.class_name)))
    : layer.config;
  const described: Fields = { ...rest, config };
  if (Array.isArray(layer.inbound_nodes)) described.inbound_nodes = layer.inbound_nodes.map(describeNode);
  return described;
}

function describeConfig(config: Fields, isContainer: boolean): Fields {
  const described: Fields = {};
  for (const [key, value] of Object.entries(config)) {
    if (key === 'batch_shape') described.batch_input_shape = value;
    else if (key === 'dtype') described.dtype = nameType(value);
    else if (isContainer && key === 'layers' && Array.isArray(value)) {
      described.layers = value.map((layer) => (isFields(layer) ? describeLayer(layer) : layer));
    } else if (isContainer && (key === 'input_layers' || key === 'output_layers')) {
      described[key] = Array.isArray(value) && typeof value[0] === 'string' ? [value] : value;
    } else described[key] = isFields(value) && 'module' in value ? describeObject(value) : value;
  }
  return described;
}

/** An initializer, an activation or a constraint; an activation is its name. */
function describeObject({ module, class_name: name, config }: Fields): Json {
  if (name === 'function') return config;
  return String(module).endsWith('activations') ? name : { class_name: name, config };
}

function nameType(type: Json): Json {
  return isFields(type) && isFields(type.config) ? type.config.name : type;
}

/** A call of a layer: [[layer, node, tensor, options], …] of the tensors it reads. */
function describeNode(node: Json): Json {
  if (!isFields(node) || !Array.isArray(node.args)) return node;
  const kwargs = isFields(node.kwargs) ? node.kwargs : {};
  const known = Object.fromEntries(Object.entries(kwargs).filter(([, value]) => value !== null));
  return node.args.flat().flatMap((tensor) => {
    const history = isFields(tensor) && isFields(tensor.config) ? tensor.config.keras_history : undefined;
    return Array.isArray(history) ? [[...history, known]] : [];
  });
}

function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
