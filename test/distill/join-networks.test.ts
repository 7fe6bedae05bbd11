import { describe, expect, it } from 'vitest';
import { joinNetworks } from '../../host/distill/join-networks.ts';
import { networkNamed } from '../../host/network/named-networks.ts';
import { countParameters } from '../../host/network/shapes.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';

const preprocessing = { scale: 1 / 255, offset: 0 };

describe('an ensemble as one network', () => {
  it.each(['student', 'vgg:4-8/2', 'resnet8:4'])('has the mean of the logits of its members: %s', async (name) => {
    const network = networkNamed(name, [12, 12, 1], 4);
    const members = [1, 2, 3].map((seed) => makeRandomTrained(network, seed));
    const joined = joinNetworks(members);
    const images = Uint8Array.from({ length: 5 * 144 }, (_, i) => (i * 97) % 256);
    const each = await Promise.all(members.map((member) => computeLogits(member, images, preprocessing)));
    const mean = each[0].map((_, i) => each.reduce((sum, logits) => sum + logits[i], 0) / 3);
    const logits = await computeLogits(joined, images, preprocessing);
    const largest = Math.max(1, ...mean.map(Math.abs));
    for (const [i, value] of logits.entries()) expect(Math.abs(value - mean[i])).toBeLessThan(1e-5 * largest);
    expect(countParameters(joined.network)).toBe(3 * countParameters(network));
  });

  it('of one is that one, by other names', () => {
    const member = makeRandomTrained(networkNamed('mlp:4', [2, 2, 1], 2), 1);
    expect([...joinNetworks([member]).weights.values()]).toEqual([...member.weights.values()]);
  });
});
