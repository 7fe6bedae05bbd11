// Groups a network's operations into the layers that the core runs: an ADD, a SUB or an activation goes along with the operation before it as its
// second pass, a PAD with the convolution behind it; a RESHAPE that moves nothing costs nothing. Decides which tensors share memory; addresses are
// memory-map.ts's.
import type {
  AddOperation,
  PadOperation,
  QuantizedNetwork,
  QuantizedOperation,
  ReshapeOperation,
  TableOperation,
} from '../quantize/quantized-network.ts';
import { lieAlike } from './lower-reshape.ts';

export type SecondPass = AddOperation | TableOperation;
/** What the first pass computes; an ADD or activation that stands alone is a copy with a second pass. */
export type FirstPass = Exclude<QuantizedOperation, SecondPass> | undefined;

export function isAdd(operation: QuantizedOperation): operation is AddOperation {
  return operation.operator === 'ADD' || operation.operator === 'SUB';
}

export interface Layer {
  /** In the network's order; at least one. */
  readonly operations: readonly QuantizedOperation[];
  readonly pad?: PadOperation;
  readonly first: FirstPass;
  readonly second?: SecondPass;
  /** What the first pass reads. */
  readonly input: string;
  /** CONCATENATION: the inputs behind the first. */
  readonly others: readonly string[];
  /** What the first pass computes, and would write if there were no second. */
  readonly value: string;
  readonly output: string;
  /** ADD and SUB: the other input. Its memory becomes the output's, or it is copied there first. */
  readonly former?: string;
  readonly copiesFormer: boolean;
}

export interface FormedNetwork {
  readonly layers: readonly Layer[];
  /** The tensor whose memory a tensor lies in, by name; the tensor itself if it has its own memory. */
  readonly storageOf: ReadonlyMap<string, string>;
}

const fusable = new Set([
  'CONV_2D',
  'DEPTHWISE_CONV_2D',
  'FULLY_CONNECTED',
  'MAX_POOL_2D',
  'AVERAGE_POOL_2D',
  'MEAN',
  'MUL',
]);

export function formLayers(network: QuantizedNetwork): FormedNetwork {
  const former = new LayerFormer(network);
  return { layers: former.layers, storageOf: former.storageOf };
}

class LayerFormer {
  readonly layers: Layer[] = [];
  readonly storageOf: Map<string, string>;
  readonly #network: QuantizedNetwork;
  readonly #done = new Set<QuantizedOperation>();
  readonly #pads = new Map<string, PadOperation>();

  constructor(network: QuantizedNetwork) {
    this.#network = network;
    this.storageOf = new Map([[network.input, network.input]]);
    for (const [index, operation] of network.operations.entries()) {
      if (!this.#done.has(operation)) this.#form(operation, index);
    }
  }

  #form(operation: QuantizedOperation, index: number): void {
    if (operation.operator === 'RESHAPE' && this.#movesNothing(operation)) {
      this.storageOf.set(operation.output, this.storageOf.get(operation.inputs[0])!);
      return;
    }
    if (operation.operator === 'PAD' && this.#isReadByWindow(operation)) {
      this.#pads.set(operation.output, operation);
      return;
    }
    if (isAdd(operation)) this.#formAdd(operation, index);
    else if ('table' in operation) this.#formTable(operation);
    else this.#formFirst(operation, index);
  }

  /** The network's input has no padding, whatever its shape; but it lies in a slot, in which the board does not look for logits. */
  #movesNothing({ inputs: [input], output }: ReshapeOperation): boolean {
    const [before, after] = [input, output].map((name) => this.#network.tensors.get(name)!.shape);
    if (this.storageOf.get(input) === this.#network.input) return output !== this.#network.output;
    return lieAlike(before, after);
  }

  /** A PAD of rows and columns needs no memory where a convolution alone reads it: what its window finds outside is the same. */
  #isReadByWindow({ pads, output }: PadOperation): boolean {
    const readers = this.#readers(output);
    const [reader] = readers;
    return (
      output !== this.#network.output &&
      readers.length === 1 &&
      (reader.operator === 'CONV_2D' || reader.operator === 'DEPTHWISE_CONV_2D') &&
      pads[2].every((count) => count === 0)
    );
  }

