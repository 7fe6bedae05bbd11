// The input of a convolution with its padding in place, as both the TypeScript and the kernels lay it out.
import { paddingBefore } from '../quantize/operation-geometry.ts';
import type { ActivationTensor, Conv2dOperation } from '../quantize/quantized-network.ts';

export interface Frame {
  /** Pixels of padding before the input. */
  readonly top: number;
  readonly left: number;
  /** Of all that the windows and the input cover, in pixels. */
  readonly rows: number;
  readonly columns: number;
}

export function layFrame(
  { kernel, strides, padding }: Pick<Conv2dOperation, 'kernel' | 'strides' | 'padding'>,
  input: ActivationTensor,
  output: ActivationTensor,
): Frame {
  const [top, left] = ([0, 1] as const).map((axis) =>
    paddingBefore(input.shape[axis], output.shape[axis], kernel[axis], strides[axis], padding),
  );
  const [rows, columns] = ([0, 1] as const).map((axis) =>
    Math.max([top, left][axis] + input.shape[axis], (output.shape[axis] - 1) * strides[axis] + kernel[axis]),
  );
  return { top, left, rows, columns };
}
