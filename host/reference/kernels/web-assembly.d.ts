// What kernel-memory.ts uses of WebAssembly besides what the virtual board does; Node's own types leave it to the browser's.
declare namespace WebAssembly {
  function validate(bytes: Uint8Array): boolean;
  interface Memory {
    grow(pages: number): number;
  }
}
