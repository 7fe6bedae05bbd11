// One operator of the file, and its options, each checked when it is asked for. What its tensors become is the translations' matter.
import type { FusedActivation } from '../quantize/quantized-network.ts';
import { TfliteFileError, TfliteGraphError, TfliteOperatorError } from './import-errors.ts';
import { fieldOf, type OptionName, optionsMemberOf } from './operator-options.ts';
import type { TfliteOperator } from './tflite-schema.ts';

const FUSED: readonly (FusedActivation | string)[] = ['NONE', 'RELU', 'RELU_N1_TO_1', 'RELU6', 'TANH', 'SIGN_BIT'];

export class OperatorSite {
  readonly source: string;
  readonly operator: TfliteOperator;

  constructor(source: string, operator: TfliteOperator) {
    this.source = source;
    this.operator = operator;
    const member = optionsMemberOf(operator.name);
    if (operator.options && member !== undefined && operator.optionsType !== member) {
      throw new TfliteFileError(
        source,
        `${nameSite(operator)} has options of type ${operator.optionsType} instead of ${member}`,
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

  /** An enum's number, a flag as 0 or 1. */
  option(name: OptionName): number {
    const { slot, type, absent } = fieldOf(this.operator.name, name);
    return this.operator.options?.scalar(slot, type, absent) ?? absent;
  }

  /** Numbers of an option that is a vector; empty where it is absent. */
  optionNumbers(name: 'newShape' | 'squeezeDims'): number[] {
    return this.operator.options?.numbers(fieldOf(this.operator.name, name).slot, 'int32', name) ?? [];
  }

  fusedActivation(): FusedActivation {
    const code = this.option('fusedActivation');
    const name = FUSED[code] ?? `activation ${code}`;
    if (name === 'NONE' || name === 'RELU' || name === 'RELU_N1_TO_1' || name === 'RELU6') return name;
    throw this.fail(`its fused activation is ${name}`, 'Make the activation a separate layer.');
  }

  padding(): 'SAME' | 'VALID' {
    const code = this.option('padding');
    if (code !== 0 && code !== 1) throw this.contradict(`has padding ${code}, which is neither SAME (0) nor VALID (1)`);
    return code === 0 ? 'SAME' : 'VALID';
  }

  /** [rows, columns], each at least 1. */
  pair(what: 'stride' | 'filter' | 'dilation'): readonly [number, number] {
    const pair = [this.option(`${what}Height`), this.option(`${what}Width`)] as const;
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
