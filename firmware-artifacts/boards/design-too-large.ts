// What to say where a design takes more than its FPGA has.
import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { kindOf, type PackedManifest, type Resources } from './board-folder.ts';

/** There is no bitstream, because the design is too large for the board's FPGA. */
export class DesignTooLargeError extends RetortError {
  readonly code = 'BOARD_DESIGN_TOO_LARGE';
  readonly category = 'comparison';
  override readonly name = 'DesignTooLargeError';
  readonly board: string;
  readonly cells: number;
  readonly cellsAvailable: number;

  constructor(board: string, { packed }: PackedManifest) {
    const over = listOverfull(packed).join(', ');
    super(`there is no bitstream for ${board}: the design does not fit: ${over}; use virtual:${kindOf(board)} instead`);
    this.board = board;
    this.cells = packed.cells;
    this.cellsAvailable = packed.cellsAvailable;
  }
}

/** Such as `11,823 of 5,280 logic cells`, for each resource of which the FPGA has too few. */
export function listOverfull({
  cells,
  cellsAvailable,
  blockRams,
  blockRamsAvailable,
  multipliers,
  multipliersAvailable,
}: Resources): string[] {
  const resources = [
    ['logic cells', cells, cellsAvailable],
    ['block RAMs', blockRams, blockRamsAvailable],
    ['multipliers', multipliers, multipliersAvailable],
  ] as const;
  return resources
    .filter(([, used, available]) => used > available)
    .map(([name, used, available]) => `${grouped(used)} of ${grouped(available)} ${name}`);
}
