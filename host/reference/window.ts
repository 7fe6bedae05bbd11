// Walks a window over an input, for the operators whose channels do not mix: every output pixel, every tap that lies inside the input.
import { paddingBefore } from '../quantize/operation-geometry.ts';
import type { Step } from './operand.ts';

type Shape = readonly [rows: number, columns: number, channels: number];

interface WindowOptions {
  readonly window: readonly [rows: number, columns: number];
  readonly strides: readonly [rows: number, columns: number];
  readonly padding: 'SAME' | 'VALID';
}

interface Visitor {
  /** Before an output pixel. */
  begin(): void;
  /** A tap inside the input, whose channels begin at `from`; `tap` counts row by row over the whole window. */
  tap(from: number, tap: number): void;
  /** After the last tap; the output pixel's channels begin at `to`, `count` taps were inside. */
  end(to: number, count: number): void;
}

export function compileWindows(options: WindowOptions, input: Shape, output: Shape, visitor: Visitor): Step {
  const [inputRows, inputColumns, channels] = input;
  const [rows, columns, outputChannels] = output;
  const [windowRows, windowColumns] = options.window;
  const [strideY, strideX] = options.strides;
  const top = paddingBefore(inputRows, rows, windowRows, strideY, options.padding);
  const left = paddingBefore(inputColumns, columns, windowColumns, strideX, options.padding);
  const visitPixel = (firstY: number, firstX: number, to: number) => {
    visitor.begin();
    let count = 0;
    for (let ky = Math.max(0, -firstY); ky < windowRows && firstY + ky < inputRows; ky++) {
      for (let kx = Math.max(0, -firstX); kx < windowColumns && firstX + kx < inputColumns; kx++) {
        visitor.tap(((firstY + ky) * inputColumns + firstX + kx) * channels, ky * windowColumns + kx);
        count++;
      }
    }
    visitor.end(to, count);
  };
  return () => {
    for (let y = 0, to = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++, to += outputChannels) visitPixel(y * strideY - top, x * strideX - left, to);
    }
  };
}
