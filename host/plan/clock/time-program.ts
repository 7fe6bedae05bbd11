// How many cycles the core takes for a program, descriptor by descriptor: exactly what its own counter says, since nothing in the core
// depends on data, and it does not count the cycles in which the link has the memory.
import { DESCRIPTOR_BYTES, type Descriptor, decodeDescriptor } from '../../image/descriptor.ts';
import type { CoreTiming } from './core-timing.ts';
import { timeLayer } from './time-layer.ts';

/** A descriptor's eleven words are asked for one a cycle; in the cycle after the last has come its layer begins, in the next one it runs. */
export function cyclesBeforeLayer({ readLatency }: CoreTiming): number {
  return 12 + readLatency;
}

/** In the header. */
const PROGRAM_ADDRESS = 8;

/**
 * For each descriptor up to END what `Prediction.cycles` is when the program stops after it: cycles from the start to the last write
 * (docs/core.md). `payload` comes from a checked image.
 */
export function timeProgram(payload: Uint8Array, core: CoreTiming): number[] {
  let cycle = 1;
  let lastWrite = 0;
  return readProgram(payload).map((descriptor) => {
    const begins = cycle + cyclesBeforeLayer(core);
    const time = timeLayer(descriptor, core);
    if (time.lastWrite >= 0) lastWrite = begins + time.lastWrite;
    cycle = begins + time.end + 1;
    return lastWrite;
  });
}

function readProgram(payload: Uint8Array): Descriptor[] {
  const descriptors: Descriptor[] = [];
  const program = new DataView(payload.buffer, payload.byteOffset).getUint32(PROGRAM_ADDRESS, true);
  for (let at = program; payload[at] !== 0; at += DESCRIPTOR_BYTES) descriptors.push(decodeDescriptor(payload, at));
  return descriptors;
}
