import { describe, expect, it } from 'vitest';
import { decodeInput } from '../../host/image/decode-input.ts';
import { encodeInput } from '../../host/image/encode-input.ts';

describe.each(['dense', 'padded'] as const)('an input that lies %s', (layout) => {
  const image = { input: { shape: [3, 4, 5] as const, layout } };

  it('decodes to what was encoded', () => {
    const values = Int8Array.from({ length: 60 }, (_, i) => i * 4 - 128);
    expect(decodeInput(image, encodeInput(image, values))).toEqual(values);
  });

  it('is refused where its length is another', () => {
    expect(() => decodeInput(image, new Uint8Array(61))).toThrow('was given 61');
  });
});
