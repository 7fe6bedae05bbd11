// Vitest's global set-up: a folder in which the tests of the package pack and install it once for all of them, the first that needs it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly packedFolder: string;
  }
}

export default function makePackedFolder(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'retort-packed-'));
  project.provide('packedFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
