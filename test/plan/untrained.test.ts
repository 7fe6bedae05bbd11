// What a network costs follows from its shapes: planned before training as planned after it, and as the virtual board then counts.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { boards, up5k } from '../../host/image/core-description.ts';
import { networkNamed } from '../../host/network/named-networks.ts';
import type { Network } from '../../host/network/network.ts';
import { bytesBeyondEveryBoard } from '../../host/plan/boards-that-hold.ts';
import { planNetwork } from '../../host/plan/plan-image.ts';
import { quantizeNetwork, quantizeUntrained } from '../../host/quantize/quantize.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';
import { withVirtualBoard } from '../support/virtual-session.ts';
import { expectAsPlanned } from './as-planned.ts';

const preprocessing = { scale: 1 / 255, offset: 0 };

function drawPixels(count: number): Uint8Array {
  const random = createRandom(5);
  return Uint8Array.from({ length: count }, () => random.integer(256));
}

/** As if trained, and calibrated. */
function quantizeTrained(network: Network): Promise<QuantizedNetwork> {
  const images = drawPixels(6 * network.inputShape.reduce((size, length) => size * length));
  return quantizeNetwork(makeRandomTrained(network, 3), { images }, preprocessing);
}

describe('an untrained network', () => {
  it.each([
    ...['student', 'mlp:30-20:dropout', 'shallow:8', 'vgg:8-12/2', 'vgg:3-5-7', 'dscnn:12x2', 'resnet8:4', 'resnet8:9'],
  ])('%s is planned on every board as it is once trained', async (name) => {
    for (const shape of [
      [12, 12, 1],
      [9, 14, 3],
    ] as const) {
      const network = networkNamed(name, shape, 5);
      const [before, after] = [quantizeUntrained(network, preprocessing), await quantizeTrained(network)];
      for (const core of boards) {
        const { compiled: _before, ...planned } = planNetwork(before, core);
        const { compiled: _after, ...actual } = planNetwork(after, core);
        expect(planned).toEqual(actual);
      }
    }
  });

  it('takes the scales of a network that fixes them', () => {
    const { name, inputShape, layers } = networkNamed('mlp:4', [2, 2, 1], 2);
    const fixed = { type: 'fakeQuantize', name: 'fixed', scale: 0.5, zeroPoint: 3 } as const;
    const network: Network = { name, inputShape, layers: [layers[0], fixed, layers[1]] };
    expect(quantizeUntrained(network, preprocessing).tensors.get('hidden1')).toMatchObject({
      scale: 0.5,
      zeroPoint: 3,
    });
  });

  it('fits no board where its weights alone are more than any has, and only there is that said of it', () => {
    const widest = Math.max(...boards.map(({ memoryBytes }) => memoryBytes)) / 64;
    expect(bytesBeyondEveryBoard(networkNamed(`mlp:${widest}`, [8, 7, 1], 8))).toBeUndefined();
    const beyond = networkNamed(`mlp:${widest + 1}`, [8, 7, 1], 8);
    expect(bytesBeyondEveryBoard(beyond)).toBe(64 * (widest + 1));
    expect(planNetwork(quantizeUntrained(beyond, preprocessing), boards.at(-1)!).fits).toBe(false);
  });
});

describe('on virtual:up5k', () => {
  it.each([
    ['vgg:8-12/2', [12, 12, 1]],
    ['resnet8:4', [8, 8, 3]],
    ['dscnn:8x2', [12, 10, 1]],
  ] as const)('plan, reference and board are one for %s', async (name, shape) => {
    const network = networkNamed(name, shape, 6);
    const quantized = await quantizeTrained(network);
    const size = shape[0] * shape[1] * shape[2];
    const pixels = drawPixels(3 * size);
    const inputs = [0, 1, 2].map((i) =>
      Int8Array.from(pixels.subarray(i * size, (i + 1) * size), (pixel) => pixel - 128),
    );
    await withVirtualBoard('up5k', (board) => expectAsPlanned(board, quantized, inputs, up5k));
  });
});
