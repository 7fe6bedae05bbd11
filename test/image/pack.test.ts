import { describe, expect, it } from 'vitest';
import { up5k } from '../../host/image/core-description.ts';
import { describeImage } from '../../host/image/describe.ts';
import { decodeInput, encodeInput, SampleLengthError, SampleLevelError } from '../../host/image/encode-input.ts';
import {
  ImageTooLargeError,
  LabelCountError,
  TooManyLogitsError,
  UnsupportedLayerError,
} from '../../host/image/image-errors.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import type { Shape } from '../../host/image/student-image.ts';
import { type InputBits, toInputLevels } from '../../host/quantize/input-levels.ts';
import type { FullyConnectedOperation, QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { makePackOptions } from '../support/labelled-network.ts';

/** One fully connected layer. */
function makeDense(inputs: number, units: number): QuantizedNetwork {
  const operation: FullyConnectedOperation = {
    operator: 'FULLY_CONNECTED',
    name: 'dense',
    inputs: ['input'],
    output: 'logits',
    activation: 'NONE',
    weights: new Int8Array(inputs * units).fill(1),
    weightScales: Float32Array.of(0.01),
    bias: new Int32Array(units),
  };
  return {
    name: 'dense',
    input: 'input',
    output: 'logits',
    tensors: new Map([
      ['input', { name: 'input', shape: [1, 1, inputs], scale: 0.1, zeroPoint: 0 }],
      ['logits', { name: 'logits', shape: [1, 1, units], scale: 0.1, zeroPoint: 0 }],
    ]),
    operations: [operation],
  };
}

describe('packStudentImage', () => {
  it('gives the same bytes for the same input', () => {
    expect(packStudentImage(makePackOptions())).toEqual(packStudentImage(makePackOptions()));
  });

  it('gives another id to another image', () => {
    const options = makePackOptions();
    const one = readStudentImage(packStudentImage(options), 'one');
    const other = readStudentImage(packStudentImage({ ...options, labels: options.labels.toReversed() }), 'other');
    expect(one.payload).toEqual(other.payload);
    expect(one.imageId).not.toBe(other.imageId);
  });

  it('says by how much an image is too large, and because of which layer', () => {
    const pack = () => packStudentImage(makePackOptions(makeDense(800, 200)));
    expect(pack).toThrow(ImageTooLargeError);
    expect(pack).toThrow(
      'The image needs 163,128 bytes of memory, 32,056 more than the board\'s 131,072. Its largest layer is "dense" with 161,800 bytes',
    );
  });

  it('takes fewer input slots before it gives up', () => {
    const options = { ...makePackOptions(makeDense(400, 10)), labels: [] };
    const slots = (memoryBytes: number) =>
      readStudentImage(packStudentImage({ ...options, core: { ...up5k, memoryBytes } }), 'dense').memory.slotCount;
    const needed = 64 + 3 * 88 + 2 * 72 + 400 * 16 + 16;
    expect(slots(needed + 4 * 400)).toBe(4);
    expect(slots(needed + 4 * 400 - 1)).toBe(3);
    expect(slots(needed + 400)).toBe(1);
    expect(() => slots(needed + 399)).toThrow('1 more than');
  });

  it('refuses more logits than the core reports', () => {
    const pack = () => packStudentImage({ ...makePackOptions(makeDense(8, 1025)), labels: [] });
    expect(pack).toThrow(TooManyLogitsError);
    expect(pack).toThrow('The network has 1,025 logits; the core reports at most 1,024.');
  });

  it('refuses labels that are not one per logit', () => {
    const pack = () => packStudentImage({ ...makePackOptions(), labels: ['zero'] });
    expect(pack).toThrow(LabelCountError);
    expect(pack).toThrow(
      /^1 label was given, but the model's output \(softmax over \d+ classes\) takes \d+: give one per class/,
    );
  });

  it('names a layer that does not fit its descriptor', () => {
    const network = makeDense(8, 8);
    const wide = {
      operator: 'MAX_POOL_2D',
      name: 'wide',
      inputs: ['input'],
      output: 'logits',
      filter: [1, 300],
      strides: [1, 1],
      padding: 'SAME',
      activation: 'NONE',
    } as const;
    const pack = () => packStudentImage(makePackOptions({ ...network, operations: [wide] }));
    expect(pack).toThrow(UnsupportedLayerError);
    expect(pack).toThrow(
      'The core cannot run layer "wide" (MAX_POOL_2D): its kernel or pool size is 300, but the core takes at most 255.',
    );
  });
});

describe('describeImage', () => {
  it('lists every region of memory, without gaps in the payload', () => {
    const image = readStudentImage(packStudentImage(makePackOptions()), 'packed');
    const { memory, payloadBytes, core } = describeImage(image);
    const uploaded = memory.filter((region) => region.uploaded);
    expect(core).toEqual({ id: '0x00030102', name: 'up5k', memoryBytes: 131_072 });
    expect(uploaded[0]).toMatchObject({ kind: 'header', address: 0, length: 64 });
    for (const [i, region] of uploaded.entries()) {
      const next = uploaded[i + 1]?.address ?? payloadBytes;
      expect(Math.ceil((region.address + region.length) / 8) * 8).toBe(next);
    }
    expect(memory.find(({ kind }) => kind === 'input slots')?.address).toBe(payloadBytes);
  });
});

describe('encodeInput', () => {
  const form = (shape: Shape, inputBits: InputBits = 8) => ({ input: { shape }, memory: { inputBits } });
  const image = form([3, 4, 5]);

  it('decodes to what was encoded', () => {
    const values = Int8Array.from({ length: 60 }, (_, i) => i * 4 - 128);
    expect(decodeInput(image, encodeInput(image, values))).toEqual(values);
  });

  it('refuses a sample of another size, both ways', () => {
    const encode = () => encodeInput(form([1, 2, 2]), new Int8Array(3));
    expect(encode).toThrow(SampleLengthError);
    expect(encode).toThrow('The image takes samples of 1×2×2 = 4 values, but got 3.');
    expect(() => decodeInput(image, new Uint8Array(61))).toThrow('but got 61');
    expect(() => decodeInput(form([3, 4, 5], 2), new Uint8Array(16))).toThrow('but got 16');
  });

  it.each([
    [1, 2, 255, 1],
    [2, 4, 85, 2],
    [4, 16, 17, 3],
  ] as const)(
    'packs values of %i bits, %i levels in steps of %i, the first one lowest',
    (bits, levels, step, bytes) => {
      const all = Int8Array.from({ length: levels }, (_, level) => level * step - 128);
      expect([all[0], all.at(-1)]).toEqual([-128, 127]);
      const packed = encodeInput(form([1, levels, 1], bits), all);
      expect(packed[0] & (2 ** bits - 1)).toBe(0);
      expect((packed[0] >> bits) & (2 ** bits - 1)).toBe(1);
      expect(decodeInput(form([1, levels, 1], bits), packed)).toEqual(all);
      // Five values leave bits of the last byte, which are 0.
      const five = Int8Array.from({ length: 5 }, () => 127);
      const rest = encodeInput(form([1, 1, 5], bits), five);
      expect(rest).toHaveLength(bytes);
      expect(rest.at(-1)! < 256 >> (8 - ((5 * bits) % 8 || 8))).toBe(true);
      expect(decodeInput(form([1, 1, 5], bits), rest)).toEqual(five);
    },
  );

  it('brings any value to the nearest level, and refuses one that is none', () => {
    const values = Int8Array.from({ length: 256 }, (_, i) => i - 128);
    expect(toInputLevels(values, 8)).toBe(values);
    for (const bits of [1, 2, 4] as const) {
      const step = 255 / (2 ** bits - 1);
      const near = toInputLevels(values, bits);
      expect(new Set(near).size).toBe(2 ** bits);
      expect(Math.max(...near.map((level, i) => Math.abs(level - values[i])))).toBe(Math.floor(step / 2));
      expect(encodeInput(form([1, 1, 256], bits), near)).toHaveLength(32 * bits);
    }
    const encode = () => encodeInput(form([1, 1, 2], 4), Int8Array.of(-111, -110));
    expect(encode).toThrow(SampleLevelError);
    expect(encode).toThrow(
      "Value 1 of the sample is -110, but the image's inputs only take the values −128, −111, … 127: convert samples with toInputLevels().",
    );
  });
});
