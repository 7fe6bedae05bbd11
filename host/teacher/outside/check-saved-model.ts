// Whether a SavedModel only computes: its operations are a list that is known, in the graph and in its functions. What
// an export carries to save and restore its own variables are allowed only where TensorFlow runs them for that. Pure.
//
// TensorFlow runs three things of a graph that it loads: the saver's restore operation, fed the path of variables/; the initializers that a
// signature or a collection names; then the signature that is asked for. It never runs the saver's save operation by itself.
import { allowedOperations, listOperations } from './allowed-operations.ts';
import { OutsideTeacherModelError } from './outside-errors.ts';
import { functionsIn, type GraphFunction, type GraphNode, type MetaGraph } from './saved-model-graph.ts';

const restoring = new Set(['RestoreV2']);
const saving = new Set(['SaveV2', 'MergeV2Checkpoints']);

const nextStep =
  'Export only the layers from pixels to logits (model.export), or save its outputs in a .npy and name that file.';

/** @throws OutsideTeacherModelError that names the operations */
export function checkSavedModel(graphs: readonly MetaGraph[], folder: string): void {
  for (const graph of graphs) {
    refuseUnknown(graph, folder);
    checkSaver(graph, folder);
  }
}

function refuseUnknown({ graphDef }: MetaGraph, folder: string): void {
  const library = graphDef?.library?.function ?? [];
  // Called by its name, as TensorFlow 2 writes "__inference_…"; no operation's name begins so.
  const called = new Set(library.map(nameOf).filter((name) => name.startsWith('__')));
  const isKnown = (op: string) => allowedOperations.has(op) || called.has(op) || restoring.has(op) || saving.has(op);
  const unknown = [...(graphDef?.node ?? []), ...library.flatMap(({ nodeDef }) => nodeDef)]
    .map(({ op }) => op)
    .filter((op) => !isKnown(op));
  if (unknown.length === 0) return;
  const problem = `it may run code or touch files: ${listOperations(unknown)} is not among the operations that only compute`;
  throw new OutsideTeacherModelError(folder, problem, nextStep);
}

/** Nodes that save or restore, themselves or through a function, lie on the saver's ways alone. */
function checkSaver({ graphDef, saverDef, signatureDef, collectionDef }: MetaGraph, folder: string): void {
  const nodes = new Map((graphDef?.node ?? []).map((node) => [node.name, node]));
  const library = new Map((graphDef?.library?.function ?? []).map((found) => [nameOf(found), found]));
  const fail = (op: string, where: string) =>
    new OutsideTeacherModelError(folder, `its operation ${op} ${where}`, nextStep);
  for (const found of library.values()) {
    const inner = found.nodeDef.flatMap(calledBy).find((name) => touchesFiles(library.get(name)));
    if (inner !== undefined) throw fail(touchesFiles(library.get(inner))!, 'is called from within another function');
    const op = touchesFiles(found);
    if (op && 'api_implements' in found.attr) throw fail(op, 'can take the place of another function');
  }
  const signatures = Object.values(signatureDef).flatMap(({ outputs }) =>
    Object.values(outputs).map(({ name }) => name),
  );
  const initializers = Object.values(collectionDef).flatMap(({ nodeList }) => nodeList?.value ?? []);
  const run = closureOf([...signatures, ...initializers], nodes);
  const restore = closureOf([saverDef?.restoreOpName ?? ''], nodes);
  const save = closureOf([saverDef?.saveTensorName ?? ''], nodes);
  for (const node of nodes.values()) {
    for (const { op, filename } of fileOperations(node, library)) {
      if (run.has(node.name)) throw fail(op, 'reads or writes a file when the model is run');
      if (save.has(node.name) && !restore.has(node.name)) continue;
      if (!restore.has(node.name)) throw fail(op, 'belongs to no saver');
      if (saving.has(op)) throw fail(op, 'writes a file when the model is loaded');
      if (sourceOf(filename, nodes) !== nodeIn(saverDef!.filenameTensorName)) {
        throw fail(op, "reads another file than the model's variables");
      }
    }
  }
}

interface FileOperation {
  readonly op: string;
  /** The node in the graph that gives the path. */
  readonly filename: string | undefined;
}

/** Of the node itself, or of the functions that it calls. */
function fileOperations(node: GraphNode, library: ReadonlyMap<string, GraphFunction>): FileOperation[] {
  if (isFileOperation(node.op)) return [{ op: node.op, filename: node.input[0] }];
  return calledBy(node).flatMap((name) => {
    const called = library.get(name);
    if (!called) return [];
    const inOrder = node.op === name || /^(Stateful)?PartitionedCall$/.test(node.op); // Its inputs are the function's arguments.
    const inner = new Map(called.nodeDef.map((found) => [found.name, found]));
    return called.nodeDef
      .filter(({ op }) => isFileOperation(op))
      .map(({ op, input }) => {
        const source = sourceOf(input[0], inner);
        const position = (called.signature?.inputArg ?? []).findIndex((argument) => argument.name === source);
        return { op, filename: inOrder && !inner.has(source) ? node.input[position] : undefined };
      });
  });
}

function isFileOperation(op: string): boolean {
  return restoring.has(op) || saving.has(op);
}

function touchesFiles(found: GraphFunction | undefined): string | undefined {
  return found?.nodeDef.find(({ op }) => isFileOperation(op))?.op;
}

function calledBy({ op, attr }: GraphNode): string[] {
  return [op, ...functionsIn(attr)];
}

/** The nodes that must run for `tensors`, these included. */
function closureOf(tensors: readonly string[], nodes: ReadonlyMap<string, GraphNode>): ReadonlySet<string> {
  const reached = new Set<string>();
  const left = tensors.map(nodeIn);
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const node = nodes.get(name);
    if (!node || reached.has(name)) continue;
    reached.add(name);
    for (const input of node.input) left.push(nodeIn(input));
  }
  return reached;
}

/** Where a tensor comes from, through nodes that hand it on. */
function sourceOf(tensor: string | undefined, nodes: ReadonlyMap<string, GraphNode>): string {
  let name = nodeIn(tensor ?? '');
  for (let steps = 0; steps < nodes.size && nodes.get(name)?.op === 'Identity'; steps++) {
    name = nodeIn(nodes.get(name)!.input[0] ?? '');
  }
  return name;
}

function nodeIn(tensor: string): string {
  return tensor.replace(/^\^/, '').split(':', 1)[0];
}

function nameOf({ signature }: GraphFunction): string {
  return signature?.name ?? '';
}
