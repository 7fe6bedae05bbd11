// Finds out what a quantized network's output means: from its last operators, from the labels, or from what the user says.
import { RetortError } from '../../proto/retort-error.ts';
import { sizeOf } from '../network/shapes.ts';
import type { QuantizedNetwork, QuantizedOperation, TableOperation } from '../quantize/quantized-network.ts';
import type { Head } from './student-image.ts';

/** What a user can say of it. */
export const headChoices = ['softmax', 'sigmoid', 'logit', 'multi-label', 'values'] as const;
export type HeadChoice = (typeof headChoices)[number];

export interface DeducedHead {
  readonly head: Head;
  /** What was assumed, where the network could mean something else; for people. */
  readonly assumed?: string;
}

/** What was said of the head contradicts the network. */
export class HeadChoiceError extends RetortError {
  readonly code = 'IMAGE_HEAD_CHOICE';
  readonly category = 'usage';
  override readonly name = 'HeadChoiceError';
  readonly choice: HeadChoice;
  constructor(choice: HeadChoice, problem: string) {
    super(`--head ${choice} does not fit the model: ${problem}`);
    this.choice = choice;
  }
}

/** `labels`: the number of names that the user gave, 0 where none. @throws HeadChoiceError */
export function deduceHead(network: QuantizedNetwork, labels: number, choice?: HeadChoice): DeducedHead {
  const { shape } = network.tensors.get(network.output)!;
  const { softmax } = network;
  if (softmax) {
    if (choice !== undefined && choice !== 'softmax') {
      throw new HeadChoiceError(choice, 'it ends in a SOFTMAX; leave --head out');
    }
    return { head: { kind: 'softmax', output: 'logits', shape, softmaxBeta: softmax.beta } };
  }
  const isSigmoid = endsInSigmoid(network);
  if (choice !== undefined) return { head: chosenHead(choice, shape, isSigmoid) };
  if (isSigmoid) {
    return { head: { kind: shape[2] === 1 ? 'binary' : 'multi-label', output: 'probabilities', shape } };
  }
  return headOfBareOutput(network, labels);
}

function chosenHead(choice: HeadChoice, shape: Head['shape'], isSigmoid: boolean): Head {
  const channels = shape[2];
  const output = isSigmoid ? 'probabilities' : 'logits';
  switch (choice) {
    case 'softmax':
      if (channels === 1) throw new HeadChoiceError(choice, 'it has one output; choose sigmoid, logit or values');
      return { kind: 'softmax', output, shape };
    case 'sigmoid':
    case 'logit':
      if (channels > 1) throw new HeadChoiceError(choice, `it has ${channels} outputs; choose softmax or multi-label`);
      if (choice === 'logit' && isSigmoid) {
        throw new HeadChoiceError(choice, 'its output comes from a LOGISTIC and is a probability; choose sigmoid');
      }
      return { kind: 'binary', output: choice === 'sigmoid' ? 'probabilities' : 'logits', shape };
    case 'multi-label':
      return { kind: 'multi-label', output, shape };
    case 'values':
      return { kind: 'values', output: 'values', shape };
  }
}

/** An output with nothing behind it is the logits of a classifier, unless its range or its shape says otherwise. */
function headOfBareOutput(network: QuantizedNetwork, labels: number): DeducedHead {
  const { shape } = network.tensors.get(network.output)!;
  const [rows, columns, channels] = shape;
  const named = labels > 0;
  const values = (why: string): DeducedHead => ({
    head: { kind: 'values', output: 'values', shape },
    assumed: `${why}, so its outputs are read as values, not as classes; use --head to change that`,
  });
  if (rows * columns > 1 && !named) return values(`it outputs a ${rows}×${columns} map without SOFTMAX or LOGISTIC`);
  if (channels === 1) {
    const bound = boundOf(network);
    if (bound) return values(`it ends in ${bound}, which logits never do`);
    const assumed =
      'one output without LOGISTIC is read as the logit of two classes; use --head values if it is a number';
    return { head: { kind: 'binary', output: 'logits', shape }, ...(!named && { assumed }) };
  }
  const input = network.tensors.get(network.input)!;
  if (!named && sizeOf(input.shape) === channels) return values('it has as many outputs as inputs');
  const assumed = `${channels} outputs without SOFTMAX are read as the logits of ${channels} classes; use --head multi-label or values if they are not`;
  return { head: { kind: 'softmax', output: 'logits', shape }, ...(!named && { assumed }) };
}

/** The operator that makes `tensor`, looking through reshapes. */
function makerOf({ operations }: QuantizedNetwork, tensor: string): QuantizedOperation | undefined {
  const maker = operations.find(({ output }) => output === tensor);
  return maker?.operator === 'RESHAPE' ? makerOf({ operations } as QuantizedNetwork, maker.inputs[0]) : maker;
}

/** Whether a LOGISTIC makes the output, as it is or brought to another scale. */
function endsInSigmoid(network: QuantizedNetwork): boolean {
  const last = makerOf(network, network.output);
  if (last?.operator === 'LOGISTIC') return true;
  if (last?.operator !== 'TABLE' || makerOf(network, last.inputs[0])?.operator !== 'LOGISTIC') return false;
  return keepsValues(network, last);
}

/** Every output stands for the same real number as its input, to within a step of it, or saturates. */
function keepsValues({ tensors }: QuantizedNetwork, { inputs, output, table }: TableOperation): boolean {
  const [from, to] = [tensors.get(inputs[0])!, tensors.get(output)!];
  return table.every((q, index) => {
    const steps = (from.scale * (index - 128 - from.zeroPoint)) / to.scale + to.zeroPoint;
    return Math.abs(Math.min(127, Math.max(-128, steps)) - q) <= 1;
  });
}

/** The last operator, where its range has a bound that a logit has not. */
function boundOf(network: QuantizedNetwork): string | undefined {
  const last = makerOf(network, network.output);
  if (last === undefined) return undefined;
  if (last.operator === 'TANH' || last.operator === 'HARD_SWISH') return last.operator;
  if (last.operator === 'TABLE') {
    return Math.min(...last.table) >= network.tensors.get(last.output)!.zeroPoint ? 'a ReLU' : undefined;
  }
  return 'activation' in last && last.activation !== 'NONE' ? last.activation : undefined;
}
