import type { CoreDescription } from '../../image/core-description.ts';

/** The parameters of the RTL that decide how long a program takes. */
export type CoreTiming = Pick<
  CoreDescription,
  'inputs' | 'weightEntries' | 'requantizeCycles' | 'rescalers' | 'memoryPorts' | 'readLatency'
>;
