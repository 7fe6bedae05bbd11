// Leaves out the reshapes that nobody needs: a FULLY_CONNECTED reads its input in HWC order whatever its shape, and so does another reshape.
import type { QuantizedOperation } from '../quantize/quantized-network.ts';

/** `output`: the tensor that must stay. */
export function dropReshapes(operations: readonly QuantizedOperation[], output: string): QuantizedOperation[] {
  const sources = new Map<string, string>();
  const redirected = operations.map((operation) => {
    if (operation.operator !== 'RESHAPE' && operation.operator !== 'FULLY_CONNECTED') return operation;
    const [input] = operation.inputs;
    const source = sources.get(input) ?? input;
    if (operation.operator === 'RESHAPE') sources.set(operation.output, source);
    return { ...operation, inputs: [source] };
  });
  const read = new Set([output, ...redirected.flatMap(({ inputs }) => inputs)]);
  return redirected.filter((operation) => operation.operator !== 'RESHAPE' || read.has(operation.output));
}
