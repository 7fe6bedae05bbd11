// DEPTHWISE with SLIDE (docs/core.md) on the RTL: networks of such layers, compiled as for a requantizer that takes no time, so that a layer
// slides wherever that saves a step.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileNetwork } from '../../../host/image/compile.ts';
import { type CoreDescription, slides } from '../../../host/image/core-description.ts';
import {
  DESCRIPTOR_BYTES,
  type Descriptor,
  decodeDescriptor,
  encodeDescriptor,
} from '../../../host/image/descriptor.ts';
import type { QuantizedNetwork } from '../../../host/quantize/quantized-network.ts';
import { buildNetwork, slideRecipes } from '../../support/random-networks.ts';
import { buildHarness, verilatorMissing } from './core-harness.ts';
import { compareOnRtl, testedCores } from './random-networks.ts';

const programAddress = 64;
/** As many as it takes for every kind to be among them, or a quarter of those of random-networks.test.ts. */
const programs = Math.max(30, Number(process.env.RETORT_CORE_PROGRAMS ?? 0) / 4);
const cores = testedCores.filter(slides);

/** The sliding descriptors go through `change`. */
function compileSliding(network: QuantizedNetwork, core: CoreDescription, change: (d: Descriptor) => Descriptor) {
  const compiled = compileNetwork(network, { ...core, requantizeCycles: 0 });
  const slid: Descriptor[] = [];
  for (let at = programAddress; compiled.payload[at] !== 0; at += DESCRIPTOR_BYTES) {
    const descriptor = decodeDescriptor(compiled.payload, at);
    if (!descriptor.slide) continue;
    slid.push(descriptor);
    compiled.payload.set(encodeDescriptor(change(descriptor)), at);
  }
  return { compiled, slid };
}

const stream = (d: Descriptor) => ({ ...d, stream: true, weightPasses: d.outputRows * d.outputColumns });

describe.skipIf(verilatorMissing)(`sliding${verilatorMissing ? ` (${verilatorMissing})` : ''}`, () => {
  beforeAll(() => cores.forEach(({ name }) => void buildHarness(name)), 600_000);

  describe.each(cores)('on $name', (core) => {
    it.each([
      ['with its weights kept', (d: Descriptor) => d],
      ['with its weights read again for each column', stream],
    ])('equals the reference in every byte and the plan in every cycle, %s', { timeout: 3_600_000 }, (_, change) => {
      const slid: Descriptor[] = [];
      const property = fc.property(slideRecipes.map(buildNetwork), (network) => {
        const { compiled, slid: some } = compileSliding(network, core, change);
        slid.push(...some);
        const { differing, mistimed } = compareOnRtl(network, core, compiled);
        expect({ differing, mistimed }).toEqual({ differing: 0, mistimed: [] });
      });
      fc.assert(property, { numRuns: programs, seed: 9 });
      // With a second pass too, several groups, every number of columns to skip, and windows over each edge.
      expect(slid.length).toBeGreaterThan(programs / 3);
      expect(slid.filter(({ post }) => post).length).toBeGreaterThan(0);
      expect(slid.filter(({ groups }) => groups > 1).length).toBeGreaterThan(0);
      expect(new Set(slid.map(({ skips }) => String(skips)))).toEqual(new Set(['1,0', '2,0', '2,1']));
      expect(slid.filter(({ firstColumn }) => firstColumn < 0).length).toBeGreaterThan(0);
    });
  });
});
