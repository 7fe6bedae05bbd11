// Puts a student's image onto a board, once the board's core and memory are known to be right for it.
import type { Board } from '../../device-bridge/session/board.ts';
import type { FlashOptions, FlashResult } from '../../device-bridge/session/flash.ts';
import { requireCore, requireMemory } from '../image/read.ts';
import type { StudentImage } from '../image/student-image.ts';

/**
 * Sends what the board does not hold yet of `image`, and makes it the board's student. An interrupted flash leaves the board without a student.
 * @throws WrongCoreError, ImageTooLargeError, before anything is sent; what `board.flash` throws
 * @example
 * import { readFileSync } from 'node:fs';
 * import { flashStudent, openBoard, readStudentImage } from 'retort-fpga/board';
 *
 * const image = readStudentImage(readFileSync('student.retort'), 'student.retort');
 * const board = await openBoard('virtual:up5k');
 * const { sentBytes, seconds } = await flashStudent(board, image);
 * console.log(`${sentBytes} bytes in ${seconds} s`);
 * await board.close();
 */
export async function flashStudent(
  board: Board,
  image: StudentImage,
  options: FlashOptions = {},
): Promise<FlashResult> {
  const { payload, imageId, core, memory } = image;
  requireCore(image, board.identity.core);
  requireMemory(image, board.identity.memoryBytes);
  return board.flash({ payload, imageId, core, memoryBytes: memory.bytesNeeded }, options);
}
