// The order in which a layer's operand words are used (retort_walker): groups, pixels, taps, words of a tap, the last one fastest.
import type { Descriptor } from '../../image/descriptor.ts';

/** For each tap of each output pixel: whether it lies inside the input. */
export function findInside(d: Descriptor): Uint8Array {
  const { outputRows: rows, outputColumns: columns } = d;
  const inside = new Uint8Array(rows * columns * d.kernel[0] * d.kernel[1]);
  let tap = 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      for (let ky = 0; ky < d.kernel[0]; ky++) {
        const row = d.firstRow + y * d.strides[0] + ky;
        for (let kx = 0; kx < d.kernel[1]; kx++) {
          const column = d.firstColumn + x * d.strides[1] + kx;
          inside[tap++] = row >= 0 && row < d.inputRows && column >= 0 && column < d.inputColumns ? 1 : 0;
        }
      }
    }
  }
  return inside;
}

/** One position in that order; whoever asks for operands and whoever uses them has one each. */
export class Walk {
  /** For each tap of a group, pixel by pixel. */
  readonly #inside: Uint8Array;
  readonly #words: number;
  readonly #taps: number;
  readonly #groups: number;
  readonly #columns: number;
  readonly #skips: Descriptor['skips'];
  #word = 0;
  #tap = 0;
  #group = 0;

  constructor(d: Descriptor, inside: Uint8Array) {
    this.#inside = inside;
    this.#words = d.tapWords;
    this.#taps = d.kernel[0] * d.kernel[1];
    this.#groups = d.groups;
    this.#columns = d.outputColumns;
    this.#skips = d.skips;
  }

  get inside(): boolean {
    return this.#inside[this.#tap] === 1;
  }
  get tapLast(): boolean {
    return this.#word === this.#words - 1;
  }
  get pixelLast(): boolean {
    return this.tapLast && (this.#tap + 1) % this.#taps === 0;
  }
  /** Whether the pixel has an output. */
  get emits(): boolean {
    const [first, between] = this.#skips;
    const behind = (Math.floor(this.#tap / this.#taps) % this.#columns) - first;
    return behind >= 0 && behind % (between + 1) === 0;
  }
  get groupLast(): boolean {
    return this.tapLast && this.#tap === this.#inside.length - 1;
  }
  get layerLast(): boolean {
    return this.groupLast && this.#group === this.#groups - 1;
  }

  advance(): void {
    const { tapLast, groupLast } = this;
    this.#word = tapLast ? 0 : this.#word + 1;
    if (tapLast) this.#tap = groupLast ? 0 : this.#tap + 1;
    if (groupLast) this.#group++;
  }
}
