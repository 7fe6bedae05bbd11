// What is known while operators are translated in order: which tensor holds which activation or folded constant, and the network so far.
// Shapes come from the translation; what the file says of them is only compared.
import { grouped } from '../../proto/numbers.ts';
import type { ActivationTensor, Edge, QuantizedOperation, SoftmaxAfter } from '../quantize/quantized-network.ts';
import { TfliteGraphError } from './import-errors.ts';
import { identityTable } from './rescale-tables.ts';
import { checkSize, type Dims, describeActivation, toShape } from './tensors.ts';
import type { TfliteModel, TfliteTensor } from './tflite-schema.ts';

/** An activation tensor, and its dimensions in the file: batch first, where there is one. */
export interface Activation {
  readonly kind: 'activation';
  readonly tensor: ActivationTensor;
  readonly dims: Dims;
}
/** Whole numbers that are known when importing. */
export interface FoldedConstant {
  readonly kind: 'constant';
  readonly values: readonly number[];
  readonly dims: Dims;
}
/** What a SOFTMAX makes; only the network's end may be this. */
export interface Probabilities {
  readonly kind: 'probabilities';
  readonly dims: Dims;
}
/** An activation as more axes than rows, columns and channels; only another reshape can read it. */
export interface Reshaped {
  readonly kind: 'reshaped';
  readonly source: Activation;
  readonly dims: Dims;
}
/** What is int8, on the board or behind a SOFTMAX on the host. */
export type Inside = Activation | Probabilities | Reshaped;
/** What is not int8, outside the model's QUANTIZE and DEQUANTIZE. */
export interface Outside {
  readonly kind: 'outside';
  readonly edge: Exclude<Edge, { type: 'int8' }>;
  /** What it was made of; absent for the model's input. */
  readonly inside?: Inside;
  readonly dims: Dims;
}
type Value = Inside | FoldedConstant | Outside;

/** Of all weights, scales and biases. */
const MOST_ELEMENTS = 2 ** 25;
/** Of functions of one another, in a row. */
const MOST_STEPS = 8;

export class Graph {
  readonly source: string;
  readonly model: TfliteModel;
  readonly tensors = new Map<string, ActivationTensor>();
  readonly operations: QuantizedOperation[] = [];
  /** The network's input; undefined until a QUANTIZE makes it, where the model's is not int8. */
  input: Activation | undefined;
  /** What the model's input is where it is not int8. */
  outsideInput: Outside['edge'] | undefined;
  /** With what enters it. */
  softmax: { readonly logits: Activation; readonly after: SoftmaxAfter } | undefined;
  readonly #values = new Map<number, Value>();
  readonly #makers = new Map<string, QuantizedOperation>();
  readonly #owners = new Map<string, number>();
  #spent = 0;

  constructor(model: TfliteModel, source: string) {
    this.model = model;
    this.source = source;
  }

  /** Undefined for a constant that lies in the file. Throws where no operator before has made it. */
  valueOf(index: number, reader: string): Value | undefined {
    const value = this.#values.get(index);
    const tensor = this.model.tensors[index];
    if (value === undefined && tensor.data.length === 0) {
      throw new TfliteGraphError(
        this.source,
        `${reader} reads tensor "${tensor.name}" (${index}), which no operator before it makes`,
      );
    }
    return value;
  }

  /** Tensor `index` as a separate activation, with the quantization that the file gives it. */
  describe(index: number, dims: Dims, maker: string): Activation {
    const file = this.model.tensors[index];
    checkSize(dims, file.name, this.source);
    this.#checkDims(file, dims, maker);
    const tensor = describeActivation(file, this.nameOf(index), toShape(dims), this.source);
    return { kind: 'activation', tensor, dims };
  }

  /** The file's name for tensor `index`, with its place where that is taken or empty. `owner`: the same name for the same number only. */
  nameOf(index: number, owner = index): string {
    let { name } = this.model.tensors[index];
    while (name === '' || (this.#owners.get(name) ?? owner) !== owner) name += `#${index}`;
    this.#owners.set(name, owner);
    return name;
  }

  /** Copies and expansions of what lies in the file are counted, since a small file can ask for large ones. */
  spend(elements: number): void {
    this.#spent += elements;
    if (this.#spent <= MOST_ELEMENTS) return;
    throw new TfliteGraphError(
      this.source,
      `it has more than ${grouped(MOST_ELEMENTS)} weights, including the zeros between them`,
      'Use smaller kernels and dilations.',
    );
  }

  /** The tensor of which `tensor` is a function of each value by itself, and that function's values from −128 on; at least itself. */
  functionOf(tensor: ActivationTensor): { readonly of: string; readonly table: Int8Array } {
    let of = tensor.name;
    let table = identityTable;
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      const maker = this.#makers.get(of);
      if (!maker || !('table' in maker)) break;
      [of] = maker.inputs;
      const outer = table;
      table = maker.table.map((value) => outer[value + 128]);
    }
    return { of, table };
  }

  /** `input` is the network's, which the host fills. */
  enter(input: Activation): void {
    this.input = input;
    this.tensors.set(input.tensor.name, input.tensor);
  }

  add(operation: QuantizedOperation, output: Activation): void {
    this.tensors.set(output.tensor.name, output.tensor);
    this.operations.push(operation);
    this.#makers.set(output.tensor.name, operation);
  }

  /** From here on tensor `index` is `value`. */
  set(index: number, value: Value, maker: string): void {
    const file = this.model.tensors[index];
    if (this.#values.has(index) || file.data.length > 0) {
      throw new TfliteGraphError(this.source, `${maker} makes tensor "${file.name}" (${index}), which already exists`);
    }
    this.#checkDims(file, value.dims, maker);
    this.#values.set(index, value);
  }

  /** A dimension that the signature leaves open may have any number in the file. */
  #checkDims(file: TfliteTensor, dims: Dims, maker: string): void {
    const fits =
      file.shape.length === dims.length &&
      file.shape.every((length, axis) => length === dims[axis] || file.signature[axis] === -1);
    if (fits) return;
    throw new TfliteGraphError(
      this.source,
      `${maker} makes [${dims}] by its inputs and options, but the file gives [${file.shape}] for "${file.name}"`,
    );
  }
}
