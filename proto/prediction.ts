// One prediction, whoever made it: a real board, a virtual one, a recording or the integer reference.

export interface Prediction {
  /** The sample's id, as the board echoed it. */
  readonly sampleId: number;
  /** Index of the largest logit, the first of equals. */
  readonly label: number;
  /** [classes], at the scale and zero point of the network's output. */
  readonly logits: Int8Array;
  /** Of the board's clock, from the core's start on this input to its last write; 0 where no core ran. */
  readonly cycles: number;
}
