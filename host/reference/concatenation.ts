// CONCATENATION: the inputs one after another along an axis. They have the output's scale and zero point, so that nothing is rescaled.
import type { ConcatenationOperation } from '../quantize/quantized-network.ts';
import type { Operand, Step } from './operand.ts';

export function compileConcatenation(
  { axis }: ConcatenationOperation,
  inputs: readonly Operand[],
  output: Operand,
): Step {
  /** Of a tensor, the values of one index of the axes before `axis`, which lie together. */
  const runOf = ({ tensor }: Operand) => tensor.shape.slice(axis).reduce((product, length) => product * length, 1);
  const outputRun = runOf(output);
  const runs = output.values.length / outputRun;
  return () => {
    let offset = 0;
    for (const input of inputs) {
      const length = runOf(input);
      for (let run = 0; run < runs; run++) {
        output.values.set(input.values.subarray(run * length, (run + 1) * length), run * outputRun + offset);
      }
      offset += length;
    }
  };
}
