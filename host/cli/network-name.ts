// Networks by what a user writes for them.

import { RetortError } from '../../proto/retort-error.ts';
import type { Network } from '../network/network.ts';

export const networkNames = 'student, teacher, mlp:800-800, mlp:1200-1200:dropout or shallow:64';

class NetworkNameError extends RetortError {
  readonly code = 'CLI_NETWORK_NAME_INVALID';
  readonly category = 'usage';
  override readonly name = 'NetworkNameError';
  readonly value: string;

  constructor(value: string) {
    super(`'${value}' names no network: write ${networkNames}`);
    this.value = value;
  }
}

/** @param samples of the training split. @throws NetworkNameError */
export async function networkNamed(
  name: string,
  shape: readonly [number, number, number],
  classes: number,
  samples = Number.POSITIVE_INFINITY,
): Promise<Network> {
  const { perceptron, shallowNetwork, studentNetwork, teacherNetwork } = await import('../network/architectures.ts');
  if (name === 'student') return studentNetwork(shape, classes, samples);
  if (name === 'teacher') return teacherNetwork(shape, classes, samples);
  const [, filters] = /^shallow:([1-9]\d{0,3})$/.exec(name) ?? [];
  if (filters !== undefined) return shallowNetwork(shape, classes, Number(filters));
  const [, widths, dropout] = /^mlp:([1-9]\d{0,4}(?:-[1-9]\d{0,4})*)(:dropout)?$/.exec(name) ?? [];
  if (widths === undefined) throw new NetworkNameError(name);
  return perceptron(shape, classes, widths.split('-').map(Number), dropout !== undefined);
}
