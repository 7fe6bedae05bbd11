// One operator while it is translated to int8 operations: its inputs and output, each checked when it is asked for.
import { grouped } from '../../proto/numbers.ts';
import type { ActivationTensor, QuantizedOperation } from '../quantize/quantized-network.ts';
import type { Activation, Graph } from './graph.ts';
import { nameSite, OperatorSite } from './operator-site.ts';
import {
  type Dims,
  describeActivation,
  type FileWeights,
  notInt8,
  readBias,
  readWeights,
  readWholeNumbers,
} from './tensors.ts';
import type { TfliteOperator, TfliteTensor } from './tflite-schema.ts';

/** An operation without what the site knows: its name and its output. */
type Unplaced<T> = T extends QuantizedOperation ? Omit<T, 'name' | 'output' | 'inputs'> : never;
export type UnplacedOperation = Unplaced<QuantizedOperation>;

export class Site extends OperatorSite {
  readonly graph: Graph;

  constructor(graph: Graph, operator: TfliteOperator) {
    super(graph.source, operator);
    this.graph = graph;
  }

  /** Throws where `multiplier`, of one scale by another, is not below `limit`: what TFLM's arithmetic holds. */
  checkMultiplier(multiplier: number, limit: number): void {
    if (multiplier < limit) return;
    throw this.fail(
      `one of its multipliers is ${multiplier}, but the arithmetic only holds values below ${grouped(limit)}`,
      'Convert with a representative data set that covers the real inputs; scales this far apart look like a mistake.',
    );
  }

  /** Undefined for a constant that lies in the file. */
  value(position: number): ReturnType<Graph['valueOf']> {
    return this.graph.valueOf(this.input(position), nameSite(this.operator));
  }

  activation(position: number): Activation {
    const value = this.value(position);
    if (value?.kind === 'activation') return value;
    if (value?.kind === 'outside') throw notInt8(this.file(position), this.source);
    if (value?.kind === 'probabilities') {
      throw this.fail(
        'it reads the output of SOFTMAX, but only reshapes may follow SOFTMAX, which the host computes',
        'End the model in its SOFTMAX.',
      );
    }
    if (value?.kind === 'reshaped') {
      throw this.fail(
        `it reads [${value.dims}], more axes than rows, columns and channels of one sample`,
        'Build the model for one sample of at most three axes.',
      );
    }
    throw this.fail(
      `its input ${position} ("${this.file(position).name}") is a constant`,
      'Let the layer before or after it absorb the constant.',
    );
  }

  isConstant(position: number): boolean {
    const value = this.value(position);
    return value === undefined || value.kind === 'constant';
  }

  /** Of a constant in the file or a folded one, at most 64 numbers. */
  wholeNumbers(position: number): number[] {
    const value = this.value(position);
    if (value === undefined) return readWholeNumbers(this.file(position), 64, this.graph.source);
    if (value.kind === 'constant') return [...value.values];
    throw this.fail(
      `its input ${position} ("${this.file(position).name}") is computed from the sample`,
      'Only shapes that are known when importing can be used.',
    );
  }

  /** What the file says of the output. */
  outputFile(): TfliteTensor {
    return this.graph.model.tensors[this.output()];
  }

  /** The tensor as the file describes it. */
  file(position: number): TfliteTensor {
    return this.graph.model.tensors[this.input(position)];
  }

  /** Of an input, whatever it holds. */
  dims(position: number): Dims {
    return this.value(position)?.dims ?? this.file(position).shape;
  }

  /** The axis of the output channels is `axis` of `rank`. */
  weights(position: number, axis: number, rank: number): FileWeights {
    if (this.value(position) !== undefined) {
      throw this.fail('its weights are computed', 'Use layers whose weights are constants.');
    }
    this.graph.spend(this.file(position).scales.length);
    return readWeights(this.file(position), axis, rank, this.graph.source);
  }

  /** Zeros where there is none. */
  bias(position: number, channels: number): Int32Array {
    this.graph.spend(channels);
    return this.has(position) ? readBias(this.file(position), channels, this.graph.source) : new Int32Array(channels);
  }

  /** The output with the quantization that the file gives it; its name is its own. */
  describeOutput(dims: Dims): Activation {
    return this.graph.describe(this.output(), dims, nameSite(this.operator));
  }

  /** The same of an output whose shape does not matter. */
  describeOutputValues(): ActivationTensor {
    return describeActivation(this.graph.model.tensors[this.output()], '', [1, 1, 1], this.graph.source);
  }

  /** The operator becomes `operation`, which makes `output` of `inputs`. */
  become(operation: UnplacedOperation, inputs: readonly Activation[], output: Activation): void {
    this.precede(operation, inputs, output);
    this.graph.set(this.output(), output, nameSite(this.operator));
  }

  /** An operation before the one that the operator becomes; `output` is a tensor between them. */
  precede(operation: UnplacedOperation, inputs: readonly Activation[], output: Activation): void {
    const name = `${operation.operator.toLowerCase()}-${this.operator.index}`;
    const placed = { ...operation, name, inputs: inputs.map(({ tensor }) => tensor.name), output: output.tensor.name };
    this.graph.add(placed, output);
  }

  /** The output is `value`, without an operation. */
  resolve(value: Parameters<Graph['set']>[1]): void {
    this.graph.set(this.output(), value, nameSite(this.operator));
  }
}
