// What pglite-connection.ts and its thread, pglite-worker.ts, say to each other.

export interface PgliteRequest {
  readonly id: number;
  readonly sql: string;
  readonly values?: readonly unknown[];
}

export interface PgliteAnswer {
  /** Of the request; 0: the database has been opened. */
  readonly id: number;
  readonly rows?: readonly unknown[];
  readonly error?: { readonly message: string; readonly sqlState?: string };
}
