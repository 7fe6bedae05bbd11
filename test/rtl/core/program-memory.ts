// Lays layers out as the core's payload (docs/core.md), by itself: the image compiler has its own tests and is not used here.
import type { Layer, Requantization } from './layer-model.ts';

const opcodes = { CONV: 1, DEPTHWISE: 2, MAX_POOL: 3, AVERAGE_POOL: 4 } as const;
const argmaxOpcode = 5;
const descriptorBytes = 64;
const recordBytes = 72;

export interface PlacedLayer {
  readonly layer: Layer;
  /** Bytes; the input of a dense layer may have any. */
  readonly inputAddress: number;
  readonly outputAddress: number;
  /** CONV reads single bytes. */
  readonly dense?: boolean;
  /** The slot's offset is added to the input address. */
  readonly slot?: boolean;
}

export interface Argmax {
  readonly address: number;
  readonly count: number;
}

/** Hands out addresses from 0, each a multiple of 8. */
export class ProgramMemory {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  #end = 0;

  /** Filled with `rubbish()` where nothing is written. */
  constructor(length: number, rubbish: () => number) {
    this.bytes = Uint8Array.from({ length }, rubbish);
    this.#view = new DataView(this.bytes.buffer);
  }

  reserve(length: number): number {
    const address = this.#end;
    this.#end = Math.ceil((address + length) / 8) * 8;
    if (this.#end > this.bytes.length) throw new RangeError(`${this.#end} bytes needed, ${this.bytes.length} there`);
    return address;
  }

  /** Writes descriptors, weights and records of the layers, then ARGMAX where wanted, then END; returns the program's address. */
  writeProgram(layers: readonly PlacedLayer[], argmax?: Argmax): number {
    const program = this.reserve((layers.length + 2) * descriptorBytes);
    layers.forEach((placed, i) => {
      this.#writeLayer(program + i * descriptorBytes, placed);
    });
    const behind = program + layers.length * descriptorBytes;
    this.bytes[behind] = 0;
    if (argmax) {
      this.bytes[behind] = argmaxOpcode;
      this.bytes[behind + 1] = 0;
      this.#view.setUint16(behind + 20, argmax.count, true);
      this.#view.setUint32(behind + 24, argmax.address, true);
      this.bytes[behind + descriptorBytes] = 0;
    }
    return program;
  }

  #writeLayer(at: number, { layer, inputAddress, outputAddress, dense = false, slot = false }: PlacedLayer): void {
    const { operator, input, output, kernel, strides, padding } = layer;
    const pixelPitch = input[2];
    const rowPitch = input[1] * pixelPitch;
    const average = operator === 'AVERAGE_POOL';
    const records = layer.requantizations.map((each) => this.#writeRecords(each));
    const weights = average ? layer.weights[0] & 0xff : operator === 'MAX_POOL' ? 0 : this.#writeWeights(layer);
    const u8 = (offset: number, ...values: number[]) => {
      for (const [i, value] of values.entries()) this.#view.setUint8(at + offset + i, value);
    };
    const u16 = (offset: number, ...values: number[]) => {
      for (const [i, value] of values.entries()) this.#view.setUint16(at + offset + 2 * i, value, true);
    };
    const u32 = (offset: number, ...values: number[]) => {
      for (const [i, value] of values.entries()) this.#view.setUint32(at + offset + 4 * i, value, true);
    };
    u8(0, opcodes[operator], (dense ? 1 : 0) | (slot ? 2 : 0), layer.inputZeroPoint, layer.outputZeroPoint);
    u8(4, layer.clampMin, layer.clampMax, kernel[0], kernel[1], strides[0], strides[1], padding[0], padding[1]);
    u16(12, input[0], input[1], output[0], output[1]);
    u16(20, operator !== 'CONV' ? 1 : dense ? input[2] : input[2] / 8, output[2] / 8);
    u32(24, inputAddress - padding[0] * rowPitch - padding[1] * pixelPitch, outputAddress, weights, records[0] ?? 0);
    u32(40, rowPitch, pixelPitch, rowPitch * strides[0], pixelPitch * strides[1], operator === 'CONV' ? 0 : 8);
    u16(60, output[2], average && records.length > 1 ? recordBytes : 0);
  }

  /** One record for every eight channels. */
  #writeRecords({ bias, q, shift }: Requantization): number {
    const first = this.reserve((bias.length / 8) * recordBytes);
    for (let channel = 0; channel < bias.length; channel++) {
      const lane = channel % 8;
      const record = first + Math.floor(channel / 8) * recordBytes;
      this.#view.setInt32(record + 4 * lane, bias[channel], true);
      this.#view.setInt32(record + 32 + 4 * lane, q[channel], true);
      this.#view.setInt8(record + 64 + lane, shift[channel]);
    }
    return first;
  }

  /** For every group, tap and input channel (CONV) the weights of eight output channels. */
  #writeWeights({ operator, weights, input, output, kernel }: Layer): number {
    const taps = kernel[0] * kernel[1];
    const depth = operator === 'CONV' ? input[2] : 1;
    const address = this.reserve(weights.length);
    let at = address;
    for (let group = 0; group < output[2] / 8; group++) {
      for (let tap = 0; tap < taps; tap++) {
        for (let c = 0; c < depth; c++) {
          for (let channel = 8 * group; channel < 8 * group + 8; channel++) {
            const index = operator === 'CONV' ? (channel * taps + tap) * depth + c : tap * input[2] + channel;
            this.#view.setInt8(at++, weights[index]);
          }
        }
      }
    }
    return address;
  }
}
