// The baud rates that `retort plan` considers: the usual ones, and the fastest that the board and its USB bridge
// support.

import { usbBridgeOf } from '../../../device-bridge/link/usb-identities.ts';
import { canMakeBaud } from '../../../device-bridge/session/bring-up.ts';
import { grouped } from '../../../proto/numbers.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import type { CoreDescription } from '../../image/core-description.ts';

const usualRates = [115_200, 921_600, 3_000_000];
/** Further rates of USB bridges, up to the fastest. */
const fasterRates = [4_000_000, 6_000_000, 8_000_000, 12_000_000];

export interface LineRates {
  /** Ascending. */
  readonly rates: readonly number[];
  readonly fastest: number;
  /** The board's USB-to-serial bridge; absent if unknown. */
  readonly usbBridge?: string;
}

export function lineRatesOf({ name, clockHz }: Pick<CoreDescription, 'name' | 'clockHz'>): LineRates {
  const bridge = usbBridgeOf(name);
  const possible = (baud: number) => baud <= (bridge?.mostBaud ?? Infinity) && canMakeBaud(clockHz, baud);
  const usual = usualRates.filter(possible);
  const fastest = [...usual, ...fasterRates.filter(possible)].at(-1)!;
  return { rates: [...new Set([...usual, fastest])], fastest, ...(bridge && { usbBridge: bridge.chip }) };
}

/** A rate at which a board's line does not run. */
class BaudError extends RetortError {
  readonly code = 'CLI_BAUD';
  readonly category = 'usage';
  override readonly name = 'BaudError';
}

/** @throws BaudError */
export function checkBaud(baud: number, core: Pick<CoreDescription, 'name' | 'clockHz'>): void {
  const { rates, fastest } = lineRatesOf(core);
  if (baud <= fastest && canMakeBaud(core.clockHz, baud)) return;
  throw new BaudError(
    `the line of ${core.name} does not run at ${grouped(baud)} baud: choose ${rates.map(grouped).join('; ')}`,
  );
}
