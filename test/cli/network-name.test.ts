import { expect, it } from 'vitest';
import { networkNamed } from '../../host/cli/network-name.ts';
import { countClasses, countParameters } from '../../host/network/shapes.ts';

it.each([
  ['student', 14_866],
  ['teacher', 431_402],
  ['mlp:30', 784 * 30 + 30 + 310],
  ['mlp:30-20:dropout', 784 * 30 + 30 + 620 + 210],
  ['shallow:64', 49 * 64 + 64 + 14 * 14 * 64 * 10 + 10],
])('%s names a network of %i parameters for 28×28 grey pictures', async (name, parameters) => {
  const network = await networkNamed(name, [28, 28, 1], 10);
  expect(countClasses(network)).toBe(10);
  expect(countParameters(network)).toBe(parameters);
});

it.each(['mlp:', 'mlp:0', 'mlp:8-', 'shallow', 'shallow:', 'shallow:64:dropout', 'Student'])(
  '%s names none',
  async (name) => {
    await expect(networkNamed(name, [28, 28, 1], 10)).rejects.toThrow(`'${name}' names no network: write student, `);
  },
);
