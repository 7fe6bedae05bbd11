// Leaves out what nobody reads: reshapes, since a FULLY_CONNECTED reads its input in HWC order whatever its shape, and so does another reshape;
// and operators that were merged with the one behind them.
import type { QuantizedOperation } from '../quantize/quantized-network.ts';

/** `output`: the tensor that must stay. */
export function dropUnread(operations: readonly QuantizedOperation[], output: string): QuantizedOperation[] {
  const sources = new Map<string, string>();
  const redirected = operations.map((operation) => {
    if (operation.operator !== 'RESHAPE' && operation.operator !== 'FULLY_CONNECTED') return operation;
    const [input] = operation.inputs;
    const source = sources.get(input) ?? input;
    if (operation.operator === 'RESHAPE') sources.set(operation.output, source);
    return { ...operation, inputs: [source] };
  });
  const read = new Set([output]);
  const kept = redirected.toReversed().filter((operation) => {
    if (!read.has(operation.output)) return false;
    for (const input of operation.inputs) read.add(input);
    return true;
  });
  return kept.reverse();
}
