// One WebAssembly memory with the kernels (kernels.c) that compute in it. Buffers are laid out one after another and never move or go away,
// so a reference has all its memory once it is compiled.
import { readFileSync } from 'node:fs';
import type { ActivationTensor } from '../../quantize/quantized-network.ts';

export type KernelName = 'convolve' | 'convolveDepthwise' | 'add' | 'poolMaximum' | 'poolAverage';

/** Of a struct of the kernels, in its order. */
export interface Fields {
  readonly [field: string]: number;
}

/** A tensor and the address of its values. */
export interface Located {
  readonly tensor: ActivationTensor;
  readonly address: number;
}

type Exports = { readonly [name in KernelName]: (parameters: number) => void } & {
  readonly memory: WebAssembly.Memory;
  readonly __heap_base: { readonly value: number };
};

const PAGE_BYTES = 65_536;
const ALIGNMENT = 16;
/** How far behind a buffer the kernels may read. */
const SLACK_BYTES = 16;

/** Of this process; `null` where WebAssembly or its SIMD instructions are missing. */
let compiled: WebAssembly.Module | null | undefined;

function compileModule(): WebAssembly.Module | null {
  const bytes = readFileSync(new URL('./kernels.wasm', import.meta.url));
  // Missing altogether under `node --jitless`.
  return typeof WebAssembly === 'object' && WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
}

export class KernelMemory {
  readonly #exports: Exports;
  #end: number;

  private constructor(module: WebAssembly.Module) {
    this.#exports = new WebAssembly.Instance(module, {}).exports as Exports;
    this.#end = this.#exports.__heap_base.value;
  }

  /** Undefined where this Node runs no WebAssembly SIMD, or the process may not reserve the address space of a memory (`ulimit -v`). */
  static open(): KernelMemory | undefined {
    compiled ??= compileModule();
    try {
      return compiled ? new KernelMemory(compiled) : undefined;
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  get bytes(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /** The address of `bytes` zero bytes. @throws RangeError beyond 4 GiB in all. */
  allocate(bytes: number): number {
    const address = Math.ceil(this.#end / ALIGNMENT) * ALIGNMENT;
    this.#end = address + bytes + SLACK_BYTES;
    const missing = this.#end - this.bytes;
    if (missing > 0) this.#exports.memory.grow(Math.ceil(missing / PAGE_BYTES));
    return address;
  }

  /** The address of a copy of `values`. */
  place(values: Int8Array | Int32Array): number {
    const address = this.allocate(values.byteLength);
    new Uint8Array(this.#exports.memory.buffer, address).set(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
    return address;
  }

  /** Valid until the next `allocate` or `place`. */
  view(address: number, length: number): Int8Array {
    return new Int8Array(this.#exports.memory.buffer, address, length);
  }

  /** `parts`: the kernel's struct and those within it, in order, field by field. */
  compileCall(kernel: KernelName, ...parts: readonly Fields[]): () => void {
    const compute = this.#exports[kernel];
    const address = this.place(Int32Array.from(parts.flatMap((fields) => Object.values(fields))));
    return () => compute(address);
  }
}
