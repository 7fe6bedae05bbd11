// Starts pglite-worker.ts where it has not been compiled: a thread does not take over its owner's TypeScript loader.
import { register } from 'tsx/esm/api';

register();
await import('./pglite-worker.ts');
