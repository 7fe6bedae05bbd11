// How long a student's inputs, outputs and image are on the line, next to how long the core computes: which of them is the bottleneck. How many
// bytes a message takes on the line is the bridge's knowledge, and handed in.

/** On the line, with all that surrounds the data, at most. */
export interface WireBytes {
  /** Of the whole image, host to board. */
  readonly upload: number;
  /** Of one input, host to board. */
  readonly input: number;
  /** Of one prediction, board to host. */
  readonly output: number;
}

export interface RateTime {
  readonly baud: number;
  readonly uploadMilliseconds: number;
  readonly inputMilliseconds: number;
  readonly outputMilliseconds: number;
  /** From an input's first bit to its prediction's last, on a line with nothing else to do. */
  readonly latencyMilliseconds: number;
  /** With as many inputs under way as the board has slots. */
  readonly inferencesPerSecond: number;
  readonly bottleneck: 'input' | 'core' | 'output';
}

export interface LinkPlan {
  readonly bytes: WireBytes;
  readonly computeMilliseconds: number;
  readonly rates: readonly RateTime[];
}

export interface LinkedStudent {
  readonly bytes: WireBytes;
  readonly computeMilliseconds: number;
  /** Inputs that can be under way. */
  readonly slotCount: number;
}

export function planLink(student: LinkedStudent, bauds: readonly number[]): LinkPlan {
  const { bytes, computeMilliseconds } = student;
  return { bytes, computeMilliseconds, rates: bauds.map((baud) => timeRate(student, baud)) };
}

/**
 * The next input travels while the core computes, where there is a slot for it; the core waits while a prediction is sent, since
 * its logits are read out of the memory (docs/link.md).
 */
function timeRate({ bytes, computeMilliseconds, slotCount }: LinkedStudent, baud: number): RateTime {
  const milliseconds = (count: number) => (10 * 1000 * count) / baud;
  const [input, output] = [milliseconds(bytes.input), milliseconds(bytes.output)];
  const latency = input + computeMilliseconds + output;
  const period = slotCount > 1 ? Math.max(input, computeMilliseconds + output) : latency;
  const inputLimits = slotCount > 1 ? input === period : input >= Math.max(computeMilliseconds, output);
  return {
    baud,
    uploadMilliseconds: milliseconds(bytes.upload),
    inputMilliseconds: input,
    outputMilliseconds: output,
    latencyMilliseconds: latency,
    inferencesPerSecond: 1000 / period,
    bottleneck: inputLimits ? 'input' : computeMilliseconds >= output ? 'core' : 'output',
  };
}
