import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeSafetensors,
  decodeSealedSafetensors,
  encodeSafetensors,
  encodeSealedSafetensors,
  SafetensorsError,
  type Tensor,
} from '../../host/artifact/safetensors.ts';

const kernel: Tensor = { dtype: 'F32', shape: [2, 2], data: new Float32Array([1, -2, 0.5, 3]) };
const weights: Tensor = { dtype: 'I8', shape: [3], data: new Int8Array([-128, 0, 127]) };
const bias: Tensor = { dtype: 'I32', shape: [1], data: new Int32Array([-7]) };
const sample = () =>
  encodeSafetensors(
    new Map<string, Tensor>([
      ['conv/weights', weights],
      ['conv/kernel', kernel],
      ['conv/bias', bias],
    ]),
    { made: 'here' },
  );

/** A file with the header given as text. */
function fileOf(header: string, dataBytes = 0): Uint8Array {
  const json = Buffer.from(header);
  const bytes = Buffer.alloc(8 + json.length + dataBytes);
  bytes.writeBigUInt64LE(BigInt(json.length));
  json.copy(bytes, 8);
  return bytes;
}

const decode = (bytes: Uint8Array) => decodeSafetensors(bytes, 'student.safetensors');

describe('safetensors', () => {
  it('gives back what was written, from a Buffer of a pool as well', () => {
    const { tensors, metadata } = decode(Buffer.from(sample()));
    expect(metadata).toEqual({ made: 'here' });
    expect(tensors.get('conv/kernel')).toEqual(kernel);
    expect(tensors.get('conv/weights')).toEqual(weights);
    expect(tensors.get('conv/bias')).toEqual(bias);
  });

  it('copies the data: the tensors do not change with the file', () => {
    const file = Buffer.from(sample());
    const { tensors } = decode(file);
    file.fill(0);
    expect(tensors.get('conv/kernel')).toEqual(kernel);
  });

  it('gives back any tensors, whatever their names', () => {
    const tensor = fc.oneof(
      fc.float32Array().map((data): Tensor => ({ dtype: 'F32', shape: [data.length], data })),
      fc.uint8Array().map((data): Tensor => ({ dtype: 'U8', shape: [1, data.length], data })),
    );
    const name = fc.string().filter((text) => text !== '__metadata__');
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, tensor), { selector: ([text]) => text }), (entries) => {
        const { tensors } = decode(encodeSafetensors(new Map(entries), {}));
        expect(new Map<string, Tensor>([...tensors].sort())).toEqual(new Map(entries.sort()));
      }),
    );
  });

  it('writes the same bytes in whatever order tensors and metadata come', () => {
    const a = encodeSafetensors(
      new Map<string, Tensor>([
        ['a', kernel],
        ['b', weights],
      ]),
      { x: '1', y: '2' },
    );
    const b = encodeSafetensors(
      new Map<string, Tensor>([
        ['b', weights],
        ['a', kernel],
      ]),
      { y: '2', x: '1' },
    );
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(true);
  });

  it('refuses every file that is cut off, with a typed error', () => {
    const whole = sample();
    for (let length = 0; length < whole.length; length++) {
      expect(() => decode(whole.subarray(0, length))).toThrow(SafetensorsError);
    }
  });

  it('throws nothing but typed errors on damaged files', () => {
    const whole = sample();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (position, value) => {
        const damaged = Uint8Array.from(whole);
        damaged[position] = value;
        try {
          decode(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(SafetensorsError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('names what is wrong', () => {
    expect(() => decode(fileOf('[]'))).toThrow(
      'student.safetensors is not a usable safetensors file: its header is not a JSON object',
    );
    expect(() => decode(fileOf('{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}', 8))).toThrow(
      'tensor a has the type F64; supported are F32',
    );
    expect(() => decode(fileOf('{"a":{"dtype":"I8","shape":[3],"data_offsets":[0,2]}}', 2))).toThrow(
      'takes 3 bytes, not 2',
    );
    expect(() => decode(fileOf('{"a":{"dtype":"I8","shape":[2],"data_offsets":[1,3]}}', 3))).toThrow(
      'starts at byte 1 of the data instead of 0',
    );
    expect(() => decode(fileOf('{"a":{"dtype":"I8","shape":[2],"data_offsets":[0,2]}}', 3))).toThrow(
      '1 bytes follow the last tensor',
    );
    expect(() => decode(fileOf('{"a":{"dtype":"I8","shape":[2],"data_offsets":[0,2]}}', 1))).toThrow(
      'the file is truncated',
    );
    expect(() => decode(fileOf('{"a":{"dtype":"I8","shape":[-1],"data_offsets":[0,2]}}', 2))).toThrow(
      'has the shape [-1]',
    );
    expect(() => decode(fileOf('{"__metadata__":{"a":1}}'))).toThrow(
      'its metadata contains values that are not strings',
    );
  });

  it('refuses to write a shape that does not fit its data', () => {
    const tensor: Tensor = { dtype: 'U8', shape: [2, 2], data: new Uint8Array(3) };
    expect(() => encodeSafetensors(new Map<string, Tensor>([['a', tensor]]), {})).toThrow(
      'tensor a has shape [2, 2] but 3 elements',
    );
  });
});

describe('a nested safetensors header', () => {
  it.each([6000, 1_000_000])('%i deep is refused', (depth) => {
    const json = Buffer.from(
      `{"w":{"dtype":"F32","data_offsets":[0,0],"shape":${'['.repeat(depth)}${']'.repeat(depth)}}}`,
    );
    const bytes = Buffer.alloc(8 + json.length);
    bytes.writeBigUInt64LE(BigInt(json.length));
    json.copy(bytes, 8);
    expect(() => decodeSafetensors(bytes, 'deep')).toThrow('its header is not JSON (it is nested more than 200 deep)');
  });
});

describe('sealed safetensors', () => {
  const tensors = new Map<string, Tensor>([
    ['conv/weights', weights],
    ['conv/kernel', kernel],
  ]);
  const sealed = () => encodeSealedSafetensors(tensors, { made: 'here' });

  it('are safetensors, and give back what was written without the seal', () => {
    expect(decodeSealedSafetensors(sealed(), 'a').metadata).toEqual({ made: 'here' });
    expect(decode(sealed()).tensors.get('conv/kernel')).toEqual(kernel);
    expect(sealed()).toEqual(sealed());
  });

  it('are refused with any one bit changed', () => {
    const whole = sealed();
    for (let bit = 0; bit < 8 * whole.length; bit++) {
      const damaged = Uint8Array.from(whole);
      damaged[bit >> 3] ^= 1 << (bit & 7);
      expect(() => decodeSealedSafetensors(damaged, 'a')).toThrow(SafetensorsError);
    }
  });

  it('are told from files without a digest', () => {
    expect(() => decodeSealedSafetensors(sample(), 'old.safetensors')).toThrow(
      'old.safetensors is not a usable safetensors file: it has no digest, so it is damaged or was written by an earlier version',
    );
  });
});
