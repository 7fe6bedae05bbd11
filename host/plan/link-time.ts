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
  /** From an input's first bit to its prediction's last, on an otherwise idle line. */
  readonly latencyMilliseconds: number;
  /** With as many inputs under way as the board has slots. */
  readonly inferencesPerSecond: number;
  readonly bottleneck: 'input' | 'core' | 'output';
  /** Of that latency, what is input and output on the line, 0…1. */
  readonly lineShare: number;
  /** Of the time, with as many inputs under way, in which the core computes, 0…1. */
  readonly coreBusy: number;
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

/**
 * How long inputs, outputs and the image take on the line at each of `bauds` (10 bits per byte), and whether line or core is the bottleneck.
 * @example
 * import { readFileSync } from 'node:fs';
 * import { coreNamed, planImage, planLink, readStudentImage, wireBytesOf } from 'retort-fpga/board';
 *
 * const image = readStudentImage(readFileSync('student.retort'), 'student.retort');
 * const core = coreNamed('up5k');
 * const { payload, memory } = image;
 * const bytes = wireBytesOf({ payloadBytes: payload.length, ...memory });
 * const computeMilliseconds = (1000 * planImage(image, core).cycles) / core.clockHz;
 * for (const rate of planLink({ bytes, computeMilliseconds, slotCount: memory.slotCount }, [115_200, 3_000_000]).rates) {
 *   console.log(rate.baud, rate.inferencesPerSecond, rate.bottleneck);
 * }
 */
export function planLink(student: LinkedStudent, bauds: readonly number[]): LinkPlan {
  const { bytes, computeMilliseconds } = student;
  return { bytes, computeMilliseconds, rates: bauds.map((baud) => timeRate(student, baud)) };
}

/**
 * The next input travels while the core computes, where there is a slot for it; a prediction leaves while the core computes the next one,
 * since its logits wait in the transmitter's ring (firmware-artifacts/rtl/link).
 */
function timeRate({ bytes, computeMilliseconds, slotCount }: LinkedStudent, baud: number): RateTime {
  const milliseconds = (count: number) => (10 * 1000 * count) / baud;
  const [input, output] = [milliseconds(bytes.input), milliseconds(bytes.output)];
  const compute = slotCount > 1 ? computeMilliseconds : input + computeMilliseconds;
  const longest = Math.max(input, computeMilliseconds, output);
  const latency = input + computeMilliseconds + output;
  const period = Math.max(input, compute, output);
  return {
    baud,
    uploadMilliseconds: milliseconds(bytes.upload),
    inputMilliseconds: input,
    outputMilliseconds: output,
    latencyMilliseconds: latency,
    inferencesPerSecond: 1000 / period,
    bottleneck: longest === input ? 'input' : longest === output ? 'output' : 'core',
    lineShare: (input + output) / latency,
    coreBusy: computeMilliseconds / period,
  };
}