  #formFirst(operation: Exclude<FirstPass, undefined>, index: number): void {
    const pad = this.#pads.get(operation.inputs[0]);
    const input = pad?.inputs[0] ?? operation.inputs[0];
    const second = this.#secondPassOf(operation, input, index);
    const operations = [...(pad ? [pad] : []), operation, ...(second ? [second] : [])];
    const former = second && isAdd(second) ? otherInput(second, operation.output) : undefined;
    const output = (second ?? operation).output;
    const others = operation.inputs.slice(1);
    this.#add({ operations, pad, first: operation, second, input, others, value: operation.output, output, former });
  }

  #formTable(operation: TableOperation): void {
    const [input] = operation.inputs;
    this.#add({
      operations: [operation],
      first: undefined,
      second: operation,
      input,
      value: input,
      output: operation.output,
    });
  }

  #formAdd(operation: AddOperation, index: number): void {
    const [left, right] = operation.inputs;
    const rightMayGo = left !== right && this.#mayGo(right, operation, index);
    const [value, former] = rightMayGo || !this.#mayGo(left, operation, index) ? [left, right] : [right, left];
    const copies = left === right || !this.#mayGo(former, operation, index);
    this.#add(
      {
        operations: [operation],
        first: undefined,
        second: operation,
        input: value,
        value,
        output: operation.output,
        former,
      },
      copies,
    );
  }

  #add(
    unfinished: Omit<Layer, 'copiesFormer' | 'others'> & Partial<Pick<Layer, 'others'>>,
    copiesFormer = false,
  ): void {
    const layer = { others: [], ...unfinished };
    const inPlace = layer.former !== undefined && !copiesFormer;
    this.storageOf.set(layer.output, inPlace ? this.storageOf.get(layer.former!)! : layer.output);
    for (const operation of layer.operations) this.#done.add(operation);
    this.layers.push({ ...layer, copiesFormer });
  }

  /** The operation that alone reads this one's output, where it can be done at once. */
  #secondPassOf(operation: Exclude<FirstPass, undefined>, input: string, index: number): SecondPass | undefined {
    const { operator, output } = operation;
    const readers = this.#readers(output);
    if (!fusable.has(operator) || output === this.#network.output || readers.length !== 1) return undefined;
    const [reader] = readers;
    if ('table' in reader) return reader;
    if (!isAdd(reader) || reader.inputs[0] === reader.inputs[1]) return undefined;
    const former = otherInput(reader, output);
    const apart = this.storageOf.get(former) !== this.storageOf.get(input);
    return apart && this.#mayGo(former, reader, index) ? reader : undefined;
  }

  /** Whether operation `index`, on behalf of `reader`, may overwrite a tensor: it is computed, and nobody else reads it later. */
  #mayGo(tensor: string, reader: QuantizedOperation, index: number): boolean {
    const storage = this.storageOf.get(tensor);
    if (storage === undefined || storage === this.#network.input) return false;
    const sharing = [...this.storageOf].filter(([, other]) => other === storage).map(([name]) => name);
    return sharing.every(
      (name) =>
        name !== this.#network.output &&
        this.#readers(name).every((other) => other === reader || this.#runsAt(other) < index),
    );
  }

  /** A PAD that costs nothing is done where its reader is. */
  #runsAt(operation: QuantizedOperation): number {
    const runs = this.#pads.has(operation.output) ? this.#readers(operation.output)[0] : operation;
    return this.#network.operations.indexOf(runs);
  }

  #readers(tensor: string): QuantizedOperation[] {
    return this.#network.operations.filter(({ inputs }) => inputs.includes(tensor));
  }
}

function otherInput({ inputs: [left, right] }: AddOperation, tensor: string): string {
  return left === tensor ? right : left;
}
