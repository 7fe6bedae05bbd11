// Refuses models that are more than one run of one graph: those that keep state from run to run, that branch, or that have several signatures.
import { replacementOf } from './builtin-operators.ts';
import { TfliteGraphError, TfliteOperatorError } from './import-errors.ts';
import type { TfliteModel, TfliteOperator } from './tflite-schema.ts';

const STATEFUL: readonly string[] = ['VAR_HANDLE', 'READ_VARIABLE', 'ASSIGN_VARIABLE', 'CALL_ONCE'];
const BRANCHING: readonly string[] = ['IF', 'WHILE', 'CALL', 'STABLEHLO_CASE', 'STABLEHLO_WHILE'];
const MOST_NAMES = 8;

/** @throws TfliteOperatorError, TfliteGraphError */
export function checkOneGraph({ operators, subgraphs }: TfliteModel, source: string): void {
  const refuse = ({ index, name }: TfliteOperator, reason: string) =>
    new TfliteOperatorError(source, index, name, reason, replacementOf(name));
  const find = (names: readonly string[]) => operators.find(({ name }) => names.includes(name));
  const stateful = find(STATEFUL.slice(0, 1)) ?? find(STATEFUL);
  if (stateful) {
    throw refuse(stateful, `the model keeps ${listVariables(operators)} from run to run, but a board keeps no state`);
  }
  const branching = find(BRANCHING);
  if (branching) throw refuse(branching, 'it runs another subgraph, but the core runs one program from start to end');
  if (subgraphs === 1) return;
  throw new TfliteGraphError(
    source,
    `it has ${subgraphs} subgraphs, and no operator of the first one runs another: they are separate signatures`,
    'Convert a model with one signature.',
  );
}

function listVariables(operators: readonly TfliteOperator[]): string {
  const handles = operators.filter(({ name }) => name === 'VAR_HANDLE');
  const names = new Set(handles.map(({ options }) => options?.string(1, 'shared_name') ?? ''));
  names.delete('');
  if (names.size === 0) return 'variables';
  const shown = [...names].slice(0, MOST_NAMES).map((name) => `"${name}"`);
  const more = names.size > MOST_NAMES ? ` and ${names.size - MOST_NAMES} more` : '';
  return `the ${names.size === 1 ? 'variable' : 'variables'} ${shown.join(', ')}${more}`;
}
