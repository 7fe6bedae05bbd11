// One operator of the file, and its options, each checked when it is asked for. What its tensors become is the translations' matter.
import type { FusedActivation } from '../quantize/quantized-network.ts';
import type { Scalar } from './flatbuffer-table.ts';
import { TfliteFileError, TfliteGraphError, TfliteOperatorError } from './import-errors.ts';
import type { TfliteOperator } from './tflite-schema.ts';

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
  MUL: 21,
  RESHAPE: 17,
  MEAN: 27,
  REDUCE_PROD: 27,
  REDUCE_MAX: 27,
  SQUEEZE: 30,
  SUB: 28,
  STRIDED_SLICE: 32,
  SPLIT: 35,
  PACK: 59,
  LEAKY_RELU: 75,
  UNPACK: 64,
};

const FUSED: readonly (FusedActivation | string)[] = ['NONE', 'RELU', 'RELU_N1_TO_1', 'RELU6', 'TANH', 'SIGN_BIT'];

export class OperatorSite {
  readonly source: string;
  readonly operator: TfliteOperator;

  constructor(source: string, operator: TfliteOperator) {
    this.source = source;
    this.operator = operator;
    if (operator.options && operator.optionsType !== OPTIONS[operator.name] && operator.name in OPTIONS) {
      throw new TfliteFileError(
        source,
        `${nameSite(operator)} has options of type ${operator.optionsType} instead of ${OPTIONS[operator.name]}`,
      );
    }
  }

  fail(reason: string, nextStep: string): TfliteOperatorError {
    const { index, name } = this.operator;
    return new TfliteOperatorError(this.source, index, name, reason, nextStep);
  }

  /** Where the file contradicts itself. */
  contradict(problem: string): TfliteGraphError {
    return new TfliteGraphError(this.source, `${nameSite(this.operator)} ${problem}`);
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
    throw this.fail(`its fused activation is ${name}`, 'Make the activation a separate layer.');
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

  has(position: number): boolean {
    return (this.operator.inputs[position] ?? -1) >= 0;
  }

  /** The index of a tensor. */
  protected input(position: number): number {
    const index = this.operator.inputs[position] ?? -1;
    if (index < 0) throw this.contradict(`has no input ${position}`);
    return index;
  }

  protected output(): number {
    const { outputs } = this.operator;
    if (outputs.length !== 1) throw this.contradict(`has ${outputs.length} outputs instead of one`);
    return outputs[0];
  }
}

/** "operator 3 (CONV_2D)" */
export function nameSite({ index, name }: TfliteOperator): string {
  return `operator ${index} (${name})`;
}
