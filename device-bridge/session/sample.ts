// What goes into a run of inferences and what comes out of it.

export interface Sample {
  /** 0 to 2,147,483,647, each once a run. */
  readonly sampleId: number;
  /** In the layout of the board's image. */
  readonly input: Uint8Array;
  /** In place of the run's. */
  readonly stopAfter?: number;
}

export interface InferOptions {
  /** Inputs under way at once: the image's slot count. */
  readonly inFlight?: number;
  /** Runs only this many descriptors of the program; 0 runs all. */
  readonly stopAfter?: number;
  /** How long the first prediction may take before the board is asked what became of it, in milliseconds. */
  readonly quietMs?: number;
  /** That an inference takes, at most: the image's limit. Learnt from the first prediction where absent. */
  readonly cycles?: number;
  readonly signal?: AbortSignal;
}
