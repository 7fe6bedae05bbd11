// Which layers go together where none are named.
import { describe, expect, it } from 'vitest';
import { pairForHint, pairForRelations, pairsForChange, pairsForFlow } from '../../host/distill/layer-pairs.ts';
import { networkNamed } from '../../host/network/named-networks.ts';
import type { Network } from '../../host/network/network.ts';
import { inferShapes } from '../../host/network/shapes.ts';

const named = (name: string) => networkNamed(name, [28, 28, 1], 10);
const shapeOf = (network: Network, layer: string) => inferShapes(network).get(layer)!;

describe('layers that are chosen', () => {
  it.each([
    ['student', 'teacher'],
    ['vgg:8-16-32/2', 'vgg:16-32-64'],
    ['resnet8:8', 'vgg:16-32'],
    ['dscnn:16x3', 'resnet8:16'],
    ['mlp:64-32', 'mlp:128-128'],
  ])('for a hint: the middle of %s, and a layer of %s that is not larger', (one, other) => {
    const [student, teacher] = [named(one), named(other)];
    const pair = pairForHint(student, teacher);
    const [guided, hint] = [shapeOf(student, pair.student), shapeOf(teacher, pair.teacher)];
    expect(hint[0]).toBeLessThanOrEqual(guided[0]);
    expect(hint[1]).toBeLessThanOrEqual(guided[1]);
    expect(pair.student).not.toBe('logits');
  });

  it('for relations: the last before the logits, dropout left aside', () => {
    expect(pairForRelations(named('student'), named('teacher'))).toEqual({ student: 'conv3', teacher: 'hidden' });
  });

  it('for a flow matrix: the blocks farthest apart with as many channels', () => {
    const [student, teacher] = [named('vgg:8-16-32/2'), named('vgg:8-16-32')];
    const { student: own, teacher: given } = pairsForFlow(student, teacher);
    expect(own.map((layer) => shapeOf(student, layer)[2])).toEqual(given.map((layer) => shapeOf(teacher, layer)[2]));
    expect(shapeOf(student, own[0])[2]).toBeLessThan(shapeOf(student, own[1])[2]);
  });

  it.each([
    ['student', 'teacher'],
    ['vgg:8-16-32/2', 'vgg:16-32-64'],
    ['resnet8:8', 'vgg:16-32'],
    ['dscnn:16x3', 'resnet8:16'],
    ['mlp:64-32', 'mlp:128-128'],
  ])(
    'for the change between two layers: far apart in %s and in %s, the channels of one a multiple of the other’s',
    (one, other) => {
      const networks = [named(one), named(other)];
      const { student, teacher } = pairsForChange(networks[0], networks[1]);
      for (const [i, names] of [student, teacher].entries()) {
        const [first, last] = names.map((name) => shapeOf(networks[i], name));
        expect(Math.max(first[2], last[2]) % Math.min(first[2], last[2])).toBe(0);
        expect(names[0]).not.toBe(names[1]);
      }
    },
  );

  it('are refused with all shapes where none fit', () => {
    expect(() => pairsForFlow(named('vgg:8-16'), named('mlp:100-50'))).toThrow(
      /choice of layers for a flow matrix is open between the student’s .*\[28, 28, 8\].* and the teacher’s .*\[1, 1, 100\], .*: it must be two layers each, with matching channels in both/,
    );
    expect(() => pairsForChange(named('vgg:8-16'), named('mlp:100'))).toThrow(
      /choice of layers for the change between two layers is open .*\[28, 28, 8\].* and the teacher’s "hidden1" \[1, 1, 100\]: it must be two layers each/,
    );
    expect(() => pairForHint(named('mlp:32'), named('vgg:8-16'))).toThrow(
      /choice of layers for a hint is open .*a layer of the teacher that is not larger; name the layers/,
    );
  });
});
