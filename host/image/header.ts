// The payload's header (docs/core.md, "The payload"): what the board itself needs to know, as the image's fields say it to a host.
import type { MemoryPlan } from './student-image.ts';

export const HEADER_BYTES = 64;
export const MOST_SLOTS = 4;
export const MOST_LOGITS = 1024;
const MAGIC = 0x5452_4552; // "RERT"

/** u32 each, in order, by name. */
export function headerFields(
  core: number,
  plan: MemoryPlan,
  cycleLimit: number,
): readonly (readonly [name: string, value: number])[] {
  return [
    ['magic', MAGIC],
    ['core', core],
    ['program address', HEADER_BYTES],
    ['input address', plan.inputAddress],
    ['input bytes', plan.inputBytes],
    ['slot pitch', plan.slotPitch],
    ['slot count', plan.slotCount],
    ['logits address', plan.logitsAddress],
    ['logits count', plan.logitsCount],
    ['memory needed', plan.bytesNeeded],
    ['cycle limit', cycleLimit],
    ['input bits', plan.inputBits === 8 ? 0 : plan.inputBits],
  ];
}

export function encodeHeader(core: number, plan: MemoryPlan, cycleLimit: number): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  for (const [i, [, value]] of headerFields(core, plan, cycleLimit).entries()) view.setUint32(4 * i, value, true);
  return header;
}
