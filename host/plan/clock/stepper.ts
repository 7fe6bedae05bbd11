// Whether the next step is taken (retort_stepper).

import type { Descriptor } from '../../image/descriptor.ts';
import type { CoreTiming } from './core-timing.ts';
import { Walk } from './walk.ts';

export interface Step {
  /** The operand word is done with. */
  readonly takes: boolean;
  readonly pixelEnds: boolean;
  /** Of a pixel that has an output. */
  readonly outputEnds: boolean;
  readonly groupEnds: boolean;
  readonly layerEnds: boolean;
}

export class Stepper {
  readonly #walk: Walk;
  readonly #lastSteps: number;
  readonly #fullSteps: number;
  readonly #spacing: number;
  #step = 0;
  #mayEndAt = 0;

  /** `spacing`: cycles between the last steps of two outputs, 0 where they need not be apart. */
  constructor(d: Descriptor, inside: Uint8Array, { inputs }: CoreTiming, spacing: number) {
    this.#walk = new Walk(d, inside);
    this.#lastSteps = d.lastSteps;
    this.#fullSteps = d.opcode === 'ARGMAX' ? 8 : d.opcode === 'CONV' ? 8 / inputs : 1;
    this.#spacing = spacing;
  }

  /** The step that this cycle would take, if all it needs is there; undefined while it must keep apart from the output before. */
  next(cycle: number, recordThere: boolean): Step | undefined {
    const { tapLast, pixelLast, emits, groupLast, layerLast } = this.#walk;
    const takes = this.#step === (tapLast ? this.#lastSteps : this.#fullSteps) - 1;
    const pixelEnds = takes && pixelLast;
    const outputEnds = pixelEnds && emits;
    if (outputEnds && this.#spacing > 0 && (cycle < this.#mayEndAt || !recordThere)) return undefined;
    return { takes, pixelEnds, outputEnds, groupEnds: pixelEnds && groupLast, layerEnds: pixelEnds && layerLast };
  }

  take({ takes, outputEnds }: Step, cycle: number): void {
    this.#step = takes ? 0 : this.#step + 1;
    if (takes) this.#walk.advance();
    if (outputEnds) this.#mayEndAt = cycle + this.#spacing;
  }
}
