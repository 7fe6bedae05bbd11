// Runs a quantized network bit for bit as the core must: in WebAssembly kernels (kernels/) where this Node has SIMD, else in the TypeScript
// that specifies them (specification.ts). Both give the same bytes.
import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { sizeOf } from '../network/shapes.ts';
import type { ActivationTensor, QuantizedNetwork, QuantizedOperation } from '../quantize/quantized-network.ts';
import { compileKernel } from './kernels/compile-kernels.ts';
import { KernelMemory } from './kernels/kernel-memory.ts';
import type { Operand, Step } from './operand.ts';
import { compileOperation } from './specification.ts';

export interface Reference {
  /** `input`: int8 [rows, columns, channels]. Returns the output tensor, a fresh copy. Throws `InputLengthError`. */
  run(input: Int8Array): Int8Array;
  /** Every activation tensor by name, the input included, as fresh copies. Throws `InputLengthError`. */
  runLayers(input: Int8Array): Map<string, Int8Array>;
}

export class InputLengthError extends RetortError {
  readonly code = 'REFERENCE_INPUT_LENGTH';
  readonly category = 'input';
  override readonly name = 'InputLengthError';
  readonly expected: number;
  readonly actual: number;
  constructor(expected: number, actual: number) {
    super(
      `The network takes ${grouped(expected)} int8 values, but got ${grouped(actual)}. Quantize a sample of its input shape first.`,
    );
    this.expected = expected;
    this.actual = actual;
  }
}

/**
 * Compiles `network` once, into a chain of steps over preallocated buffers: int8 in, int8 out, equal to a board byte for byte. One reference runs one
 * sample at a time; `run` and `runLayers` throw InputLengthError.
 * @example
 * import { createReference, loadQuantizedNetwork } from 'retort-fpga/image';
 *
 * const { quantized } = await loadQuantizedNetwork('retort-out/student.int8.safetensors');
 * const [rows, columns, channels] = quantized.tensors.get(quantized.input)!.shape;
 * const logits = createReference(quantized).run(new Int8Array(rows * columns * channels).fill(-128)); // a black picture
 * console.log(logits);
 */
export function createReference(network: QuantizedNetwork): Reference {
  const memory = KernelMemory.open();
  return memory ? createKernelReference(network, memory) : createSpecification(network);
}

/** The same in TypeScript alone. */
export function createSpecification(network: QuantizedNetwork): Reference {
  const operands = mapTensors(network, (tensor) => ({ tensor, values: new Int8Array(sizeOf(tensor.shape)) }));
  const steps = network.operations.map((operation) => compileOperation(operation, ...takeTensors(operands, operation)));
  return runSteps(network, operands, steps);
}

/** In kernels. All tensors lie in `memory`, where the operators without a kernel compute too; it takes one network. */
export function createKernelReference(network: QuantizedNetwork, memory: KernelMemory): Reference {
  const located = mapTensors(network, (tensor) => ({ tensor, address: memory.allocate(sizeOf(tensor.shape)) }));
  const calls = network.operations.map((operation) =>
    compileKernel(operation, ...takeTensors(located, operation), memory),
  );
  const operands = new Map(
    Array.from(located, ([name, { tensor, address }]) => [
      name,
      { tensor, values: memory.view(address, sizeOf(tensor.shape)) },
    ]),
  );
  const steps = network.operations.map(
    (operation, i) => calls[i] ?? compileOperation(operation, ...takeTensors(operands, operation)),
  );
  return runSteps(network, operands, steps);
}

function mapTensors<Mapped>(network: QuantizedNetwork, map: (tensor: ActivationTensor) => Mapped): Map<string, Mapped> {
  return new Map(Array.from(network.tensors, ([name, tensor]) => [name, map(tensor)]));
}

function takeTensors<Tensor>(
  tensors: ReadonlyMap<string, Tensor>,
  { inputs, output }: QuantizedOperation,
): [inputs: Tensor[], output: Tensor] {
  return [inputs.map((name) => tensors.get(name)!), tensors.get(output)!];
}

function runSteps(
  network: QuantizedNetwork,
  operands: ReadonlyMap<string, Operand>,
  steps: readonly Step[],
): Reference {
  const input = operands.get(network.input)!;
  const output = operands.get(network.output)!;
  const compute = (values: Int8Array) => {
    if (values.length !== input.values.length) throw new InputLengthError(input.values.length, values.length);
    input.values.set(values);
    for (const step of steps) step();
  };
  return {
    run(values) {
      compute(values);
      return output.values.slice();
    },
    runLayers(values) {
      compute(values);
      return new Map(Array.from(operands, ([name, operand]) => [name, operand.values.slice()]));
    },
  };
}
