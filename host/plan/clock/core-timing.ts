/** The parameters of the RTL that decide over time; a `CoreDescription` has them. */
export interface CoreTiming {
  /** Input channels that a lane multiplies in a cycle. */
  readonly inputs: number;
  /** Entries of the ring of weights. */
  readonly weightEntries: number;
  /** Cycles in which the requantizer takes one value. */
  readonly requantizeCycles: number;
}
