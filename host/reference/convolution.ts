// CONV_2D and FULLY_CONNECTED (a convolution of one pixel). The input is copied, less its zero point, into a frame with its padding in
// place, so that the inner loop runs over contiguous values: a kernel row's columns and channels, four output channels at a time.
import { outputMultipliers, type WeightedOperation } from '../quantize/multiplier.ts';
import { clampRange, paddingBefore } from '../quantize/operation-geometry.ts';
import type { ActivationTensor, Conv2dOperation, FullyConnectedOperation } from '../quantize/quantized-network.ts';
import type { Operand, Requantization, Step } from './operand.ts';
import { requantize } from './requantize.ts';

const LANES = 4;

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
  const [inputRows, inputColumns, channels] = input.tensor.shape;
  const [rows, columns, filters] = output.tensor.shape;
  const [kernelRows, kernelColumns] = operation.kernel;
  const [strideY, strideX] = operation.strides;
  const top = paddingBefore(inputRows, rows, kernelRows, strideY, operation.padding);
  const left = paddingBefore(inputColumns, columns, kernelColumns, strideX, operation.padding);
  const frameRows = Math.max(top + inputRows, (rows - 1) * strideY + kernelRows);
  const framePitch = Math.max(left + inputColumns, (columns - 1) * strideX + kernelColumns) * channels;
  const frame = new Int32Array(frameRows * framePitch);
  const fill = compileFill(input, frame, framePitch, top * framePitch + left * channels);
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
  const length = input.values.length;
  return compileConvolution(
    { ...operation, operator: 'CONV_2D', kernel: [1, 1], strides: [1, 1], padding: 'VALID' },
    { tensor: { ...input.tensor, shape: [1, 1, length] }, values: input.values },
    output,
  );
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

function compileFill(input: Operand, frame: Int32Array, framePitch: number, start: number): Step {
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

/** Weights [filters, taps] as [filters / 4, taps, 4], 0 for filters that are not there. */
function interleave(weights: Int8Array, filters: number, taps: number): Int8Array {
  const groups = Math.ceil(filters / LANES);
  const interleaved = new Int8Array(groups * taps * LANES);
  for (let filter = 0; filter < filters; filter++) {
    const first = Math.floor(filter / LANES) * taps * LANES + (filter % LANES);
    for (let tap = 0; tap < taps; tap++) interleaved[first + tap * LANES] = weights[filter * taps + tap];
  }
  return interleaved;
}

function compileProducts(
  geometry: Geometry,
  frame: Int32Array,
  operation: Conv2dOperation,
  requantization: Requantization,
  output: Int8Array,
): Step {
  const { rows, columns, filters, kernelRows, kernelRowLength, framePitch, frameStepY, frameStepX } = geometry;
  const weights = interleave(operation.weights, filters, kernelRows * kernelRowLength);
  const bias = new Int32Array(Math.ceil(filters / LANES) * LANES);
  bias.set(operation.bias);
  const { q, shift, zeroPoint, lowest, highest } = requantization;
  const write = (at: number, filter: number, accumulator: number) => {
    if (filter >= filters) return;
    const value = requantize(accumulator, q[filter], shift[filter]) + zeroPoint;
    output[at + filter] = Math.min(highest, Math.max(lowest, value));
  };
  return () => {
    for (let row = 0, at = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, at += filters) {
        const corner = row * frameStepY + column * frameStepX;
        for (let filter = 0, w = 0; filter < filters; filter += LANES) {
          let a = bias[filter];
          let b = bias[filter + 1];
          let c = bias[filter + 2];
          let d = bias[filter + 3];
          for (let ky = 0; ky < kernelRows; ky++) {
            const start = corner + ky * framePitch;
            const end = start + kernelRowLength;
            for (let i = start; i < end; i++, w += LANES) {
              const x = frame[i];
              a = (a + Math.imul(x, weights[w])) | 0;
              b = (b + Math.imul(x, weights[w + 1])) | 0;
              c = (c + Math.imul(x, weights[w + 2])) | 0;
              d = (d + Math.imul(x, weights[w + 3])) | 0;
            }
          }
          write(at, filter, a);
          write(at, filter + 1, b);
          write(at, filter + 2, c);
          write(at, filter + 3, d);
        }
      }
    }
  };
}
