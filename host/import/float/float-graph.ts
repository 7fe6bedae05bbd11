// What is known while the operators of a float model are translated in order: which tensor holds which layer's output, and the network so far.
import { grouped } from '../../../proto/numbers.ts';
import type { Layer, Weight } from '../../network/network.ts';
import { type ActivationShape, networkInput, sizeOf } from '../../network/shapes.ts';
import { TfliteGraphError } from '../import-errors.ts';
import { checkSize, type Dims, toShape } from '../tensors.ts';
import type { TfliteModel } from '../tflite-schema.ts';

/** What a layer puts out, and its dimensions in the file (batch first), which a RESHAPE may have changed without moving a value. */
export interface FloatActivation {
  readonly kind: 'activation';
  readonly layer: string;
  readonly shape: ActivationShape;
  readonly dims: Dims;
}
type FloatValue =
  | FloatActivation
  /** Made of constants when importing. */
  | { readonly kind: 'constant'; readonly values: Float32Array; readonly dims: Dims }
  /** Zeros around an activation, which a convolution's padding has to stand for: [before, after] of rows and columns. */
  | {
      readonly kind: 'padded';
      readonly inner: FloatActivation;
      readonly pads: readonly (readonly [number, number])[];
      readonly dims: Dims;
    }
  /** What a SOFTMAX makes of logits; only the model's end may be this. */
  | { readonly kind: 'probabilities'; readonly logits: FloatActivation; readonly dims: Dims }
  /** The model's input, quantized outside: what a DEQUANTIZE makes of it. */
  | { readonly kind: 'quantized'; readonly inner: FloatActivation; readonly dims: Dims }
  /** Whole numbers that are computed of shapes, for a RESHAPE. */
  | { readonly kind: 'shape' };

/** Of all weights. */
const mostElements = 2 ** 26;

export class FloatGraph {
  readonly source: string;
  readonly model: TfliteModel;
  readonly layers: Layer[] = [];
  readonly weights = new Map<string, Weight>();
  /** [rows, columns, channels] that the first layer reads. */
  inputShape: ActivationShape = [1, 1, 1];
  readonly #values = new Map<number, FloatValue>();
  #spent = 0;

  constructor(model: TfliteModel, source: string) {
    this.model = model;
    this.source = source;
  }

  /** Undefined for a constant that lies in the file. Throws TfliteGraphError where no operator before has made it. */
  valueOf(index: number, reader: string): FloatValue | undefined {
    const value = this.#values.get(index);
    const { name, data } = this.model.tensors[index];
    if (value === undefined && data.length === 0) {
      throw new TfliteGraphError(
        this.source,
        `${reader} reads tensor "${name}" (${index}), which no earlier operator makes`,
      );
    }
    return value;
  }

  /** From here on tensor `index` is `value`. Throws TfliteGraphError where the file says otherwise. */
  set(index: number, value: FloatValue, maker: string): void {
    const { name, data, shape, signature } = this.model.tensors[index];
    if (this.#values.has(index) || data.length > 0) {
      throw new TfliteGraphError(this.source, `${maker} makes tensor "${name}" (${index}), which already exists`);
    }
    this.#values.set(index, value);
    if (value.kind === 'shape') return;
    const { dims } = value;
    checkSize(value.kind === 'constant' ? [sizeOf(dims)] : dims, name, this.source);
    const fits =
      shape.length === dims.length && shape.every((length, at) => length === dims[at] || signature[at] === -1);
    if (!fits)
      throw new TfliteGraphError(this.source, `${maker} makes [${dims}], but the file gives [${shape}] for "${name}"`);
  }

  /** The values as they lie in memory, read as rows, columns and channels of other lengths: only of the network's input. */
  reshapeInput(dims: Dims): FloatActivation {
    this.inputShape = toShape(dims);
    return { kind: 'activation', layer: networkInput, shape: this.inputShape, dims };
  }

  /** Appends a layer with its weights by their names in it. */
  add(layer: Layer, weights: Readonly<Record<string, Weight>>): void {
    this.layers.push(layer);
    for (const [name, weight] of Object.entries(weights)) {
      this.spend(weight.data.length);
      this.weights.set(`${layer.name}/${name}`, weight);
    }
  }

  /** Constants are counted when they are read, since operators can share them in a small file. */
  spend(elements: number): void {
    this.#spent += elements;
    if (this.#spent <= mostElements) return;
    throw new TfliteGraphError(
      this.source,
      `it has more than ${grouped(mostElements)} weights`,
      'Use a smaller model.',
    );
  }
}
