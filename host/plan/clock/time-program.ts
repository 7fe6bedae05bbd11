// How many cycles the core takes for a program, descriptor by descriptor: exactly what its own counter says, since nothing in the core
// depends on data, and it does not count the cycles in which the link has the memory.
import type { CoreTiming } from './core-timing.ts';
import { readProgram } from './read-program.ts';
import { timeLayer } from './time-layer.ts';

/** Descriptors are fetched at one word a cycle, then latched, then begun. */
const CYCLES_BEFORE_A_LAYER = 13;

/**
 * For each descriptor up to END what `Prediction.cycles` is when the program stops after it: cycles from the start to the last write
 * (docs/core.md). `payload` comes from a checked image.
 */
export function timeProgram(payload: Uint8Array, core: CoreTiming): number[] {
  let cycle = 1;
  let lastWrite = 0;
  return readProgram(payload).map((descriptor) => {
    const begins = cycle + CYCLES_BEFORE_A_LAYER;
    const time = timeLayer(descriptor, core);
    if (time.lastWrite >= 0) lastWrite = begins + time.lastWrite;
    cycle = begins + time.end + 1;
    return lastWrite;
  });
}
