import { describe, expect, it } from 'vitest';
import type { Network } from '../../host/network/network.ts';
import { calibrateActivations } from '../../host/quantize/calibrate.ts';

describe('calibrateActivations', () => {
  it('chooses a range for all channels, also of an output of which it keeps but some values', () => {
    const network: Network = {
      name: 'one small and one large channel',
      inputShape: [16, 16, 1],
      layers: [
        { type: 'conv2d', name: 'conv', filters: 2, kernel: [1, 1], padding: 'same', useBias: false },
        { type: 'dense', name: 'logits', units: 1, useBias: false },
      ],
    };
    const weights = new Map([
      ['conv/kernel', { shape: [1, 1, 1, 2], data: Float32Array.of(0.01, 1) }],
      ['logits/kernel', { shape: [512, 1], data: new Float32Array(512).fill(0.001) }],
    ]);
    const images = Uint8Array.from({ length: 128 * 256 }, (_, i) => i % 256);
    const range = calibrateActivations({ network, weights }, images, { scale: 1 / 255, offset: 0 }).get('conv');
    expect(range).toEqual({ min: 0, max: 1 });
  });
});
