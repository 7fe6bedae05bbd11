// The part of jsfive that is used here; it comes without types.
declare module 'jsfive' {
  export interface Dataset {
    readonly shape: readonly number[];
    /** As NumPy writes it, such as "<f4"; an array for strings and records. */
    readonly dtype: unknown;
    readonly value: unknown;
  }
  export interface Group {
    readonly keys: readonly string[] | null;
    readonly attrs: Readonly<Record<string, unknown>>;
    get(name: string): Group | Dataset;
  }
  export const File: new (bytes: ArrayBuffer) => Group;
}
