// One operator while it is translated: its inputs, options and output, each checked when it is asked for.
import type { FusedActivation, QuantizedOperation } from '../quantize/quantized-network.ts';
import type { Scalar } from './flatbuffer-table.ts';
import { type Activation, type Graph, nameSite } from './graph.ts';
import { TfliteFileError, TfliteGraphError, TfliteOperatorError } from './import-errors.ts';
import { type Dims, type FileWeights, readBias, readWeights, readWholeNumbers } from './tensors.ts';
import type { TfliteOperator, TfliteTensor } from './tflite-schema.ts';

/** Which member of the union BuiltinOptions belongs to which operator (schema.fbs). */
const OPTIONS: Readonly<Record<string, number>> = {
  CONV_2D: 1,
  DEPTHWISE_CONV_2D: 2,
  AVERAGE_POOL_2D: 5,
  MAX_POOL_2D: 5,
  FULLY_CONNECTED: 8,
  SOFTMAX: 9,
  CONCATENATION: 10,
  ADD: 11,
  RESHAPE: 17,
  MEAN: 27,
  REDUCE_PROD: 27,
  SQUEEZE: 30,
  STRIDED_SLICE: 32,
  PACK: 59,
};

const FUSED: readonly (FusedActivation | string)[] = ['NONE', 'RELU', 'RELU_N1_TO_1', 'RELU6', 'TANH', 'SIGN_BIT'];

/** An operation without what the site knows: its name and its output. */
type Unplaced<T> = T extends QuantizedOperation ? Omit<T, 'name' | 'output' | 'inputs'> : never;
export type UnplacedOperation = Unplaced<QuantizedOperation>;

export class Site {
  readonly graph: Graph;
  readonly operator: TfliteOperator;

  constructor(graph: Graph, operator: TfliteOperator) {
    this.graph = graph;
    this.operator = operator;
    if (operator.options && operator.optionsType !== OPTIONS[operator.name] && operator.name in OPTIONS) {
      throw new TfliteFileError(
        graph.source,
        `${nameSite(operator)} has options of type ${operator.optionsType} instead of ${OPTIONS[operator.name]}`,
      );
    }
  }

  fail(reason: string, nextStep: string): TfliteOperatorError {
    const { index, name } = this.operator;
    return new TfliteOperatorError(this.graph.source, index, name, reason, nextStep);
  }

  /** Where the file contradicts itself. */
  contradict(problem: string): TfliteGraphError {
    return new TfliteGraphError(this.graph.source, `${nameSite(this.operator)} ${problem}`);
  }

  option(slot: number, type: Scalar, absent: number): number {
    return this.operator.options?.scalar(slot, type, absent) ?? absent;
  }

  /** Numbers of an option that is a vector; empty where it is absent. */
  optionNumbers(slot: number, name: string): number[] {
    return this.operator.options?.numbers(slot, 'int32', name) ?? [];
  }

  fusedActivation(slot: number): FusedActivation {
    const code = this.option(slot, 'int8', 0);
    const name = FUSED[code] ?? `activation ${code}`;
    if (name === 'NONE' || name === 'RELU' || name === 'RELU_N1_TO_1' || name === 'RELU6') return name;
    throw this.fail(`its fused activation is ${name}`, 'Make the activation a layer of its own.');
  }

  padding(slot: number): 'SAME' | 'VALID' {
    const code = this.option(slot, 'int8', 0);
    if (code !== 0 && code !== 1) throw this.contradict(`has padding ${code}, which is neither SAME (0) nor VALID (1)`);
    return code === 0 ? 'SAME' : 'VALID';
  }

  /** [rows, columns] of an option that must be at least 1; files have the columns first. */
  pair(columnsSlot: number, rowsSlot: number, absent: number, what: string): readonly [number, number] {
    const pair = [this.option(rowsSlot, 'int32', absent), this.option(columnsSlot, 'int32', absent)] as const;
    if (pair.some((size) => size < 1)) throw this.contradict(`has a ${what} of ${pair.join('×')}`);
    return pair;
  }

  /** Throws where `multiplier`, of one scale by another, is not below `limit`: what TFLM's arithmetic holds. */
  checkMultiplier(multiplier: number, limit: number): void {
    if (multiplier < limit) return;
    throw this.fail(
      `a multiplier of its is ${multiplier}, and the arithmetic holds less than ${limit}`,
      'Convert with a representative data set that covers the real inputs; scales this far apart look like a mistake.',
    );
  }

  has(position: number): boolean {
    return (this.operator.inputs[position] ?? -1) >= 0;
  }

  /** Undefined for a constant that lies in the file. */
  value(position: number): ReturnType<Graph['valueOf']> {
    return this.graph.valueOf(this.#input(position), nameSite(this.operator));
  }

  activation(position: number): Activation {
    const value = this.value(position);
    if (value?.kind === 'activation') return value;
    if (value?.kind === 'probabilities') {
      throw this.fail('it reads what SOFTMAX makes, and SOFTMAX is only for the end', 'End the model in its SOFTMAX.');
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

  /** The tensor as the file describes it. */
  file(position: number): TfliteTensor {
    return this.graph.model.tensors[this.#input(position)];
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
    return this.graph.describe(this.#output(), dims, nameSite(this.operator));
  }

  /** The operator becomes `operation`, which makes `output` of `inputs`. */
  become(operation: UnplacedOperation, inputs: readonly Activation[], output: Activation): void {
    this.precede(operation, inputs, output);
    this.graph.set(this.#output(), output, nameSite(this.operator));
  }

  /** An operation before the one that the operator becomes; `output` is a tensor between them. */
  precede(operation: UnplacedOperation, inputs: readonly Activation[], output: Activation): void {
    const name = `${operation.operator.toLowerCase()}-${this.operator.index}`;
    const placed = { ...operation, name, inputs: inputs.map(({ tensor }) => tensor.name), output: output.tensor.name };
    this.graph.add(placed, output);
  }

  /** The output is `value`, without an operation. */
  resolve(value: Parameters<Graph['set']>[1]): void {
    this.graph.set(this.#output(), value, nameSite(this.operator));
  }

  #input(position: number): number {
    const index = this.operator.inputs[position] ?? -1;
    if (index < 0) throw this.contradict(`lacks its input ${position}`);
    return index;
  }

  #output(): number {
    const { outputs } = this.operator;
    if (outputs.length !== 1) throw this.contradict(`has ${outputs.length} outputs instead of one`);
    return outputs[0];
  }
}
