// One signal that several boards, or many requests at a time, listen to.
import { setMaxListeners } from 'node:events';

/** Aborts with the first of `signals`; bears any number of listeners, of which Node would warn as a leak from the eleventh on. */
export function signalForAll(signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  const signal = AbortSignal.any(signals.filter((one) => one !== undefined));
  setMaxListeners(0, signal);
  return signal;
}
