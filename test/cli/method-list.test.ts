import { describe, expect, it } from 'vitest';
import { parseMethods } from '../../host/cli/settings/method-list.ts';

describe('methods on a command line', () => {
  it('have numbers as numbers, true and false as what they are, and all else as text', () => {
    expect(
      parseMethods('dkd?standardize=true&beta=2, prune?criterion=magnitude,soft-targets?standardize=false'),
    ).toEqual([
      { name: 'dkd', options: { standardize: true, beta: 2 } },
      { name: 'prune', options: { criterion: 'magnitude' } },
      { name: 'soft-targets', options: { standardize: false } },
    ]);
  });
});
