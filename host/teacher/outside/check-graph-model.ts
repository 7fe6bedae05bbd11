// Whether the graph of a tfjs GraphModel is whole, only computes, and runs in one pass. Pure.
//
// tfjs's executor runs the nodes that the output needs, and a library's functions from control flow alone. Its operations touch no files, but
// print, keep tables, and call what a program has registered: the list of operations is that of a SavedModel.
import { allowedOperations, listOperations } from './allowed-operations.ts';
import { OutsideTeacherFileError, OutsideTeacherModelError } from './outside-errors.ts';
import { isFields } from './tfjs-folder.ts';

interface Node {
  readonly name: string;
  readonly op: string;
  /** "node", "node:output" or "^node". */
  readonly input?: readonly string[];
}

interface Topology {
  readonly node: readonly Node[];
  readonly library?: { readonly function?: readonly { readonly nodeDef?: readonly Node[] }[] };
}

/** What tfjs runs asynchronously: control flow, and shapes that depend on values. */
const asynchronous = new Set(
  (
    'Switch RefSwitch Merge RefMerge Enter RefEnter Exit RefExit NextIteration RefNextIteration LoopCond If StatelessIf While StatelessWhile ' +
    'Case StatelessCase Where NonMaxSuppressionV2 NonMaxSuppressionV3 NonMaxSuppressionV4 NonMaxSuppressionV5'
  ).split(' '),
);

export const convertAgain = 'Convert the model again with tensorflowjs_converter, and copy the whole folder.';
export const giveSavedModel = 'Give the SavedModel that it was converted from.';

/**
 * @param initializer what model.json calls modelInitializer
 * @param weights the names of all that are given
 * @throws OutsideTeacherFileError where it is damaged, OutsideTeacherModelError for what is not run
 */
export function checkGraphModel(
  topology: object,
  initializer: unknown,
  weights: ReadonlySet<string>,
  path: string,
): void {
  const graphs = [topology, ...(initializer === undefined || initializer === null ? [] : [initializer])];
  if (!graphs.every(isTopology)) throw new OutsideTeacherFileError(path, 'it describes no graph', convertAgain);
  const fail = (problem: string) => new OutsideTeacherModelError(path, problem, giveSavedModel);
  const operations = graphs.flatMap(nodesOf).map(({ op }) => op);
  const unknown = operations.filter((op) => !allowedOperations.has(op));
  if (unknown.length > 0)
    throw fail(`its graph has operations that do more than compute tensors, ${listOperations(unknown)}`);
  if (graphs.slice(1).some(({ node }) => node.length > 0)) throw fail('it has a graph that runs before it');
  const [{ node: nodes }] = graphs;
  const branches = nodes.filter(({ op }) => asynchronous.has(op)).map(({ op }) => op);
  if (branches.length > 0) {
    throw fail(
      `it branches, loops or derives shapes from values (${listOperations(branches)}), so it does not run in one pass`,
    );
  }
  checkConnections(nodes, weights, path);
}

/** Each node has its own name, reads nodes that are there, and has its weights. */
function checkConnections(nodes: readonly Node[], weights: ReadonlySet<string>, path: string): void {
  const fail = (problem: string) => new OutsideTeacherFileError(path, problem, convertAgain);
  const names = new Set(nodes.map(({ name }) => name));
  if (names.size < nodes.length) throw fail('two nodes of its graph have the same name');
  for (const { name, op, input = [] } of nodes) {
    const missing = input.find((tensor) => !names.has(tensor.replace(/^\^/, '').split(':', 1)[0]));
    if (missing !== undefined) throw fail(`its node "${name}" reads "${missing}", which is not in the graph`);
    if (op === 'Const' && !weights.has(name)) throw fail(`no weights are given for "${name}"`);
  }
}

function nodesOf({ node, library }: Topology): Node[] {
  return [...node, ...(library?.function ?? []).flatMap(({ nodeDef = [] }) => nodeDef)];
}

function isTopology(value: unknown): value is Topology {
  if (!isFields(value) || !isNodes(value.node)) return false;
  const library = value.library ?? {};
  if (!isFields(library)) return false;
  const functions = library.function ?? [];
  return Array.isArray(functions) && functions.every((one) => isFields(one) && isNodes(one.nodeDef ?? []));
}

function isNodes(value: unknown): value is readonly Node[] {
  const isText = (found: unknown) => typeof found === 'string';
  return (
    Array.isArray(value) &&
    value.every(
      (node) =>
        isFields(node) &&
        isText(node.name) &&
        isText(node.op) &&
        (node.input === undefined || (Array.isArray(node.input) && node.input.every(isText))),
    )
  );
}
