import { describe, expect, it } from 'vitest';
import { studentNetwork, teacherNetwork } from '../../host/network/architectures.ts';
import { fewSamples } from '../../host/network/architectures-for-few.ts';
import { countClasses, countParameters, inferShapes } from '../../host/network/shapes.ts';

describe('the networks for few samples', () => {
  it.each([
    [32, 32, 3],
    [28, 28, 1],
    [8, 8, 1],
    [4, 4, 1],
    [64, 64, 3],
    [96, 96, 1],
    [16, 128, 1],
    [200, 8, 3],
    [1, 100, 1],
    [40, 23, 3],
  ])('bring pictures of %i×%i×%i to a small map, each axis by itself, with few weights', (...shape) => {
    for (const build of [teacherNetwork, studentNetwork]) {
      const network = build(shape, 7, 300);
      expect(countClasses(network)).toBe(7);
      const shapes = inferShapes(network);
      const [rows, columns] = shapes.get(network.layers.at(-2)!.name)!;
      expect(Math.max(rows, columns)).toBeLessThanOrEqual(Math.min(shape[0], shape[1]) < 16 ? 8 : 1);
      expect(countParameters(network)).toBeLessThan(70_000);
    }
  });

  it('are taken below a bound, and leave those for many as they are', () => {
    expect(studentNetwork([28, 28, 1], 10, fewSamples)).toEqual(studentNetwork([28, 28, 1], 10));
    expect(teacherNetwork([32, 32, 3], 10, fewSamples)).toEqual(teacherNetwork([32, 32, 3], 10));
    expect(studentNetwork([28, 28, 1], 10, fewSamples - 1)).not.toEqual(studentNetwork([28, 28, 1], 10));
  });
});
