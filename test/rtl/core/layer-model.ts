// The core's operations on whole tensors, written from TensorFlow Lite Micro's definitions and not from the RTL: what random programs
// are held against. Tensors are int8 [rows, columns, channels]; channels are those in memory (8 a word), padding ones included.

/** Per output channel. */
export interface Requantization {
  readonly bias: Int32Array;
  readonly q: Int32Array;
  readonly shift: Int8Array;
}

export interface Layer {
  readonly operator: 'CONV' | 'DEPTHWISE' | 'MAX_POOL' | 'AVERAGE_POOL';
  /** [rows, columns, channels] */
  readonly input: readonly [number, number, number];
  readonly output: readonly [number, number, number];
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  /** Rows above, columns to the left. */
  readonly padding: readonly [number, number];
  readonly inputZeroPoint: number;
  readonly outputZeroPoint: number;
  readonly clampMin: number;
  readonly clampMax: number;
  /** CONV [out, rows, columns, in], DEPTHWISE [rows, columns, channels], AVERAGE_POOL [1]: every tap's. */
  readonly weights: Int8Array;
  /** CONV, DEPTHWISE: one, [channels]. AVERAGE_POOL: by the count of taps − 1, [8]: of the lanes. MAX_POOL: none. */
  readonly requantizations: readonly Requantization[];
}

export function computeLayer(layer: Layer, input: Int8Array): Int8Array {
  const [rows, columns, channels] = layer.output;
  const output = new Int8Array(rows * columns * channels);
  let at = 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      for (let channel = 0; channel < channels; channel++) output[at++] = computeValue(layer, input, y, x, channel);
    }
  }
  return output;
}

function computeValue(layer: Layer, input: Int8Array, y: number, x: number, channel: number): number {
  const { operator, weights, requantizations, outputZeroPoint } = layer;
  const [rows, columns, depth] = layer.input;
  const [kernelRows, kernelColumns] = layer.kernel;
  const pool = operator === 'MAX_POOL' || operator === 'AVERAGE_POOL';
  let sum = 0;
  let largest = -128;
  let taps = 0;
  for (let ky = 0; ky < kernelRows; ky++) {
    for (let kx = 0; kx < kernelColumns; kx++) {
      const row = y * layer.strides[0] - layer.padding[0] + ky;
      const column = x * layer.strides[1] - layer.padding[1] + kx;
      const inside = row >= 0 && row < rows && column >= 0 && column < columns;
      if (pool && !inside) continue;
      const read = (c: number) => (inside ? input[(row * columns + column) * depth + c] : layer.inputZeroPoint);
      taps++;
      largest = Math.max(largest, read(channel));
      const tap = ky * kernelColumns + kx;
      if (operator === 'CONV') {
        const first = (channel * kernelRows * kernelColumns + tap) * depth;
        for (let c = 0; c < depth; c++) sum += read(c) * weights[first + c];
      } else sum += read(channel) * weights[operator === 'DEPTHWISE' ? tap * depth + channel : 0];
    }
  }
  const clamp = (value: number) => Math.min(layer.clampMax, Math.max(layer.clampMin, value));
  if (operator === 'MAX_POOL') return clamp(largest);
  const { bias, q, shift } = requantizations[operator === 'AVERAGE_POOL' ? taps - 1 : 0];
  const lane = operator === 'AVERAGE_POOL' ? channel % 8 : channel;
  return clamp(multiplyByQuantizedMultiplier((sum + bias[lane]) | 0, q[lane], shift[lane]) + outputZeroPoint);
}

/** TFLM's rule, step by step as gemmlowp names them; int32 in and out, −31 ≤ shift ≤ 30. */
export function multiplyByQuantizedMultiplier(value: number, q: number, shift: number): number {
  const left = Math.max(shift, 0);
  const right = Math.max(-shift, 0);
  return roundingDivideByPowerOfTwo(saturatingRoundingDoublingHighMultiply(value << left, q), right);
}

function saturatingRoundingDoublingHighMultiply(a: number, b: number): number {
  const product = BigInt(a) * BigInt(b);
  const nudge = product >= 0n ? 1n << 30n : 1n - (1n << 30n);
  return Number((product + nudge) / (1n << 31n)); // BigInt division truncates
}

function roundingDivideByPowerOfTwo(x: number, exponent: number): number {
  const mask = 2 ** exponent - 1;
  const remainder = (x & mask) >>> 0;
  const threshold = Math.floor(mask / 2) + (x < 0 ? 1 : 0);
  return (x >> exponent) + (remainder > threshold ? 1 : 0);
}
