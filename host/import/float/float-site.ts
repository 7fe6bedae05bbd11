// One operator of a float model while it is translated: its inputs and output, each checked when it is asked for.
import type { Activation, Layer, Weight } from '../../network/network.ts';
import { networkInput } from '../../network/shapes.ts';
import { nameSite, OperatorSite } from '../operator-site.ts';
import { type Dims, readWholeNumbers, toShape } from '../tensors.ts';
import type { TfliteOperator, TfliteTensor } from '../tflite-schema.ts';
import type { FloatActivation, FloatGraph } from './float-graph.ts';
import { readFloats } from './float-tensors.ts';

/** What to do where an operator has no layer to become. */
export const giveAsSavedModel = 'Give the model as a SavedModel (model.export), which TensorFlow itself runs.';

export class FloatSite extends OperatorSite {
  readonly graph: FloatGraph;

  constructor(graph: FloatGraph, operator: TfliteOperator) {
    super(graph.source, operator);
    this.graph = graph;
  }

  /** Undefined for a constant that lies in the file. */
  value(position: number): ReturnType<FloatGraph['valueOf']> {
    return this.graph.valueOf(this.input(position), nameSite(this.operator));
  }

  /** With its values in the order that its shape in the file says, or any order where `flat`: a layer that flattens does not mind. */
  activation(position: number, flat = false): FloatActivation {
    const value = this.value(position);
    if (value?.kind !== 'activation') {
      const what =
        value === undefined
          ? 'a constant'
          : (({ probabilities: 'what SOFTMAX makes', padded: 'padded with zeros' } as Record<string, string>)[
              value.kind
            ] ?? 'a constant');
      throw this.fail(`its input ${position} ("${this.file(position).name}") is ${what}`, giveAsSavedModel);
    }
    if (!flat && toShape(value.dims).join() !== value.shape.join()) {
      throw this.fail(`it reads [${value.shape}] reshaped to [${value.dims}]`, giveAsSavedModel);
    }
    return value;
  }

  /** [1, rows, columns, channels]. */
  image(position: number): FloatActivation {
    const input = this.activation(position);
    if (input.dims.length !== 4) throw this.contradict(`reads [${input.dims}], not [1, rows, columns, channels]`);
    return input;
  }

  isConstant(position: number): boolean {
    const value = this.value(position);
    return value === undefined || value.kind === 'constant';
  }

  /** float32, whatever the file stores, with its dimensions there. */
  constant(position: number): { readonly values: Float32Array; readonly dims: Dims } {
    const value = this.value(position);
    if (value?.kind === 'constant') return value;
    if (value !== undefined) throw this.fail('its weights are computed', giveAsSavedModel);
    const file = this.file(position);
    this.graph.spend(file.data.length);
    return { values: readFloats(file, this.source), dims: file.shape };
  }

  /** [channels], absent where there is none. */
  bias(position: number, channels: number): Readonly<Record<string, Weight>> {
    if (!this.has(position)) return {};
    const { values, dims } = this.constant(position);
    if (values.length !== channels) throw this.contradict(`has a bias of [${dims}] for ${channels} channels`);
    return { bias: { shape: [channels], data: values } };
  }

  /** Of a constant in the file, at most 64 numbers. */
  wholeNumbers(position: number): number[] {
    if (this.value(position) === undefined) return readWholeNumbers(this.file(position), 64, this.source);
    throw this.fail(`its input ${position} ("${this.file(position).name}") is computed`, giveAsSavedModel);
  }

  file(position: number): TfliteTensor {
    return this.graph.model.tensors[this.input(position)];
  }

  /** What the file says of the output. */
  outputFile(): TfliteTensor {
    return this.graph.model.tensors[this.output()];
  }

  /** Whether the model puts out what the operator makes. */
  endsModel(): boolean {
    return this.graph.model.outputs.includes(this.output());
  }

  activationOption(): Activation {
    const name = this.fusedActivation();
    if (name === 'NONE') return 'linear';
    if (name === 'RELU_N1_TO_1') throw this.fail(`its fused activation is ${name}`, giveAsSavedModel);
    return name === 'RELU' ? 'relu' : 'relu6';
  }

  /** The operator becomes a layer of that name, "conv_2d-3", with its output of `dims`. */
  become(layer: Layer, weights: Readonly<Record<string, Weight>>, dims: Dims): FloatActivation {
    this.graph.add(layer, weights);
    return this.resolve({ kind: 'activation', layer: layer.name, shape: toShape(dims), dims });
  }

  /** The output is `value`, without a layer. */
  resolve<V extends Parameters<FloatGraph['set']>[1]>(value: V): V {
    this.graph.set(this.output(), value, nameSite(this.operator));
    return value;
  }

  /** Of the layer that the operator becomes. */
  get layerName(): string {
    return `${this.operator.name.toLowerCase()}-${this.operator.index}`;
  }
}

/** Whether nothing but its shape has been done to the network's input. */
export function isInput({ layer }: FloatActivation): boolean {
  return layer === networkInput;
}
