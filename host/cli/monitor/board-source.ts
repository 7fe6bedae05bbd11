// What a monitor watches and may work with: a source of observations whose board can be borrowed for a flash or a validation.

import type { ObservationSource } from '../../../device-bridge/monitor/observation.ts';
import type { Connection } from '../steps/connect.ts';

export interface BoardSource extends ObservationSource {
  /** Before a student is flashed: makes sure that the board can be fed with it. @throws what reading its data throws */
  prepare?(imageId: number): Promise<void>;
  /** Rejects with what opening the board throws. Closing the connection's board gives it back; one borrower at a time. */
  borrow(signal: AbortSignal): Promise<Connection>;
}
