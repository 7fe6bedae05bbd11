// What virtual-board.ts uses of WebAssembly; Node's own types leave it to the browser's.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    readonly exports: object;
    constructor(module: Module, imports: object);
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
  }
}
