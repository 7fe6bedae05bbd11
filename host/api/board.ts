// `retort-fpga/board`: boards by URL, real and virtual: flash a student, classify with it, check it against the integer reference, plan before there is a board.
import type { Board } from '../../device-bridge/session/board.ts';
import { connectBoard, requirePhysical } from '../cli/steps/connect.ts';

export { type SentBytes, wireBytesOf } from '../../device-bridge/session/wire-bytes.ts';
export { RetortError } from '../../proto/retort-error.ts';
export { flashStudent } from '../board/flash-student.ts';
export { predict, type QuantizedSample } from '../board/predict.ts';
export { BoardUrlError } from '../cli/steps/board-url.ts';
export { boards, coreNamed } from '../image/core-description.ts';
export { readStudentImage } from '../image/read.ts';
export { type LinkedStudent, type LinkPlan, planLink, type RateTime, type WireBytes } from '../plan/link-time.ts';
export { type ImagePlan, type LayerPlan, type NetworkPlan, planImage, planNetwork } from '../plan/plan-image.ts';
export type { MemoryUse } from '../plan/plan-memory.ts';
export { quantizeForImage } from '../reference/quantize-input.ts';
export { findFirstDifference, type LayerDifference } from '../validate/first-difference.ts';
export { computeReferenceLogits, type ReferenceLogitsOptions } from '../validate/reference-logits.ts';
export { type Percentiles, type Proportion, proportionOf } from '../validate/statistics.ts';
export {
  type LayerProbe,
  type PlacedLayer,
  type TracedLayer,
  traceLayers,
  type ValueDifference,
} from '../validate/trace-layers.ts';
export {
  type Expectations,
  LogitCountError,
  type Mismatch,
  SampleIdError,
  type ValidationOptions,
  type ValidationResult,
  validatePredictions,
} from '../validate/validate.ts';
export type * from './board-types.ts';
export type * from './image-types.ts';

/**
 * Opens the board that `url` names, as `--on` of every command does: `virtual:up5k`, `serial:/dev/ttyUSB1?baud=3000000`, `usb:ulx3s`,
 * `mqtt://HOST:1883/GROUP/BRIDGE/BOARD`; `virtual:up5k?boards=2` is two boards behind one. The caller closes it.
 * @throws BoardUrlError, UnknownInstructionSetError, BoardSilentError, WrongBaudError, LinkClosedError, the signal's reason
 * @example
 * import { openBoard } from 'retort-fpga/board';
 *
 * const board = await openBoard('virtual:up5k');
 * console.log(board.name, board.identity.clockHz);
 * await board.close();
 */
export async function openBoard(url: string, options: { readonly signal?: AbortSignal } = {}): Promise<Board> {
  const { signal = new AbortController().signal } = options;
  return (await connectBoard(requirePhysical(url), signal)).board;
}
