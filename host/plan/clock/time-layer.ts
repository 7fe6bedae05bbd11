// How many cycles the core takes for one descriptor: its control, cycle by cycle, without its data. Each file beside this one mirrors an RTL
// module (firmware-artifacts/rtl/core); what they are held to, on every program in the tests, is that the counts are equal.

import { requantizingCycles } from '../../image/core-description.ts';
import type { Descriptor } from '../../image/descriptor.ts';
import type { CoreTiming } from './core-timing.ts';
import { Loader } from './loader.ts';
import { Operands } from './operands.ts';
import { Output } from './output.ts';
import { Ring } from './ring.ts';
import { type Step, Stepper } from './stepper.ts';
import { findInside } from './walk.ts';

/** In cycles from the first in which the layer runs, which is 0. */
export interface LayerTime {
  /** Of the last write; −1 where nothing is written. */
  readonly lastWrite: number;
  /** The cycle in which the layer is found to have ended. */
  readonly end: number;
}

export function timeLayer(d: Descriptor, core: CoreTiming): LayerTime {
  const expands = d.opcode === 'EXPAND';
  const requantized = !expands && d.opcode !== 'ARGMAX';
  const spacing = requantized ? requantizingCycles(core, d.post) : 0;
  const inside = findInside(d);
  const operands = new Operands(d, inside, core);
  const stepper = new Stepper(d, inside, core, spacing);
  const ring = new Ring(d, core);
  const loader = new Loader(d, ring, core);
  const output = new Output(d, spacing, core);
  const shared = core.memoryPorts === 1;
  let ended = false;
  let cycle = 0;
  for (; !ended || !output.idle; cycle++) {
    const ready: boolean = !ended && operands.there && (!requantized || ring.available);
    const step: Step | undefined = ready ? stepper.next(cycle, loader.recordsThere > 0) : undefined;
    const taken = step?.takes === true;
    const outputFree = !output.usesPort(cycle);
    const operandsShare = shared && operands.reads(taken);
    output.tick(cycle);
    loader.tick(outputFree && !operandsShare, requantized && step?.groupEnds === true);
    operands.tick(taken, outputFree || !shared);
    if (step === undefined) continue;
    stepper.take(step, cycle);
    if (requantized) ring.step(step.pixelEnds, step.groupEnds);
    if (expands) output.expandByte(cycle, step.pixelEnds);
    else if (requantized && step.outputEnds) output.endPixel(cycle);
    ended = step.layerEnds;
  }
  return { lastWrite: output.lastWrite, end: cycle };
}
