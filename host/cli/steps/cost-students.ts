// The cost of students of many shapes on a board, planned from their shapes without training or reading data.

import { wireBytesOf } from '../../../device-bridge/session/wire-bytes.ts';
import { grouped } from '../../../proto/numbers.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import type { CoreDescription } from '../../image/core-description.ts';
import { packStudentImage } from '../../image/pack.ts';
import { countParameters } from '../../network/shapes.ts';
import { boardsThatHold, bytesBeyondEveryBoard } from '../../plan/boards-that-hold.ts';
import { planLink } from '../../plan/link-time.ts';
import { planNetwork } from '../../plan/plan-image.ts';
import { quantizeUntrained } from '../../quantize/quantize.ts';
import type { CommandContext } from '../run-command.ts';
import { type NetworkChoice, nameOfChoice, networkFor, type Pictures } from '../settings/network-choice.ts';
import { version } from '../version.ts';

export interface StudentCost {
  readonly name: string;
  readonly parameters: number;
  /** Of the image file, before labels and provenance are added; the digits of its scales may make it a few bytes longer or shorter. */
  readonly imageBytes: number;
  /** What of it is sent to the board. */
  readonly payloadBytes: number;
  /** Of the board's memory: where it does not fit, with one input slot. */
  readonly memoryBytes: number;
  readonly cycles: number;
  /** Of computing, at the board's clock. */
  readonly milliseconds: number;
  /** Of a picture on its way to the board, or of its prediction on the way back where that takes longer. */
  readonly lineMilliseconds: number;
  /** Line and core overlap where the board has more than one input slot. */
  readonly samplesPerSecond: number;
  readonly limitedBy: 'line' | 'computing';
  readonly fits: boolean;
  /** Bytes of memory; 0 where it fits. */
  readonly missingBytes: number;
  /** That hold it. */
  readonly boards: readonly string[];
}

/** Its weights alone are more than any board's memory. */
class BeyondEveryBoardError extends RetortError {
  readonly code = 'CLI_STUDENT_BEYOND_BOARDS';
  readonly category = 'image';
  override readonly name = 'BeyondEveryBoardError';

  constructor(student: string, bytes: number) {
    super(`the weights of ${student} take ${grouped(bytes)} bytes, more than any board has`);
  }
}

/** A network that is none for such pictures, that no core runs, or whose weights alone are more than any board's memory. */
export interface ImpossibleStudent {
  readonly name: string;
  readonly code: string;
  readonly reason: string;
}

export interface StudentCosts {
  /** By memory, ascending. */
  readonly students: readonly StudentCost[];
  readonly impossible: readonly ImpossibleStudent[];
}

/** Along what fits the boards: from a few thousand parameters to some too many, wide and deep, plain, residual and separable. */
const candidates: readonly string[] = [
  'student',
  ...['mlp:32', 'mlp:64-32', 'shallow:16', 'shallow:32'],
  ...['dscnn:16x3', 'dscnn:32x4', 'dscnn:64x4'],
  ...['vgg:8-16/2', 'vgg:8-8-16-16/2', 'vgg:8-16-32/2', 'vgg:12-24-48/2', 'vgg:16-32-64/2', 'vgg:24-48-96/2'],
  ...['vgg:8-16-32', 'vgg:16-32-64'],
  ...['resnet8:8', 'resnet8:16', 'resnet8:24'],
];

/** Dense networks and trees: the features of a table have no neighbours that a convolution could look at. */
const tableCandidates: readonly string[] = [
  ...['mlp:16', 'mlp:32', 'mlp:64-32', 'mlp:128-64', 'mlp:256-128', 'mlp:256-256'],
  ...['tree:4', 'tree:6', 'tree:8'],
];

/** What is listed where nothing is named. A sample of one position is a row of a table. */
export function candidatesFor({ shape: [rows, columns] }: Pictures): readonly string[] {
  return rows * columns === 1 ? tableCandidates : candidates;
}

export interface Target {
  readonly core: CoreDescription;
  /** Of the line. */
  readonly baud: number;
  readonly pictures: Pictures;
}

/** @param update told how far it is; the signal's reason is thrown when aborted */
export async function costStudents(
  choices: readonly NetworkChoice[],
  target: Target,
  { signal }: Pick<CommandContext, 'signal'>,
  update: (text: string) => void,
): Promise<StudentCosts> {
  const students: StudentCost[] = [];
  const impossible: ImpossibleStudent[] = [];
  for (const [done, choice] of choices.entries()) {
    update(`${done} of ${choices.length}`);
    await new Promise(setImmediate); // Planning never waits, so this is where Ctrl-C is handled.
    signal.throwIfAborted();
    try {
      students.push(costStudent(choice, target));
    } catch (error) {
      if (!(error instanceof RetortError)) throw error;
      impossible.push({ name: nameOfChoice(choice), code: error.code, reason: error.message });
    }
  }
  return { students: students.sort((a, b) => a.memoryBytes - b.memoryBytes), impossible };
}

function costStudent(choice: NetworkChoice, { core, baud, pictures }: Target): StudentCost {
  const network = networkFor(choice, pictures);
  const weights = bytesBeyondEveryBoard(network);
  if (weights !== undefined) throw new BeyondEveryBoardError(nameOfChoice(choice), weights);
  const { preprocessing = { scale: 1 / 255, offset: 0 } } = pictures;
  const quantized = quantizeUntrained(network, preprocessing);
  const { compiled, cycles, milliseconds, fits, memory } = planNetwork(quantized, core);
  const { inputBytes, logitsCount, slotCount } = compiled.memory;
  const bytes = wireBytesOf({ payloadBytes: compiled.payload.length, inputBytes, logitsCount });
  const [rate] = planLink({ bytes, computeMilliseconds: milliseconds, slotCount }, [baud]).rates;
  const roomy = { ...core, memoryBytes: Math.max(core.memoryBytes, memory.needed) };
  const provenance = { toolVersion: version };
  return {
    name: nameOfChoice(choice),
    parameters: countParameters(network),
    imageBytes: packStudentImage({ quantized, labels: [], preprocessing, provenance, core: roomy }).length,
    payloadBytes: compiled.payload.length,
    memoryBytes: memory.needed,
    cycles,
    milliseconds,
    lineMilliseconds: Math.max(rate.inputMilliseconds, rate.outputMilliseconds),
    samplesPerSecond: rate.inferencesPerSecond,
    limitedBy: rate.bottleneck === 'core' ? 'computing' : 'line',
    fits,
    missingBytes: memory.missing,
    boards: boardsThatHold(quantized),
  };
}
