// CONV_2D and FULLY_CONNECTED (a convolution of one pixel). The input is copied, less its zero point, into a frame with its padding in
// place; from there each output pixel's taps are gathered into a row for the inner loop (packed-products.ts).
import { sizeOf } from '../network/shapes.ts';
import { outputMultipliers, type WeightedOperation } from '../quantize/multiplier.ts';
import { clampRange } from '../quantize/operation-geometry.ts';
import type { ActivationTensor, Conv2dOperation, FullyConnectedOperation } from '../quantize/quantized-network.ts';
import { requantize } from '../quantize/requantize.ts';
import { layFrame } from './frame.ts';
import type { Operand, Requantization, Step } from './operand.ts';
import { addProducts, LANES, packWeights } from './packed-products.ts';

/** A convolution's sizes, in pixels and in elements of the padded frame. */
interface Geometry {
  readonly rows: number;
  readonly columns: number;
  readonly filters: number;
  readonly kernelRows: number;
  /** elements of a kernel row: columns · channels */
  readonly kernelRowLength: number;
  readonly framePitch: number;
  readonly frameStepY: number;
  readonly frameStepX: number;
}

export function compileConvolution(operation: Conv2dOperation, input: Operand, output: Operand): Step {
  const channels = input.tensor.shape[2];
  const [rows, columns, filters] = output.tensor.shape;
  const [kernelRows, kernelColumns] = operation.kernel;
  const [strideY, strideX] = operation.strides;
  const laid = layFrame(operation, input.tensor, output.tensor);
  const framePitch = laid.columns * channels;
  const frame = new Float64Array(laid.rows * framePitch);
  const fill = compileFill(input, frame, framePitch, laid.top * framePitch + laid.left * channels);
  const compute = compileProducts(
    {
      rows,
      columns,
      filters,
      kernelRows,
      kernelRowLength: kernelColumns * channels,
      framePitch,
      frameStepY: strideY * framePitch,
      frameStepX: strideX * channels,
    },
    frame,
    operation,
    requantization(operation, input.tensor, output.tensor),
    output.values,
  );
  return () => {
    fill();
    compute();
  };
}

export function compileFullyConnected(operation: FullyConnectedOperation, input: Operand, output: Operand): Step {
  const { convolution, tensor } = asConvolution(operation, input.tensor);
  return compileConvolution(convolution, { ...input, tensor }, output);
}

/** The convolution of one pixel that a FULLY_CONNECTED is, and its input. */
export function asConvolution(
  operation: FullyConnectedOperation,
  input: ActivationTensor,
): { convolution: Conv2dOperation; tensor: ActivationTensor } {
  return {
    convolution: { ...operation, operator: 'CONV_2D', kernel: [1, 1], strides: [1, 1], padding: 'VALID' },
    tensor: { ...input, shape: [1, 1, sizeOf(input.shape)] },
  };
}

export function requantization(
  operation: WeightedOperation,
  input: ActivationTensor,
  output: ActivationTensor,
): Requantization {
  const multipliers = outputMultipliers(operation, input, output);
  const [lowest, highest] = clampRange(operation.activation, output);
  return {
    q: Int32Array.from(multipliers, ({ q }) => q),
    shift: Int8Array.from(multipliers, ({ shift }) => shift),
    zeroPoint: output.zeroPoint,
    lowest,
    highest,
  };
}

function compileFill(input: Operand, frame: Float64Array, framePitch: number, start: number): Step {
  const [rows, columns, channels] = input.tensor.shape;
  const { zeroPoint } = input.tensor;
  const { values } = input;
  const rowLength = columns * channels;
  return () => {
    for (let row = 0, from = 0; row < rows; row++) {
      const to = start + row * framePitch;
      for (let i = 0; i < rowLength; i++) frame[to + i] = values[from++] - zeroPoint;
    }
  };
}

function compileProducts(
  geometry: Geometry,
  frame: Float64Array,
  operation: Conv2dOperation,
  requantization: Requantization,
  output: Int8Array,
): Step {
  const { rows, columns, filters, kernelRows, kernelRowLength, framePitch, frameStepY, frameStepX } = geometry;
  const { q, shift, zeroPoint, lowest, highest } = requantization;
  const bias = new Int32Array(Math.ceil(filters / LANES) * LANES);
  bias.set(operation.bias);
  const taps = new Float64Array(kernelRows * kernelRowLength);
  const weights = packWeights(operation.weights, filters, taps.length);
  const sums = new Int32Array(LANES);
  const gather = (corner: number) => {
    for (let ky = 0, to = 0; ky < kernelRows; ky++) {
      const from = corner + ky * framePitch;
      for (let i = 0; i < kernelRowLength; i++) taps[to++] = frame[from + i];
    }
  };
  const computePixel = (at: number) => {
    for (let first = 0; first < filters; first += LANES) {
      for (let lane = 0; lane < LANES; lane++) sums[lane] = bias[first + lane];
      addProducts(taps, weights, first / LANES, sums);
      const end = Math.min(filters, first + LANES);
      for (let filter = first; filter < end; filter++) {
        const value = requantize(sums[filter - first], q[filter], shift[filter]) + zeroPoint;
        output[at + filter] = Math.min(highest, Math.max(lowest, value));
      }
    }
  };
  return () => {
    for (let row = 0, at = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, at += filters) {
        gather(row * frameStepY + column * frameStepX);
        computePixel(at);
      }
    }
  };
}
