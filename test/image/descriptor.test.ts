import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../host/image/compile.ts';
import { cores } from '../../host/image/core-description.ts';
import { DESCRIPTOR_BYTES, decodeDescriptor, encodeDescriptor } from '../../host/image/descriptor.ts';
import { isRunnable, makeRandomNetwork } from '../support/random-networks.ts';

const programAddress = 64;

describe('a descriptor', () => {
  it('decodes to what encodes to the same bytes, for every instruction of many programs', () => {
    const opcodes = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      const network = makeRandomNetwork(seed);
      if (!isRunnable(network)) continue;
      const { payload } = compileNetwork(network, cores[seed % 2]);
      for (let at = programAddress; payload[at] !== 0; at += DESCRIPTOR_BYTES) {
        const descriptor = decodeDescriptor(payload, at);
        opcodes.add(descriptor.opcode);
        expect(encodeDescriptor(descriptor)).toEqual(payload.slice(at, at + DESCRIPTOR_BYTES));
      }
    }
    expect([...opcodes].sort()).toEqual(['ARGMAX', 'CONV', 'DEPTHWISE', 'EXPAND', 'MAX_POOL']);
  });

  it('is refused where no core knows its opcode', () => {
    expect(() => decodeDescriptor(new Uint8Array(DESCRIPTOR_BYTES).fill(9), 0)).toThrow(
      'no core supports the opcode 9',
    );
  });
});
